package io.cairn.bench.race;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.UnitAxes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of a recorded table by configuration. */
sealed interface TableRows {

  /** The configurations in the order of the rows. */
  List<Configuration> configurations();

  /** The row of a configuration, or the one nearest to it. */
  int row(Configuration configuration);

  /** A table that has every configuration of its space. */
  final class Complete implements TableRows {
    private final List<Configuration> configurations;
    private final Map<Configuration, Integer> rows = new HashMap<>(); // looked up, never walked

    Complete(List<Configuration> configurations) {
      this.configurations = List.copyOf(configurations);
      for (int row = 0; row < configurations.size(); row++) {
        rows.put(configurations.get(row), row);
      }
    }

    @Override
    public List<Configuration> configurations() {
      return configurations;
    }

    @Override
    public int row(Configuration configuration) {
      Integer row = rows.get(configuration);
      if (row == null) {
        throw new IllegalArgumentException(configuration + " is not in the table");
      }
      return row;
    }
  }

  /** A table of some configurations, each of which stands for those around it. */
  final class Sampled implements TableRows {
    private final List<Configuration> configurations;
    private final UnitAxes axes;
    private final double[][] points;

    Sampled(SearchSpace space, List<Configuration> configurations) {
      this.configurations = List.copyOf(configurations);
      this.axes = UnitAxes.of(space);
      this.points = configurations.stream().map(axes::point).toArray(double[][]::new);
    }

    @Override
    public List<Configuration> configurations() {
      return configurations;
    }

    @Override
    public int row(Configuration configuration) {
      double[] point = axes.point(configuration);
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int row = 0; row < points.length; row++) {
        double distance = axes.distance(point, points[row]);
        if (distance < least) {
          least = distance;
          nearest = row;
        }
      }
      return nearest;
    }
  }
}
