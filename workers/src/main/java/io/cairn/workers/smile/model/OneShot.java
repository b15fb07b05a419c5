package io.cairn.workers.smile.model;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A fit without stages: the first advance trains, later ones have nothing to do. */
final class OneShot implements Fit {
  private final Function<Stop, Predictions> training;
  private @Nullable Predictions predictions;

  OneShot(Function<Stop, Predictions> training) {
    this.training = training;
  }

  @Override
  public void advance(int stage, Stop stop) {
    if (predictions == null) {
      stop.check();
      predictions = training.apply(stop);
    }
  }

  @Override
  public Predictions validation() {
    return Objects.requireNonNull(predictions, "not trained yet");
  }
}
