package io.cairn.workers.smile.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides a data set into training and validation rows: shuffled, and for classes stratified, so
 * that each part has each class in about the proportion of the whole.
 */
public final class Split {

  private Split() {}

  /**
   * Holds a share of the rows out for validation.
   *
   * @param share of the rows that validate, above 0 and below 1; each side gets a row of each class
   *     at least
   * @param seed of the shuffle
   * @throws IllegalArgumentException if a class has fewer than two rows
   */
  public static List<Fold> holdOut(Target target, double share, long seed) {
    List<int[]> validation = new ArrayList<>();
    List<int[]> training = new ArrayList<>();
    for (int[] stratum : strata(target, seed)) {
      requireRows(stratum, 2);
      int held = (int) Math.round(share * stratum.length);
      held = Math.max(1, Math.min(stratum.length - 1, held));
      validation.add(IntStream.of(stratum).limit(held).toArray());
      training.add(IntStream.of(stratum).skip(held).toArray());
    }
    return List.of(new Fold(interleaved(training), interleaved(validation)));
  }

  /**
   * Divides the rows into parts of which each validates once, on a model trained on the others.
   *
   * @param folds number of parts, at least 2
   * @param seed of the shuffle
   * @throws IllegalArgumentException if a class has fewer rows than there are parts
   */
  public static List<Fold> kFold(Target target, int folds, long seed) {
    List<int[]> strata = strata(target, seed);
    List<Fold> result = new ArrayList<>();
    for (int fold = 0; fold < folds; fold++) {
      List<int[]> validation = new ArrayList<>();
      List<int[]> training = new ArrayList<>();
      int dealt = 0;
      for (int[] stratum : strata) {
        requireRows(stratum, folds);
        // Rows are dealt on from where the last class ended, so that parts differ by one row at
        // most.
        int first = dealt;
        int part = fold;
        validation.add(
            IntStream.range(0, stratum.length)
                .filter(i -> (first + i) % folds == part)
                .map(i -> stratum[i])
                .toArray());
        training.add(
            IntStream.range(0, stratum.length)
                .filter(i -> (first + i) % folds != part)
                .map(i -> stratum[i])
                .toArray());
        dealt += stratum.length;
      }
      result.add(new Fold(interleaved(training), interleaved(validation)));
    }
    return List.copyOf(result);
  }

  /** Shuffled rows class by class; all rows at once where the target is a number. */
  private static List<int[]> strata(Target target, long seed) {
    int[] shuffled = Shuffle.of(IntStream.range(0, target.size()).toArray(), seed);
    if (target instanceof Target.Labels labels) {
      return IntStream.range(0, labels.classes().size())
          .mapToObj(c -> IntStream.of(shuffled).filter(r -> labels.at(r) == c).toArray())
          .toList();
    }
    return List.of(shuffled);
  }

  private static void requireRows(int[] stratum, int rows) {
    if (stratum.length < rows) {
      throw new IllegalArgumentException(
          "a class with " + stratum.length + " rows cannot be split into " + rows + " parts");
    }
  }

  /**
   * Merges strata so that every beginning of the result has about the proportions of the whole: one
   * row of each first, then by rank within the stratum relative to its size.
   */
  private static int[] interleaved(List<int[]> strata) {
    record Placed(int row, boolean first, double rank, int stratum) {}
    List<Placed> placed = new ArrayList<>();
    for (int s = 0; s < strata.size(); s++) {
      int[] rows = strata.get(s);
      for (int i = 0; i < rows.length; i++) {
        placed.add(new Placed(rows[i], i == 0, (i + 0.5) / rows.length, s));
      }
    }
    return placed.stream()
        .sorted(
            Comparator.comparing((Placed p) -> !p.first())
                .thenComparingDouble(Placed::rank)
                .thenComparingInt(Placed::stratum))
        .mapToInt(Placed::row)
        .toArray();
  }
}
