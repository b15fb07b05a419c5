package io.cairn.core.landscape.similarity;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a column measured, as configurations of a given space, each once.
 *
 * <p>A configuration that several of another space come to keeps the loss of the one that is the
 * same value for value; without one, the mean of theirs.
 */
final class MappedColumn {
  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final int used;
  private final int projected;
  private final int rejected;
  private final List<String> differences;

  /** The column in its own space. */
  MappedColumn(LossColumn column) {
    for (int i = 0; i < column.size(); i++) {
      if (!Double.isNaN(column.loss(i))) {
        configurations.add(column.landscape().configurations().get(i));
        losses.add(column.loss(i));
      }
    }
    this.used = losses.size();
    this.projected = 0;
    this.rejected = 0;
    this.differences = List.of();
  }

  /** The column in another space. */
  MappedColumn(LossColumn column, SpaceMap map) {
    Map<Configuration, Integer> exact = new HashMap<>(); // looked up, never walked
    Map<Configuration, Integer> groups = new HashMap<>(); // looked up, never walked
    List<Configuration> targets = new ArrayList<>();
    List<List<Double>> projections = new ArrayList<>();
    int gone = 0;
    for (int i = 0; i < column.size(); i++) {
      if (Double.isNaN(column.loss(i))) {
        continue;
      }
      Configuration source = column.landscape().configurations().get(i);
      MappedConfiguration mapped = map.map(source.values());
      if (mapped instanceof MappedConfiguration.Used one) {
        exact.put(one.configuration(), configurations.size());
        configurations.add(one.configuration());
        losses.add(column.loss(i));
      } else if (mapped instanceof MappedConfiguration.Projected one) {
        int group = groups.computeIfAbsent(one.configuration(), unseen -> groups.size());
        if (group == targets.size()) {
          targets.add(one.configuration());
          projections.add(new ArrayList<>());
        }
        projections.get(group).add(column.loss(i));
      } else {
        gone++;
      }
    }
    this.used = losses.size();
    this.rejected = gone;
    this.projected = column.measured() - used - rejected;
    this.differences = map.differences();
    for (int group = 0; group < targets.size(); group++) {
      if (!exact.containsKey(targets.get(group))) {
        configurations.add(targets.get(group));
        losses.add(mean(projections.get(group)));
      }
    }
  }

  /** Summed in order of size, so that the order of the rows does not show in the last digit. */
  private static double mean(List<Double> losses) {
    double[] sorted = losses.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted).sum() / sorted.length;
  }

  /** The map to use where the caller gives none: same names mean the same. */
  static Optional<SpaceMap> byName(SearchSpace from, SearchSpace to) {
    return from.equals(to)
        ? Optional.empty()
        : Optional.of(SpaceMap.between(from, to, Map.of(), Map.of()));
  }

  List<Configuration> configurations() {
    return configurations;
  }

  double[] losses() {
    return losses.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The losses by the configurations of a column of this space; NaN where there is none. */
  double[] along(LossColumn other) {
    double[] aligned = new double[other.size()];
    Arrays.fill(aligned, Double.NaN);
    for (int i = 0; i < configurations.size(); i++) {
      double loss = losses.get(i);
      other.landscape().indexOf(configurations.get(i)).ifPresent(place -> aligned[place] = loss);
    }
    return aligned;
  }

  Matching matching(LossColumn first, double[] aligned) {
    int shared = 0;
    for (int i = 0; i < aligned.length; i++) {
      shared += Double.isNaN(aligned[i]) || Double.isNaN(first.loss(i)) ? 0 : 1;
    }
    return new Matching(
        shared,
        first.measured(),
        used + projected + rejected,
        used,
        projected,
        rejected,
        differences);
  }
}
