package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.advice.FidelityAdvice;
import io.cairn.core.landscape.advice.LevelAdvice;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.server.picture.FidelityCurves;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape fidelity}. */
@Command(
    name = "fidelity",
    description = {
      "Which resource level can be trusted: how far each agrees with the highest, what it costs, and how",
      "many of the final best are lost when only the best go on from it."
    },
    mixinStandardHelpOptions = true)
final class FidelityCommand implements Callable<Integer> {

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
      names = "--eta",
      paramLabel = "N",
      defaultValue = "3",
      description = "One in so many goes on from a level. Default ${DEFAULT-VALUE}.")
  private double eta;

  @Option(
      names = "--gamma",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Which share of the configurations counts as the best. Default ${DEFAULT-VALUE}.")
  private double gamma;

  @Override
  public Integer call() throws IOException {
    picture.check();
    LandscapeOperand landscape = operands.find(wanted);
    FidelityAnalysis analysis =
        Patience.during(
            "comparing the levels of " + landscape.name(),
            () -> FidelityAnalysis.of(landscape, eta, gamma));
    if (operands.global().json()) {
      ObjectNode root = FigureText.object();
      FigureText.put(root.putObject("landscape"), landscape);
      analysis.put(root);
      System.out.println(root);
    } else {
      System.out.println(landscape.name() + "  " + landscape.metric());
      System.out.println();
      analysis.print(System.out);
    }
    picture.write(() -> curves(landscape, analysis.advice()), operands.global().json());
    return ExitCode.OK;
  }

  private static FidelityCurves curves(LandscapeOperand landscape, FidelityAdvice advice) {
    List<FidelityCurves.Level> levels = new ArrayList<>();
    int trusted = -1;
    for (LevelAdvice level : advice.levels()) {
      if (trusted < 0 && level.judgement() == LevelAdvice.Judgement.TRUSTED) {
        trusted = levels.size();
      }
      levels.add(
          new FidelityCurves.Level(
              level.resource(),
              interval(level.agreement().rho()),
              interval(level.agreement().overlap()),
              level.costShare()));
    }
    return new FidelityCurves(
        "Fidelity of " + landscape.name(),
        advice.survivorsOnly() ? "Only survivors of halving reached the top." : "",
        landscape.landscape().resource(),
        levels,
        trusted);
  }

  private static FidelityCurves.Interval interval(Estimate estimate) {
    return estimate.known()
        ? new FidelityCurves.Interval(estimate.value(), estimate.low(), estimate.high())
        : new FidelityCurves.Interval(Double.NaN, Double.NaN, Double.NaN);
  }
}
