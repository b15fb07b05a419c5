package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A kind of model. */
public sealed interface Learner
    permits GradientBoosting,
        RandomForest,
        DecisionTrees,
        SupportVectors,
        LogisticModel,
        Perceptron,
        NearestNeighbors {

  /** The word for {@code worker.model}. */
  String name();

  /** What it can predict. */
  Set<Task> tasks();

  /** Every hyperparameter that it knows, for any task. */
  List<Option> options();

  /** The stages that it is trained in, if a fit can be measured on the way. */
  Optional<Stages> stages();

  /** Whether it sees its inputs as numbers, categories one-hot. */
  boolean seesNumbers();

  /** Whether it computes with OpenBLAS. */
  boolean needsOpenBlas();

  /**
   * Prepares a fit; the training itself happens in {@link Fit#advance}.
   *
   * @param seed where every random number of the fit comes from
   * @throws InvalidOptionException if the values do not go together or not with the data
   */
  Fit start(Sample sample, OptionValues values, long seed) throws InvalidOptionException;

  /** The options that mean something for a task. */
  default List<Option> options(Task task) {
    return options().stream().filter(o -> o.tasks().contains(task)).toList();
  }

  /**
   * Units in which a model grows.
   *
   * @param option the option that says how many there are, if the fidelity does not
   * @param fidelities names of a fidelity that counts them
   */
  record Stages(String option, List<String> fidelities) {
    public Stages {
      fidelities = List.copyOf(fidelities);
    }
  }
}
