package io.cairn.workers.function;

import java.util.SplittableRandom;

/**
 * Faults to inject, for trying out what a sweep survives.
 *
 * @param crash probability that an evaluation throws an exception on its way
 * @param hang probability that it stops making progress until it is cancelled or its time is over
 * @param nan probability that its metric is NaN from some level on
 */
record Faults(double crash, double hang, double nan) {

  /** What goes wrong. */
  enum Fault {
    NONE,
    CRASH,
    HANG,
    NAN
  }

  /** At most one fault for an evaluation; another attempt at it draws anew. */
  Fault draw(String evaluation, int attempt) {
    long seed = 0xcbf29ce484222325L;
    for (int i = 0; i < evaluation.length(); i++) {
      seed = (seed ^ evaluation.charAt(i)) * 0x100000001b3L;
    }
    double u = new SplittableRandom(seed * 31 + attempt).nextDouble();
    if (u < crash) {
      return Fault.CRASH;
    }
    if (u < crash + hang) {
      return Fault.HANG;
    }
    return u < crash + hang + nan ? Fault.NAN : Fault.NONE;
  }
}
