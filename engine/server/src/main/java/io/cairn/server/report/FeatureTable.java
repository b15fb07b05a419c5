package io.cairn.server.report;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;

/**
 * Configurations as numbers for a regression: a number or an order by its place in the unit
 * interval of its own scale, a category by one column each; an inactive parameter at -1 or all
 * zero, where a tree can tell it apart. Parameters that do not vary have no columns.
 */
final class FeatureTable {

  /**
   * The columns of a parameter.
   *
   * @param from its first column
   * @param to one beyond its last
   */
  record Group(int parameter, int from, int to) {}

  private static final double INACTIVE = -1;

  private final SearchSpace space;
  private final List<Group> groups = new ArrayList<>();
  private final double[][] rows;

  FeatureTable(SearchSpace space, List<Configuration> configurations) {
    this.space = space;
    int width = 0;
    for (int p = 0; p < space.dimensions(); p++) {
      int parameter = p;
      if (configurations.stream().mapToLong(c -> c.code(parameter)).distinct().count() > 1) {
        int columns = columns(space.parameter(p));
        groups.add(new Group(p, width, width + columns));
        width += columns;
      }
    }
    this.rows = new double[configurations.size()][width];
    for (int i = 0; i < rows.length; i++) {
      fill(rows[i], configurations.get(i));
    }
  }

  private static int columns(Parameter parameter) {
    return parameter instanceof CategoricalParameter categorical ? categorical.values().size() : 1;
  }

  private void fill(double[] row, Configuration configuration) {
    for (Group group : groups) {
      Parameter parameter = space.parameter(group.parameter());
      boolean active = configuration.isActive(group.parameter());
      long code = configuration.code(group.parameter());
      if (parameter instanceof CategoricalParameter) {
        if (active) {
          row[group.from() + (int) code] = 1;
        }
      } else if (parameter instanceof BooleanParameter) {
        row[group.from()] = active ? code : INACTIVE;
      } else {
        row[group.from()] = active ? parameter.encode(code) : INACTIVE;
      }
    }
  }

  List<Group> groups() {
    return groups;
  }

  double[][] rows() {
    return rows;
  }
}
