package io.cairn.core.landscape.similarity;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Configuration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Columns grouped by their sets of configurations and ranked once each along the first column of
 * their group, so that a pair within a group needs neither hashing nor sorting.
 */
final class RankedColumns {
  private final List<LossColumn> columns;
  private final int[] leader;
  private final Ranking[] rankings;

  RankedColumns(List<LossColumn> columns) {
    this.columns = columns;
    this.leader = new int[columns.size()];
    this.rankings = new Ranking[columns.size()];
    for (int i = 0; i < leader.length; i++) {
      leader[i] = i;
      double[] losses = columns.get(i).losses();
      for (int j = 0; j < i && leader[i] == i; j++) {
        double[] aligned = new double[losses.length];
        if (leader[j] == j && aligns(columns.get(j).landscape(), columns.get(i), aligned)) {
          leader[i] = j;
          losses = aligned;
        }
      }
      rankings[i] = Ranking.of(losses);
    }
  }

  /** Whether both have the same configurations; then {@code aligned} has the column's losses. */
  private static boolean aligns(Landscape first, LossColumn column, double[] aligned) {
    Landscape own = column.landscape();
    if (first.size() != own.size() || !first.space().equals(own.space())) {
      return false;
    }
    Arrays.fill(aligned, Double.NaN);
    List<Configuration> configurations = own.configurations();
    for (int i = 0; i < aligned.length; i++) {
      OptionalInt place = first.indexOf(configurations.get(i));
      if (place.isEmpty()) {
        return false;
      }
      aligned[place.getAsInt()] = column.loss(i);
    }
    return true;
  }

  /** Whether the two columns have the same configurations, measured or not. */
  boolean aligned(int i, int j) {
    return leader[i] == leader[j];
  }

  /** The agreement of two aligned columns. */
  Similarity.Measured compare(int i, int j, AgreementSettings settings) {
    Agreement agreement = Agreement.of(rankings[i], rankings[j], settings);
    int measured = columns.get(j).measured();
    Matching matching =
        new Matching(agreement.n(), columns.get(i).measured(), measured, measured, 0, 0, List.of());
    return new Similarity.Measured(matching, agreement);
  }
}
