package io.cairn.core.search;

import io.cairn.core.space.Configuration;
import java.util.Optional;

/**
 * Proposes configurations.
 *
 * <p>Its state is a function of the facts it was told, in order, and of its seed. It must reach the
 * same state from {@link #started} whether it proposed that configuration itself, an earlier
 * process did, or a person asked for it. Losses are minimised; one that is not finite means that
 * the trial diverged.
 */
public interface Sampler {

  /**
   * A configuration for a new trial. Changes nothing.
   *
   * @param trial number of the trial to come, from 0; a random choice depends on it, on the seed
   *     and on what was reported
   * @param attempt 0, and one more for each proposal for this trial that the caller could not use
   *     because it had been tried
   * @return empty if there is nothing (more) to propose; {@link #exhaustion} says why
   */
  Optional<Proposal> propose(int trial, int attempt);

  /** The first choice for a new trial. */
  default Optional<Proposal> propose(int trial) {
    return propose(trial, 0);
  }

  /** Why {@link #propose} had nothing to offer, as a sentence without a full stop. */
  String exhaustion();

  /** A trial was started with a configuration. */
  default void started(int trial, Configuration configuration) {}

  /** A trial reached a rung. */
  default void reported(int trial, Configuration configuration, int rung, double loss) {}

  /** A trial ended by a decision, perhaps before it reported anything. */
  default void stopped(int trial, Configuration configuration) {}

  /** A trial failed for good. */
  default void failed(int trial, Configuration configuration) {}
}
