package io.cairn.workers.function;

import io.cairn.workers.function.Faults.Fault;
import io.cairn.workers.function.TestFunction.Range;
import io.cairn.workers.pace.Pace;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Completed;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Evaluates a test function. What it promises is told at {@link FunctionProvider}. */
final class FunctionEvaluator implements Evaluator {

  private final FunctionSettings settings;

  FunctionEvaluator(FunctionSettings settings) {
    this.settings = settings;
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) {
    double[] x = new double[settings.inputs().size()];
    for (int i = 0; i < x.length; i++) {
      String input = settings.inputs().get(i);
      if (!(evaluation.configuration().get(input) instanceof Number value)) {
        return new Failed(Kind.ERROR, noNumber(input, evaluation.configuration()));
      }
      x[i] = value.doubleValue();
    }
    noteOutside(x, progress);
    return walk(evaluation, x, progress);
  }

  private Outcome walk(Evaluation evaluation, double[] x, Progress progress) {
    Pace pace = Pace.of(evaluation, progress);
    Fault fault = settings.faults().draw(evaluation.id(), evaluation.attempt());
    List<Double> levels = Levels.of(evaluation);
    double last = evaluation.from();
    for (int i = 0; i < levels.size(); i++) {
      double level = levels.get(i);
      Optional<Failed> end = pace.waitFor(scaled(settings.sleep(), level - last));
      if (end.isPresent()) {
        return end.get();
      }
      boolean faulty = i >= levels.size() / 2;
      if (faulty && fault == Fault.CRASH) {
        throw new IllegalStateException("injected crash on the way to level " + level);
      }
      if (faulty && fault == Fault.HANG) {
        return pace.waitForEnd();
      }
      double value = faulty && fault == Fault.NAN ? Double.NaN : value(evaluation, x, level);
      if (!progress.report(level, Map.of(settings.metric(), value))) {
        return Completed.at(level, Map.of());
      }
      last = level;
    }
    return Completed.at(evaluation.to(), Map.of());
  }

  private double value(Evaluation evaluation, double[] x, double level) {
    double z = Math.min(1, level / evaluation.resource().max());
    double loss = settings.function().loss(x, z);
    double value = settings.maximize() ? -loss : loss;
    if (settings.noise() == 0) {
      return value;
    }
    // A function of seed and level, not of the order of levels: a resumed trial sees the same
    // noise.
    SplittableRandom random =
        new SplittableRandom(
            (evaluation.seed() * 0x9e3779b97f4a7c15L) ^ Double.doubleToLongBits(level));
    return value + settings.noise() * random.nextGaussian();
  }

  private static Duration scaled(Duration unit, double units) {
    return Duration.ofNanos((long) Math.min(Long.MAX_VALUE, Pace.nanos(unit) * units));
  }

  private String noNumber(String input, Map<String, Object> configuration) {
    return configuration.containsKey(input)
        ? "input \"%s\" = %s is not a number; a test function takes numbers only"
            .formatted(input, configuration.get(input))
        : "input \"%s\" is not active in this configuration; a test function needs all of its inputs"
            .formatted(input);
  }

  private void noteOutside(double[] x, Progress progress) {
    List<Range> domain = settings.function().domain(x.length);
    for (int i = 0; i < x.length; i++) {
      if (x[i] < domain.get(i).low() || x[i] > domain.get(i).high()) {
        progress.log(
            "%s = %s is outside of the function's domain %s"
                .formatted(settings.inputs().get(i), x[i], domain.get(i)));
      }
    }
  }
}
