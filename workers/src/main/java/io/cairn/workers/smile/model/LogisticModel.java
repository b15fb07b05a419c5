package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smile.classification.LogisticRegression;

/**
 * Logistic regression with an L2 penalty, Smile's {@code LogisticRegression}; classes only.
 *
 * <p>Smile minimises by L-BFGS, which is known to stop before the optimum on hard problems. The fit
 * of a fold is one call and cannot be stopped within; at most {@code iterations} of its steps are
 * made. Draws no random numbers.
 */
final class LogisticModel implements Learner {

  @Override
  public String name() {
    return "logistic-regression";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.CLASSIFICATION);
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.real("lambda", Range.closed(0, 1e9), 0.1, "weight of the penalty"),
        Option.real("tolerance", Range.above(0, 1), 1e-5, "gain below which the minimiser ends"),
        Option.integer("iterations", 1, 1_000_000, 500, "most steps of the minimiser"));
  }

  @Override
  public Optional<Stages> stages() {
    return Optional.empty();
  }

  @Override
  public boolean seesNumbers() {
    return true;
  }

  @Override
  public boolean needsOpenBlas() {
    return false;
  }

  @Override
  public Fit start(Sample sample, OptionValues values, long seed) {
    return new OneShot(stop -> predictions(sample, values, stop));
  }

  private static Predictions predictions(Sample sample, OptionValues values, Stop stop) {
    Target.Labels labels = (Target.Labels) sample.trainingTarget();
    LogisticRegression model =
        LogisticRegression.fit(
            sample.numbers().training(),
            labels.codes(),
            values.real("lambda"),
            values.real("tolerance"),
            values.integer("iterations"));
    stop.check();
    double[][] rows = sample.numbers().validation();
    double[][] probabilities = new double[rows.length][labels.classes().size()];
    for (int i = 0; i < rows.length; i++) {
      model.predict(rows[i], probabilities[i]);
    }
    return Predictions.Classes.mostProbable(probabilities);
  }
}
