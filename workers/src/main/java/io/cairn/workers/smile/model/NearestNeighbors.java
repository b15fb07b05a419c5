package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smile.classification.KNN;
import smile.math.distance.ChebyshevDistance;
import smile.math.distance.Distance;
import smile.math.distance.EuclideanDistance;
import smile.math.distance.ManhattanDistance;
import smile.neighbor.LinearSearch;

/**
 * k nearest neighbours by vote, Smile's {@code KNN}; classes only, as Smile has none for numbers.
 * Neighbours are searched one by one: exact with any distance, and of equally distant ones the same
 * are always taken. Draws no random numbers.
 */
final class NearestNeighbors implements Learner {

  @Override
  public String name() {
    return "knn";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.CLASSIFICATION);
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("neighbors", 1, 1_000_000, 5, "training rows that vote"),
        Option.choice(
            "distance",
            List.of("euclidean", "manhattan", "chebyshev"),
            "between standardised, one-hot rows"));
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
  public Fit start(Sample sample, OptionValues values, long seed) throws InvalidOptionException {
    if (values.integer("neighbors") > sample.size()) {
      throw new InvalidOptionException(
          "neighbors = %d is more than the %d training rows at this fidelity"
              .formatted(values.integer("neighbors"), sample.size()));
    }
    return new OneShot(stop -> predictions(sample, values, stop));
  }

  private static Predictions predictions(Sample sample, OptionValues values, Stop stop) {
    Target.Labels labels = (Target.Labels) sample.trainingTarget();
    Distance<double[]> distance =
        switch (values.choice("distance")) {
          case "manhattan" -> new ManhattanDistance();
          case "chebyshev" -> new ChebyshevDistance();
          default -> new EuclideanDistance();
        };
    KNN<double[]> model =
        new KNN<>(
            LinearSearch.of(sample.numbers().training(), distance),
            labels.codes(),
            values.integer("neighbors"));
    double[][] rows = sample.numbers().validation();
    double[][] probabilities = new double[rows.length][labels.classes().size()];
    for (int i = 0; i < rows.length; i++) {
      stop.check();
      model.predict(rows[i], probabilities[i]);
    }
    return Predictions.Classes.mostProbable(probabilities);
  }
}
