package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.importance.Effect;
import io.cairn.core.landscape.importance.Focus;
import io.cairn.core.landscape.importance.FunctionalAnova;
import io.cairn.core.landscape.importance.Importance;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.core.surrogate.UnitAxes;
import io.cairn.server.picture.ImportanceBars;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape importance}. */
@Command(
    name = "importance",
    description = {
      "Which parameters decide the metric, alone and in pairs: functional analysis of variance, exact on a",
      "full grid, through a random forest on a sample; over the whole space and among the best."
    },
    mixinStandardHelpOptions = true)
final class ImportanceCommand implements Callable<Integer> {

  private static final double LEAST_SHOWN = 0.005;

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
      names = "--best",
      paramLabel = "SHARE",
      defaultValue = "0.25",
      description =
          "Which share counts as the best in the second analysis. Default ${DEFAULT-VALUE}.")
  private double best;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the forest. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    picture.check();
    Focus among = focus();
    LandscapeOperand landscape = operands.find(wanted);
    List<Importance> analyses =
        Patience.during(
            "analysing " + landscape.name(),
            () -> List.of(analysis(landscape, Focus.WHOLE_SPACE), analysis(landscape, among)));
    if (operands.global().json()) {
      System.out.println(json(landscape, analyses));
    } else {
      text(landscape, analyses);
    }
    picture.write(
        () ->
            new ImportanceBars(
                "Importance in " + landscape.name(),
                landscape.what() + ", " + landscape.measured() + " configurations",
                analyses),
        operands.global().json());
    return ExitCode.OK;
  }

  private Focus focus() {
    try {
      return Focus.best(best);
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid("--best: " + e.getMessage());
    }
  }

  private Importance analysis(LandscapeOperand landscape, Focus focus) {
    Optional<GridLandscape> grid = LandscapeGrid.of(landscape).filter(GridLandscape::complete);
    if (grid.isPresent()) {
      return FunctionalAnova.of(grid.get(), focus, ForestSettings.standard(), seed);
    }
    UnitAxes axes = UnitAxes.of(landscape.landscape().space());
    List<String> names =
        landscape.landscape().space().parameters().stream()
            .filter(p -> p.cardinality().orElse(Long.MAX_VALUE) > 1)
            .map(p -> p.name())
            .toList();
    double[][] points =
        landscape.landscape().configurations().stream().map(axes::point).toArray(double[][]::new);
    return FunctionalAnova.sampled(
        names, axes.axes(), points, landscape.losses(), focus, ForestSettings.standard(), seed);
  }

  private static ObjectNode json(LandscapeOperand landscape, List<Importance> analyses) {
    ObjectNode root = FigureText.object();
    FigureText.put(root.putObject("landscape"), landscape);
    ArrayNode list = root.putArray("analyses");
    for (Importance importance : analyses) {
      ObjectNode node = list.addObject();
      node.put("focus", importance.focus().describe());
      node.put("evidence", importance.evidence().describe());
      node.put("points", importance.points()).put("diverged", importance.diverged());
      effects(node.putArray("singles"), importance.singles());
      effects(node.putArray("pairs"), importance.pairs());
      FigureText.put(node, "higher", importance.higher());
      ArrayNode warnings = node.putArray("warnings");
      importance.warnings().forEach(warnings::add);
    }
    return root;
  }

  private static void effects(ArrayNode into, List<Effect> effects) {
    for (Effect effect : effects) {
      ObjectNode node = into.addObject();
      ArrayNode parameters = node.putArray("parameters");
      effect.parameters().forEach(parameters::add);
      FigureText.put(node, "share", effect.share());
      FigureText.put(node, "low", effect.low());
      FigureText.put(node, "high", effect.high());
    }
  }

  private static void text(LandscapeOperand landscape, List<Importance> analyses) {
    System.out.println(landscape.title());
    for (Importance importance : analyses) {
      System.out.println();
      System.out.println(
          importance.focus().describe()
              + ": "
              + importance.evidence().describe()
              + ", "
              + importance.points()
              + " configurations, "
              + importance.diverged()
              + " diverged");
      TextTable table = new TextTable(List.of("parameters", "share of variance", "interval"));
      List<Effect> shown = new ArrayList<>(importance.singles());
      importance.pairs().stream()
          .filter(pair -> pair.share() >= LEAST_SHOWN)
          .limit(10)
          .forEach(shown::add);
      for (Effect effect : shown) {
        table.row(
            List.of(
                String.join(" x ", effect.parameters()),
                FigureText.of(effect.share()),
                FigureText.interval(effect.low(), effect.high())));
      }
      table.row(List.of("all else", FigureText.of(importance.higher()), ""));
      table.lines().forEach(System.out::println);
      importance.warnings().forEach(System.out::println);
    }
  }
}
