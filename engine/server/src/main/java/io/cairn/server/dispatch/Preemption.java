package io.cairn.server.dispatch;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Evaluations that a study should give up for another of higher priority. Which ones is its own
 * business: it knows which it would miss least.
 *
 * @param study who should give up
 * @param evaluations how many, 1 or more
 * @param kinds only evaluations on nodes of these kinds are of use
 * @param forStudy who waits for the slots
 */
public record Preemption(String study, int evaluations, SortedSet<Kind> kinds, String forStudy) {
  public Preemption {
    kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
  }
}
