package io.cairn.core.study;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a study may spend; whichever limit is reached first ends it. Limits hold over restarts.
 *
 * @param trials most trials to start
 * @param evaluations most evaluations to complete (one evaluation takes one trial to one rung);
 *     counted when complete, so a lost worker costs no budget
 * @param resource most resource units to spend, in the user's unit, repeated work included
 * @param compute most worker time, summed over slots
 * @param wallClock longest time the study may run, summed over its sessions
 * @param target metric value that is good enough, in the user's own direction
 * @param stopWhenGainBelow the expected gain that is not worth going on for; only methods that
 *     {@linkplain io.cairn.core.search.Method#outlook expect} one end by it
 */
public record Budget(
    OptionalInt trials,
    OptionalLong evaluations,
    OptionalDouble resource,
    Optional<Duration> compute,
    Optional<Duration> wallClock,
    OptionalDouble target,
    Optional<GainFloor> stopWhenGainBelow) {

  /** A budget that is spent whatever is still to gain. */
  public Budget(
      OptionalInt trials,
      OptionalLong evaluations,
      OptionalDouble resource,
      Optional<Duration> compute,
      Optional<Duration> wallClock,
      OptionalDouble target) {
    this(trials, evaluations, resource, compute, wallClock, target, Optional.empty());
  }

  /** No limit at all; only methods that end by themselves may run with it. */
  public static final Budget UNLIMITED =
      new Budget(
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty());

  public Budget {
    require(trials.orElse(1) > 0, "trials", trials.orElse(1));
    require(evaluations.orElse(1) > 0, "evaluations", evaluations.orElse(1));
    require(
        resource.orElse(1) > 0 && Double.isFinite(resource.orElse(1)),
        "resource",
        resource.orElse(1));
    require(positive(compute), "compute", compute.orElse(Duration.ZERO));
    require(positive(wallClock), "wall-clock", wallClock.orElse(Duration.ZERO));
    require(Double.isFinite(target.orElse(0)), "target", target.orElse(0));
  }

  /** A budget of trials alone. */
  public static Budget ofTrials(int trials) {
    return new Budget(
        OptionalInt.of(trials),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /** The same with a floor for the expected gain. */
  public Budget stoppingBelow(GainFloor floor) {
    return new Budget(
        trials, evaluations, resource, compute, wallClock, target, Optional.of(floor));
  }

  /** Whether any limit is set that is reached for certain; a target may never be. */
  public boolean bounded() {
    return trials.isPresent()
        || evaluations.isPresent()
        || resource.isPresent()
        || compute.isPresent()
        || wallClock.isPresent();
  }

  /**
   * How much of it is spent, by the limit that is nearest: from 0 to 1.
   *
   * @param elapsed how long the study has run
   * @return empty if there is no limit that is reached for certain
   */
  public OptionalDouble spent(Spending spending, Duration elapsed) {
    if (!bounded()) {
      return OptionalDouble.empty();
    }
    double most = 0;
    most = Math.max(most, (double) spending.trials() / trials.orElse(Integer.MAX_VALUE));
    most = Math.max(most, (double) spending.evaluations() / evaluations.orElse(Long.MAX_VALUE));
    most = Math.max(most, spending.units() / resource.orElse(Double.POSITIVE_INFINITY));
    most = Math.max(most, spending.computeSeconds() / seconds(compute));
    most = Math.max(most, elapsed.toMillis() / 1000.0 / seconds(wallClock));
    return OptionalDouble.of(Math.min(1, most));
  }

  private static double seconds(Optional<Duration> limit) {
    return limit.map(d -> d.toMillis() / 1000.0).orElse(Double.POSITIVE_INFINITY);
  }

  private static boolean positive(Optional<Duration> duration) {
    return duration.map(d -> !d.isNegative() && !d.isZero()).orElse(true);
  }

  private static void require(boolean holds, String key, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          key + " = " + value + " must be a finite number above 0; leave the key out for no limit");
    }
  }
}
