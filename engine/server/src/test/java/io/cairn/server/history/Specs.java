package io.cairn.server.history;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.Objective.Direction;
import io.cairn.core.study.StudySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Study specs for tests. */
public final class Specs {

  public static final Objective ACCURACY = new Objective("val_accuracy", Direction.MAXIMIZE);
  public static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);

  private Specs() {}

  /** Seven parameters of every kind, one of them conditional. */
  public static SearchSpace booster() {
    return new SearchSpace(
        List.of(
            new RealParameter("learning-rate", 0.001, 1, Scale.LOG, OptionalDouble.empty()),
            new RealParameter("subsample", 0.1, 1, Scale.LINEAR, OptionalDouble.empty()),
            new IntegerParameter("depth", 1, 15, Scale.LINEAR, 1),
            new CategoricalParameter("booster", List.of("gbtree", "dart", "gblinear")),
            new RealParameter("drop-rate", 0, 1, Scale.LINEAR, OptionalDouble.empty()),
            new OrdinalParameter("batch", List.of(16L, 32L, 64L, 128L)),
            new BooleanParameter("shuffle")),
        Map.of("drop-rate", new Condition.Equals("booster", "dart")),
        List.of());
  }

  /** One real parameter {@code x} in [0, 1]. */
  public static SearchSpace line() {
    return reals(1);
  }

  /** Real parameters {@code x} or {@code x1, x2, ...} in [0, 1]. */
  public static SearchSpace reals(int count) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      String name = count == 1 ? "x" : "x" + i;
      parameters.add(new RealParameter(name, 0, 1, Scale.LINEAR, OptionalDouble.empty()));
    }
    return new SearchSpace(parameters, Map.of(), List.of());
  }

  /** Epochs 1 to {@code max}, reduction 3, with checkpoints. */
  public static RungLadder epochs(int max) {
    return RungLadder.of(new Fidelity("epoch", Rational.ONE, Rational.of(max), 3, true));
  }

  public static StudySpec of(
      String name,
      Objective objective,
      SearchSpace space,
      RungLadder ladder,
      String method,
      Budget budget) {
    return new StudySpec(
        name,
        objective,
        space,
        ladder,
        MethodSettings.of(method, 1),
        budget,
        FailureRules.DEFAULT,
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        List.of());
  }

  /** Booster space, accuracy, epochs 1, 3, 9, 27, asha. */
  public static StudySpec asha(int trials) {
    return of("churn-gbm", ACCURACY, booster(), epochs(27), "asha", Budget.ofTrials(trials));
  }

  /** One parameter, loss, no fidelity, random. */
  public static StudySpec plain(int trials) {
    return of("plain", LOSS, line(), RungLadder.single(), "random", Budget.ofTrials(trials));
  }

  /** One parameter, loss, epochs 1, 3, 9, asha; with a budget. */
  public static StudySpec small(Budget budget) {
    return of("small", LOSS, line(), epochs(9), "asha", budget);
  }

  /**
   * One parameter, loss, epochs 1, 3, 9, asha; evaluations go on from one another or start over.
   */
  public static StudySpec small(boolean checkpoints) {
    RungLadder ladder =
        RungLadder.of(new Fidelity("epoch", Rational.ONE, Rational.of(9), 3, checkpoints));
    return of("small", LOSS, line(), ladder, "asha", Budget.ofTrials(9));
  }
}
