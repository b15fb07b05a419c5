package io.cairn.core.study;

import java.util.OptionalInt;

/**
 * What a study asks of the machines that run it.
 *
 * @param placement labels that they need
 * @param maxInFlight evaluations that may be out at once, over all brackets and machines; no limit
 *     if absent. It bounds what is handed out, not how large rungs and brackets are
 */
public record WorkerRules(Placement placement, OptionalInt maxInFlight) {

  /** Any machine, as many at once as there are. */
  public static final WorkerRules NONE = new WorkerRules(Placement.ANYWHERE, OptionalInt.empty());

  public WorkerRules {
    if (maxInFlight.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "max-in-flight = "
              + maxInFlight.getAsInt()
              + " must be at least 1; leave the key out for no limit");
    }
  }
}
