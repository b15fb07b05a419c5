package io.cairn.core.study;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.live.LiveFigures;
import io.cairn.core.landscape.live.LiveOptimum;
import io.cairn.core.landscape.live.LiveTopology;
import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The shape of a study's landscape at each rung, kept current with every result in time
 * proportional to its neighbours. Only for spaces of declared levels: there is no neighbour without
 * a step.
 */
public final class StudyLandscape {

  /** Difference of losses that counts as none, in the metric's unit. */
  public static final double EPS = 0.01;

  private final Grid grid;
  private final List<LiveTopology> rungs;

  private StudyLandscape(Grid grid, int rungs) {
    this.grid = grid;
    this.rungs = Stream.generate(() -> new LiveTopology(grid, EPS)).limit(rungs).toList();
  }

  /** An empty landscape for a study; empty if a parameter has no declared levels. */
  static Optional<StudyLandscape> of(StudySpec spec) {
    return Grid.ofDeclaredLevels(spec.space())
        .map(grid -> new StudyLandscape(grid, spec.ladder().size()));
  }

  void reported(Configuration configuration, int rung, double loss) {
    OptionalLong code = grid.codeOf(configuration);
    if (code.isPresent()) {
      double kept = Double.isFinite(loss) ? loss : Double.POSITIVE_INFINITY;
      rungs.get(rung).report(code.getAsLong(), kept);
    }
  }

  /** The grid of the space. */
  public Grid grid() {
    return grid;
  }

  /** The figures of each rung, lowest first. */
  public List<LiveFigures> figures() {
    List<LiveFigures> figures = new ArrayList<>();
    rungs.forEach(rung -> figures.add(rung.figures()));
    return figures;
  }

  /** The best local optima of a rung, with how much of their neighbourhood is measured. */
  public List<LiveOptimum> optima(int rung, int limit) {
    return rungs.get(rung).optima(limit);
  }

  LiveTopology topology(int rung) {
    return rungs.get(rung);
  }
}
