package io.cairn.server.dispatch;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a worker node has.
 *
 * @param slots evaluations that it can run at once, 1..{@value #MOST_SLOTS}
 * @param free of these, the ones that hold no evaluation and have been granted none
 * @param labels words that studies may require, such as {@code gpu}
 * @param types worker types that it can run
 * @param draining whether it finishes what it runs and takes nothing new
 */
public record Offer(
    int slots, int free, SortedSet<String> labels, SortedSet<String> types, boolean draining) {

  /** Slots of one node, at most. */
  public static final int MOST_SLOTS = 4_096;

  /** Labels of one node at most, and as many types. */
  public static final int MOST_WORDS = 64;

  /**
   * @throws IllegalArgumentException if a number is out of its range or there are too many words
   */
  public Offer {
    if (slots < 1 || slots > MOST_SLOTS) {
      throw new IllegalArgumentException("slots = " + slots + " must be 1.." + MOST_SLOTS);
    }
    if (free < 0 || free > slots) {
      throw new IllegalArgumentException(
          "free = " + free + " must be from 0 to the number of slots, " + slots);
    }
    if (labels.size() > MOST_WORDS || types.size() > MOST_WORDS) {
      throw new IllegalArgumentException(
          labels.size()
              + " labels and "
              + types.size()
              + " worker types; a node may have "
              + MOST_WORDS
              + " of each");
    }
    labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
  }

  /** What makes the node like others. */
  public Kind kind() {
    return new Kind(labels, types);
  }
}
