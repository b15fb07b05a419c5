package io.cairn.core.study;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a machine has, or what an evaluation needs, as a set of words of the user's own: {@code
 * gpu}, {@code big-memory}. A word means nothing to Cairn but itself. Immutable.
 */
public final class WorkerLabels {

  /** What a label may be, for messages. */
  public static final String RULE =
      "must be 1 to 63 of the characters a-z, 0-9, dot, dash and underscore, a letter or digit first";

  /** Most labels of one machine or one need. */
  public static final int MOST = 64;

  /** No label at all. */
  public static final WorkerLabels NONE = new WorkerLabels(new TreeSet<>(), false);

  /** Of a machine that stands for every label: the only one there is, or an outside loop. */
  public static final WorkerLabels ANY = new WorkerLabels(new TreeSet<>(), true);

  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

  private final SortedSet<String> words;
  private final boolean any;

  private WorkerLabels(SortedSet<String> words, boolean any) {
    this.words = Collections.unmodifiableSortedSet(words);
    this.any = any;
  }

  /**
   * These labels.
   *
   * @throws IllegalArgumentException if one is not a label, or they are more than {@link #MOST}
   */
  public static WorkerLabels of(Collection<String> words) {
    TreeSet<String> sorted = new TreeSet<>();
    for (String word : words) {
      if (!isLabel(word)) {
        throw new IllegalArgumentException("the label \"" + word + "\" " + RULE);
      }
      sorted.add(word);
    }
    if (sorted.size() > MOST) {
      throw new IllegalArgumentException(
          sorted.size() + " labels are more than the " + MOST + " that may be given at once");
    }
    return sorted.isEmpty() ? NONE : new WorkerLabels(sorted, false);
  }

  /** As {@link #of(Collection)}. */
  public static WorkerLabels of(String... words) {
    return of(Arrays.asList(words));
  }

  /** Whether a word may be a label. */
  public static boolean isLabel(String word) {
    return WORD.matcher(word).matches();
  }

  /** The words, sorted; empty for {@link #ANY}, which has all there are. */
  public SortedSet<String> words() {
    return words;
  }

  /** Whether these are {@link #ANY}. */
  public boolean any() {
    return any;
  }

  /** Whether there is no label. */
  public boolean isEmpty() {
    return !any && words.isEmpty();
  }

  /** Whether a machine with these labels may run what needs those. */
  public boolean covers(WorkerLabels needed) {
    return any || !needed.any && words.containsAll(needed.words);
  }

  /** These and those together. */
  public WorkerLabels with(WorkerLabels others) {
    if (any || others.any) {
      return ANY;
    }
    TreeSet<String> both = new TreeSet<>(words);
    both.addAll(others.words);
    return of(both);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkerLabels that && any == that.any && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return any ? 1 : words.hashCode();
  }

  /** For people: {@code big-memory and gpu}, {@code any label}, {@code no label}. */
  @Override
  public String toString() {
    if (any) {
      return "any label";
    }
    return words.isEmpty() ? "no label" : String.join(" and ", words);
  }
}
