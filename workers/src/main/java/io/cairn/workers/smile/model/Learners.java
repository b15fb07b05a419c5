package io.cairn.workers.smile.model;

import java.util.List;
import java.util.Optional;

/** The models by name. */
public final class Learners {

  private static final List<Learner> ALL =
      List.of(
          new GradientBoosting(),
          new RandomForest(),
          new DecisionTrees(),
          new SupportVectors(),
          new LogisticModel(),
          new Perceptron(),
          new NearestNeighbors());

  private Learners() {}

  /** Every model, in the order of the documentation. */
  public static List<Learner> all() {
    return ALL;
  }

  /** Names of all models. */
  public static List<String> names() {
    return ALL.stream().map(Learner::name).toList();
  }

  /** The model of that name. */
  public static Optional<Learner> named(String name) {
    return ALL.stream().filter(l -> l.name().equals(name)).findFirst();
  }
}
