package io.cairn.core.space;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The declared names with their positions, and what a misspelt one may have meant. */
final class Names {
  private static final int MAX_LISTED = 12;

  private final List<String> names;
  private final Map<String, Integer> index = new HashMap<>();

  Names(List<Parameter> parameters) {
    this.names = parameters.stream().map(Parameter::name).toList();
    for (int i = 0; i < names.size(); i++) {
      index.putIfAbsent(names.get(i), i);
    }
  }

  OptionalInt indexOf(String name) {
    @Nullable Integer found = index.get(name);
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  boolean contains(String name) {
    return index.containsKey(name);
  }

  /** The way out for a name that is not declared. */
  String hint(String unknown) {
    return hint(unknown, names);
  }

  /** "did you mean 'depth'?" when a word is near, otherwise what there is. */
  static String hint(String unknown, Collection<String> known) {
    Optional<String> near = nearest(unknown, known);
    if (near.isPresent()) {
      return "did you mean '" + near.get() + "'?";
    }
    List<String> listed = known.stream().limit(MAX_LISTED).toList();
    return "use one of "
        + listed
        + (known.size() > MAX_LISTED ? " or " + (known.size() - MAX_LISTED) + " more" : "");
  }

  private static Optional<String> nearest(String word, Collection<String> known) {
    int allowed = word.length() <= 3 ? 1 : 2;
    Optional<String> best = Optional.empty();
    int bestDistance = allowed + 1;
    for (String candidate : known) {
      if (Math.abs(candidate.length() - word.length()) <= allowed) {
        int distance = distance(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
        if (distance < bestDistance) {
          bestDistance = distance;
          best = Optional.of(candidate);
        }
      }
    }
    return best;
  }

  /**
   * Levenshtein's distance in which swapping two neighbours also counts as one (optimal string
   * alignment).
   */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int substitution = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        table[i][j] = Math.min(substitution, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[a.length()][b.length()];
  }
}
