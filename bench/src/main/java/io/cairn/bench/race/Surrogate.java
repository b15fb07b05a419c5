package io.cairn.bench.race;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The surrogates of YAHPO Gym (F. Pfisterer, L. Schneider, J. Moosbauer, M. Binder, B. Bischl,
 * "YAHPO Gym: an efficient multi-objective multi-fidelity benchmark for hyperparameter
 * optimization", AutoML 2022) that are raced on: what their networks take and give.
 */
enum Surrogate {
  /** A multilayer perceptron; epochs can be gone on with. */
  LCBENCH(
      "OpenML_task_id",
      new Fidelity("epoch", Rational.of(1), Rational.of(52), 3, true),
      List.of(),
      List.of(
          "epoch",
          "batch_size",
          "learning_rate",
          "momentum",
          "weight_decay",
          "num_layers",
          "max_units",
          "max_dropout"),
      new Output(1, 100, 0)),
  /** Gradient boosting; each training set is trained on from scratch. */
  RBV2_XGBOOST(
      "task_id",
      trainSize(),
      List.of("booster", Names.IMPUTATION),
      List.of(
          "nrounds",
          "eta",
          "gamma",
          "lambda",
          "alpha",
          "subsample",
          "max_depth",
          "min_child_weight",
          "colsample_bytree",
          "colsample_bylevel",
          "rate_drop",
          "skip_drop",
          Names.TRAIN_SIZE,
          Names.REPEAT),
      new Output(0, 1, 6)),
  /** Decision trees; each training set is trained on from scratch. */
  RBV2_RPART(
      "task_id",
      trainSize(),
      List.of(Names.IMPUTATION),
      List.of("cp", "maxdepth", "minbucket", "minsplit", Names.TRAIN_SIZE, Names.REPEAT),
      new Output(0, 1, 6));

  /** Values of parameters that the race does not search. */
  static final Map<String, Object> CONSTANTS =
      Map.of(Names.REPEAT, 10.0, Names.IMPUTATION, "impute.mean");

  private static final class Names {
    static final String IMPUTATION = "num.impute.selected.cpo";
    static final String TRAIN_SIZE = "trainsize";
    static final String REPEAT = "repl";
  }

  /**
   * Where to find what among the network's outputs.
   *
   * @param accuracy column of the accuracy
   * @param perfect the greatest accuracy there is
   * @param seconds column of the training time from scratch
   */
  record Output(int accuracy, double perfect, int seconds) {
    double loss(float[] row) {
      return 1 - row[accuracy] / perfect;
    }
  }

  private final String instanceParameter;
  private final Fidelity fidelity;
  private final List<String> categoricals;
  private final List<String> numerics;
  private final Output output;

  Surrogate(
      String instanceParameter,
      Fidelity fidelity,
      List<String> categoricals,
      List<String> numerics,
      Output output) {
    this.instanceParameter = instanceParameter;
    this.fidelity = fidelity;
    this.categoricals = categoricals;
    this.numerics = numerics;
    this.output = output;
  }

  private static Fidelity trainSize() {
    return new Fidelity(Names.TRAIN_SIZE, new Rational(1, 27), Rational.ONE, 3, false);
  }

  /**
   * The surrogate that a folder is named after.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  static Surrogate named(String name) {
    return Arrays.stream(values())
        .filter(surrogate -> surrogate.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no scenario '"
                        + name
                        + "'; there are "
                        + Arrays.stream(values())
                            .map(Surrogate::label)
                            .collect(Collectors.joining(", "))));
  }

  /** Its name, which is its folder's too. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The parameter that says which data set; the first categorical input. */
  String instanceParameter() {
    return instanceParameter;
  }

  /** The parameter that is the resource. */
  String fidelityParameter() {
    return fidelity.name();
  }

  RungLadder ladder() {
    return RungLadder.of(fidelity);
  }

  /** The categorical inputs after the instance, in the network's order. */
  List<String> categoricals() {
    return categoricals;
  }

  /** The numeric inputs in the network's order. */
  List<String> numerics() {
    return numerics;
  }

  Output output() {
    return output;
  }
}
