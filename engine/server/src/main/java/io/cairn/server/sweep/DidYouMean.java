package io.cairn.server.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a mistyped one was meant to be. */
public final class DidYouMean {

  private DidYouMean() {}

  /** "; did you mean X?" when a known word is near, otherwise "; known: ..." with all of them. */
  public static String hint(String word, Collection<String> known) {
    Optional<String> nearest = nearest(word, known);
    if (nearest.isPresent()) {
      return "; did you mean " + nearest.get() + "?";
    }
    return known.isEmpty() ? "; remove it" : "; known here: " + String.join(", ", known);
  }

  /** The nearest known word, if at most a third of its letters differ. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    String plain = simplified(word);
    Optional<String> best = Optional.empty();
    int least = Integer.MAX_VALUE;
    for (String candidate : known) {
      String other = simplified(candidate);
      int distance = distance(plain, other);
      int allowed = Math.max(1, Math.max(plain.length(), other.length()) / 3);
      if (distance <= allowed && distance < least) {
        least = distance;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  /** wallClock, wall_clock and wall-clock are one word. */
  private static String simplified(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Edits between two words, a swap of neighbours counting one (optimal string alignment). */
  private static int distance(String a, String b) {
    List<int[]> rows = new ArrayList<>();
    for (int i = 0; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      rows.add(row);
      for (int j = 0; j <= b.length(); j++) {
        row[j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
      }
    }
    return rows.get(a.length())[b.length()];
  }

  private static int step(List<int[]> rows, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(rows.get(i - 1)[j] + 1, rows.get(i)[j - 1] + 1);
    least = Math.min(least, rows.get(i - 1)[j - 1] + same);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows.get(i - 2)[j - 2] + 1) : least;
  }
}
