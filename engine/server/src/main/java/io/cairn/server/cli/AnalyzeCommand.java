package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.topology.LocalOptimaNetwork;
import io.cairn.core.landscape.topology.TopologySettings;
import io.cairn.server.picture.Column;
import io.cairn.server.picture.OptimaNetwork;
import io.cairn.server.picture.PairBins;
import io.cairn.server.picture.PairMeans;
import io.cairn.server.picture.Picture;
import io.cairn.server.picture.Slices;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape analyze}. */
@Command(
    name = "analyze",
    description = {
      "What a landscape is like: smooth or rugged, flat or steep, how many optima, how hard to descend.",
      "On a grid of declared levels every figure of topology; of a sample what can be told without one."
    },
    mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {

  private static final int MOST_OPTIMA = 120;
  private static final int MOST_PAIRS = 15;

  /** What {@code -o} draws. */
  enum Drawn {
    /** The metric against each parameter. */
    slices,
    /** The mean of the metric over each pair of parameters. */
    pairs,
    /** Local optima and the ways between their basins. */
    network
  }

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private LandscapeOperands operands;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PictureOutput picture;

  @Parameters(index = "0", paramLabel = "LANDSCAPE", description = LandscapeOperands.HELP)
  @SuppressWarnings("NullAway.Init")
  private String wanted;

  @Option(
      names = "--picture",
      paramLabel = "KIND",
      defaultValue = "slices",
      description =
          "What -o draws: slices, pairs or network (on a grid). Default ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private Drawn drawn;

  @Option(
      names = "--model",
      description =
          "With --picture pairs: draw what a random forest predicts instead of what was measured.")
  private boolean model;

  @Option(
      names = "--eps",
      paramLabel = "E",
      defaultValue = "0.01",
      description =
          "Which difference counts as none: in the metric's unit for absolute figures, as a share for"
              + " relative ones. Default ${DEFAULT-VALUE}.")
  private double eps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of walks and intervals. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    picture.check();
    TopologySettings settings = settings();
    LandscapeOperand landscape = operands.find(wanted);
    LandscapeAnalysis analysis =
        Patience.during(
            "analysing " + landscape.name(), () -> LandscapeAnalysis.of(landscape, settings));
    if (operands.global().json()) {
      ObjectNode root = FigureText.object();
      analysis.put(root);
      System.out.println(root);
    } else {
      analysis.print(System.out);
    }
    picture.write(() -> picture(landscape, analysis), operands.global().json());
    return ExitCode.OK;
  }

  private TopologySettings settings() {
    try {
      return TopologySettings.DEFAULT.withEps(eps, eps).withSeed(seed);
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid("--eps: " + e.getMessage());
    }
  }

  private Picture picture(LandscapeOperand landscape, LandscapeAnalysis found) {
    return switch (drawn) {
      case slices ->
          new Slices(
              landscape.name(),
              "At " + landscape.at() + ".",
              FigureText.columns(landscape),
              landscape.metric(),
              landscape.values(),
              false);
      case pairs -> model ? modelled(landscape) : pairs(landscape);
      case network ->
          network(
              landscape,
              found
                  .grid()
                  .orElseThrow(
                      () ->
                          CairnException.invalid(
                              "there is no network of local optima without a grid: a parameter of "
                                  + landscape.name()
                                  + " has no declared levels")));
    };
  }

  private static PairMeans pairs(LandscapeOperand landscape) {
    List<Column> columns = FigureText.columns(landscape);
    List<PairMeans.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      for (int j = i + 1; j < columns.size() && pairs.size() < MOST_PAIRS; j++) {
        pairs.add(PairBins.of(columns.get(i), columns.get(j), landscape.losses()));
      }
    }
    return new PairMeans(
        landscape.name(),
        "Mean " + landscape.lossName() + " at " + landscape.at() + "; lower is better.",
        landscape.lossName(),
        pairs);
  }

  private PairMeans modelled(LandscapeOperand landscape) {
    ModelSurface surface = ModelSurface.of(landscape, seed);
    int parameters = FigureText.columns(landscape).size();
    List<PairMeans.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < parameters; i++) {
      for (int j = i + 1; j < parameters && pairs.size() < MOST_PAIRS; j++) {
        pairs.add(surface.pair(i, j));
      }
    }
    return new PairMeans(
        landscape.name() + ", a model of it",
        "A random forest's prediction of "
            + landscape.lossName()
            + " at "
            + landscape.at()
            + ", out-of-bag R2 "
            + FigureText.of(surface.outOfBagR2())
            + "; lower is better.",
        landscape.lossName(),
        pairs);
  }

  private static OptimaNetwork network(LandscapeOperand landscape, GridLandscape grid) {
    LocalOptimaNetwork network = LocalOptimaNetwork.of(grid, MOST_OPTIMA);
    List<OptimaNetwork.Optimum> optima = new ArrayList<>();
    List<OptimaNetwork.Edge> edges = new ArrayList<>();
    for (int i = 0; i < network.size(); i++) {
      optima.add(
          new OptimaNetwork.Optimum(
              LandscapeGrid.name(grid.grid().configuration(network.code(i))),
              network.loss(i),
              network.basinSize(i)));
      for (int edge = 0; edge < network.degree(i); edge++) {
        edges.add(new OptimaNetwork.Edge(i, network.target(i, edge), network.weight(i, edge)));
      }
    }
    return new OptimaNetwork(
        "Local optima of " + landscape.name(),
        "At "
            + landscape.at()
            + ": "
            + network.size()
            + " of "
            + network.found()
            + " optima, the best; an edge is how likely a random step leads into the other basin.",
        landscape.lossName(),
        optima,
        edges);
  }
}
