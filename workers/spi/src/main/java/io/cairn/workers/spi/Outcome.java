package io.cairn.workers.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What came of an evaluation. */
public sealed interface Outcome {

  /**
   * The evaluation reached its resource level, or was told to stop on the way.
   *
   * @param resource level that was reached, in the user's own units, a finite number above 0
   * @param metrics metrics at that level; empty if the last report already carried them
   * @param costSeconds what the evaluation cost, where the evaluator knows better than the clock (a
   *     replayed table does); absent means the elapsed time
   */
  record Completed(double resource, Map<String, Double> metrics, OptionalDouble costSeconds)
      implements Outcome {
    public Completed {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /** Completed at the cost that the clock shows. */
    public static Completed at(double resource, Map<String, Double> metrics) {
      return new Completed(resource, metrics, OptionalDouble.empty());
    }
  }

  /**
   * The evaluation failed, by user code or otherwise.
   *
   * @param kind what kind of failure
   * @param message one sentence for a person
   */
  record Failed(Kind kind, String message) implements Outcome {}

  /** Kinds of failure. */
  enum Kind {
    /** The code ended with an error of its own. */
    ERROR,
    /** The time limit of the evaluation passed. */
    TIME_LIMIT,
    /** A result came that cannot be used: not readable, or without the objective's metric. */
    BAD_RESULT,
    /** The evaluator was cancelled before it reached its level. */
    CANCELLED,
    /**
     * The machine could not run it, and another one may: a disk that is full, a store that does not
     * answer. Not charged to the trial.
     */
    UNAVAILABLE
  }
}
