package io.cairn.server.cli;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.similarity.LossColumn;
import io.cairn.core.space.Configuration;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.FurtherMetric;
import io.cairn.server.studies.CairnException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One landscape as a person names it on the command line, at one level and of one metric.
 *
 * @param name what to call it
 * @param id its id; empty for a table that is not kept
 * @param landscape where it was measured
 * @param level index of the level
 * @param metric name of the metric
 * @param maximize whether more of that is better
 * @param losses to minimise, by configuration; NaN where not measured
 */
record LandscapeOperand(
    String name,
    String id,
    Landscape landscape,
    int level,
    String metric,
    boolean maximize,
    double[] losses) {

  /**
   * Picks a level and a metric.
   *
   * @param asked the text that the person wrote, for messages
   * @param level in the user's units; empty for the highest that anything was measured at
   * @param metric a further metric with its direction, as in {@code test_loss:minimize}; empty for
   *     the one that the landscape is of
   */
  static LandscapeOperand of(
      String asked, String id, ArchivedLandscape archived, OptionalDouble level, String metric) {
    Landscape landscape = archived.landscape();
    int index = level(asked, landscape, level);
    if (metric.isEmpty() || metric.equals(landscape.metric())) {
      return new LandscapeOperand(
          archived.name(),
          id,
          landscape,
          index,
          landscape.metric(),
          landscape.maximize(),
          landscape.losses(index));
    }
    int colon = metric.lastIndexOf(':');
    String name = colon < 0 ? metric : metric.substring(0, colon);
    boolean maximize = colon < 0 ? landscape.maximize() : maximize(metric.substring(colon + 1));
    FurtherMetric further =
        archived.further().stream()
            .filter(known -> known.metric().equals(name))
            .findFirst()
            .orElseThrow(() -> CairnException.invalid(noMetric(asked, archived, name)));
    Landscape other = of(landscape, further, new Measure(name, maximize, landscape.resource()));
    return new LandscapeOperand(
        archived.name(), id, other, index, name, maximize, other.losses(index));
  }

  /** The landscape of a further metric; what has none of it anywhere is not in it. */
  private static Landscape of(Landscape landscape, FurtherMetric further, Measure measure) {
    LandscapeBuilder builder = new LandscapeBuilder(landscape.space(), measure, landscape.levels());
    double[] levels = landscape.levels();
    List<Configuration> configurations = landscape.configurations();
    for (int i = 0; i < configurations.size(); i++) {
      Configuration configuration = configurations.get(i);
      for (int level = 0; level < levels.length; level++) {
        double value = further.value(level, i);
        if (!Double.isNaN(value)) {
          builder.add(configuration, levels[level], value, landscape.cost(level, i));
        }
      }
    }
    return builder.build(landscape.provenance());
  }

  private static boolean maximize(String direction) {
    return switch (direction) {
      case "maximize" -> true;
      case "minimize" -> false;
      default ->
          throw CairnException.invalid(
              "direction "
                  + direction
                  + " must be minimize or maximize, as in #test_loss:minimize");
    };
  }

  private static String noMetric(String asked, ArchivedLandscape archived, String name) {
    List<String> known = new ArrayList<>(List.of(archived.landscape().metric()));
    archived.further().forEach(metric -> known.add(metric.metric()));
    return "landscape " + asked + " has no metric " + name + "; it has " + known;
  }

  private static int level(String asked, Landscape landscape, OptionalDouble wanted) {
    if (wanted.isEmpty()) {
      OptionalInt highest = landscape.highestMeasured();
      return highest.orElseThrow(
          () -> CairnException.invalid("landscape " + asked + " has no measurement"));
    }
    double[] levels = landscape.levels();
    for (int i = 0; i < levels.length; i++) {
      if (Math.abs(levels[i] - wanted.getAsDouble()) <= 1e-5 * Math.abs(levels[i])) {
        return i;
      }
    }
    throw CairnException.invalid(
        "landscape "
            + asked
            + " has no level "
            + Numbers.brief(wanted.getAsDouble())
            + "; its levels are "
            + Arrays.stream(levels).mapToObj(Numbers::brief).toList());
  }

  /** The level in the user's units. */
  double levelValue() {
    return landscape.levels()[level];
  }

  /** "epoch 9". */
  String at() {
    return landscape.resource() + " " + Numbers.brief(levelValue());
  }

  /** "val_loss at epoch 9". */
  String what() {
    return metric + " at " + at();
  }

  /** "churn, val_loss at epoch 9". */
  String title() {
    return name + ", " + what();
  }

  /** How many configurations are measured here. */
  int measured() {
    return (int) Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).count();
  }

  /** The metric in the user's sense, by configuration; NaN where not measured. */
  double[] values() {
    return maximize ? Arrays.stream(losses).map(loss -> -loss).toArray() : losses.clone();
  }

  /** What the losses are, in words: the metric, or its negative where more of it is better. */
  String lossName() {
    return maximize ? "-" + metric : metric;
  }

  /** As a column to compare. */
  LossColumn column() {
    return LossColumn.of(landscape, title(), i -> losses[i]);
  }
}
