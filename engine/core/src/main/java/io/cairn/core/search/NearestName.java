package io.cairn.core.search;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote an unknown name. */
final class NearestName {
  private NearestName() {}

  /**
   * The name with the fewest letters changed, if that is at most a third of them (and two in short
   * names).
   */
  static Optional<String> of(String given, Collection<String> names) {
    String lower = given.toLowerCase(Locale.ROOT);
    int bound = Math.max(2, given.length() / 3);
    return names.stream()
        .filter(name -> distance(lower, name) <= bound)
        .min(Comparator.comparingInt(name -> distance(lower, name)));
  }

  /** V. Levenshtein's distance: letters put in, left out or replaced. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
