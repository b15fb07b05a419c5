package io.cairn.core.landscape.topology;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridLandscapeBuilder;
import io.cairn.core.landscape.grid.RandomGrid;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Small landscapes of every kind: full, with gaps, diverged, conditional, with and without ties.
 */
final class RandomLandscape {
  private RandomLandscape() {}

  static GridLandscape of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean conditional = random.nextInt(3) == 0;
    Grid grid;
    List<Long> codes = new ArrayList<>();
    if (conditional) {
      SearchSpace space = RandomGrid.conditionalSpace(seed);
      grid = Grid.of(space, 3);
      for (Configuration node : RandomGrid.configurations(space, 3)) {
        codes.add(grid.codeOf(node).orElseThrow());
      }
    } else {
      grid = RandomGrid.plain(seed, 4, seed % 5 == 0 ? 5 : 4);
      for (long code = 0; code < grid.codes(); code++) {
        codes.add(code);
      }
    }
    boolean gaps = random.nextInt(3) == 0;
    boolean diverging = random.nextInt(3) == 0;
    int values = random.nextBoolean() ? 4 : 1_000_000;
    boolean smooth = random.nextBoolean();
    GridLandscapeBuilder builder = new GridLandscapeBuilder(grid);
    double[] full = new double[codes.size()];
    for (int i = 0; i < full.length; i++) {
      double loss = random.nextInt(values) * (0.03 * 4 / values);
      if (smooth) {
        for (int level : grid.levels(codes.get(i), new int[grid.dimensions()])) {
          loss += 0.01 * level * level;
        }
      }
      boolean infinite = diverging && random.nextInt(6) == 0;
      boolean gap = gaps && random.nextInt(4) == 0;
      full[i] = gap ? Double.NaN : infinite ? Double.POSITIVE_INFINITY : loss;
      builder.add(codes.get(i), full[i]);
    }
    // Every other one with gaps is given in the full form, which has NaN in its place.
    return grid.plain() && random.nextBoolean() ? GridLandscape.full(grid, full) : builder.build();
  }
}
