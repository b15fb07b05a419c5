package io.cairn.server.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which resource a trial had spent when it reported a step.
 *
 * <p>Many loops count from 0 and report at the end of each round, so that step 0 is one round:
 * where a study has a step 0, one is added to all its steps.
 *
 * @param times of the step
 * @param plus then
 */
public record LevelRule(double times, double plus) {

  /** The rule that the steps of a study suggest. */
  public static LevelRule of(ForeignStudy study) {
    for (ForeignTrial trial : study.trials()) {
      for (ForeignReport report : trial.reports()) {
        if (report.step() == 0) {
          return new LevelRule(1, 1);
        }
      }
    }
    return new LevelRule(1, 0);
  }

  /** The resource of a step; what is not above 0 is none. */
  public double level(double step) {
    return step * times + plus;
  }

  /** All resources above 0 at which a metric was reported, rising. */
  public List<Double> levels(ForeignStudy study, String metric) {
    TreeSet<Double> levels = new TreeSet<>();
    for (ForeignTrial trial : study.trials()) {
      for (ForeignReport report : trial.reports()) {
        double level = level(report.step());
        if (level > 0 && report.values().containsKey(metric)) {
          levels.add(level);
        }
      }
    }
    return new ArrayList<>(levels);
  }
}
