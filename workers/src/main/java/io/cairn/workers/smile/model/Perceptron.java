package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Multilayer perceptrons, Smile's {@code MLP}, by mini-batch gradient descent with momentum or
 * RMSProp. A target that is a number is standardised. Computes with OpenBLAS.
 */
final class Perceptron implements Learner {

  @Override
  public String name() {
    return "mlp";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.values());
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("epochs", 1, 1_000_000, 100, "passes over the training rows"),
        Option.integer("layers", 1, 10, 1, "hidden layers"),
        Option.integer("units", 1, 10_000, 64, "units of each hidden layer"),
        Option.choice(
            "activation", List.of("relu", "leaky", "tanh", "sigmoid"), "of the hidden layers"),
        Option.real("learning-rate", Range.above(0, 100), 0.01, "size of a step"),
        Option.real("momentum", Range.below(0, 1), 0, "share of the last step that is kept"),
        Option.real("rho", Range.below(0, 1), 0, "memory of RMSProp; 0 does without RMSProp"),
        Option.real("weight-decay", Range.closed(0, 1), 0, "L2 penalty"),
        Option.real("dropout", Range.below(0, 1), 0, "share of hidden units left out"),
        Option.integer("batch", 1, 1_000_000, 32, "rows a step"));
  }

  @Override
  public Optional<Stages> stages() {
    return Optional.of(new Stages("epochs", List.of("epochs", "epoch")));
  }

  @Override
  public boolean seesNumbers() {
    return true;
  }

  @Override
  public boolean needsOpenBlas() {
    return true;
  }

  @Override
  public Fit start(Sample sample, OptionValues values, long seed) throws InvalidOptionException {
    double rate = values.real("learning-rate");
    double decay = values.real("weight-decay");
    if (2 * rate * decay > 0.1) {
      throw new InvalidOptionException(
          ("learning-rate = %s with weight-decay = %s shrinks weights by more than a tenth a step;"
                  + " their product must be at most 0.05")
              .formatted(rate, decay));
    }
    return new PerceptronFit(sample, values, seed);
  }
}
