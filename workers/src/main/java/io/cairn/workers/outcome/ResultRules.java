package io.cairn.workers.outcome;

import io.cairn.workers.spi.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a result must be to be told to anybody. Evaluators are other people's code: they hand over
 * nulls, and by way of raw types anything at all as a metric's value. A report is one message and
 * one record of the journal, and neither may grow with what user code thinks of.
 */
public final class ResultRules {

  static final int MOST = 256;
  static final int LONGEST_NAME = 200;

  private ResultRules() {}

  /**
   * A copy of metrics that are what they should be.
   *
   * @throws UnusableResultException with the rule that they break
   */
  public static Map<String, Double> metrics(@Nullable Map<String, Double> told) {
    if (told == null) {
      throw new UnusableResultException("a report holds no map of metrics (null)");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    // Not through copies or sizes of the map itself, which may be anybody's class.
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) told).entrySet()) {
      if (metrics.size() == MOST) {
        throw new UnusableResultException(
            "a report holds more than "
                + MOST
                + " metrics, which are the most; report the objective and what you compare by, and"
                + " write the rest to a file");
      }
      metrics.put(name(entry.getKey()), value(entry.getKey(), entry.getValue()));
    }
    return metrics;
  }

  private static String name(@Nullable Object key) {
    if (!(key instanceof String name)) {
      throw new UnusableResultException("the name of a metric is " + kind(key) + ", not a text");
    }
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw new UnusableResultException(
          "the name of a metric has "
              + name.length()
              + " characters; 1 is the least and "
              + LONGEST_NAME
              + " are the most"
              + (name.isEmpty() ? "" : ": " + name.substring(0, 40) + " ..."));
    }
    return name;
  }

  private static double value(@Nullable Object key, @Nullable Object value) {
    if (value instanceof Double number) {
      return number;
    }
    throw new UnusableResultException(
        "metric " + key + " is " + kind(value) + ", not a number (Double)");
  }

  /** Its class, since its text may be anything. */
  private static String kind(@Nullable Object value) {
    return value == null ? "nothing (null)" : "of class " + value.getClass().getName();
  }

  /** What came of an evaluation, with what is wrong with it as a failure. */
  public static Outcome outcome(@Nullable Outcome told) {
    if (told instanceof Outcome.Completed completed) {
      if (hasNoCost(completed)) {
        return unusable("the evaluator returned no cost (null); OptionalDouble.empty() is none");
      }
      try {
        return new Outcome.Completed(
            completed.resource(), metrics(completed.metrics()), completed.costSeconds());
      } catch (UnusableResultException e) {
        return unusable(e.getMessage());
      }
    }
    if (told instanceof Outcome.Failed failed) {
      return new Outcome.Failed(
          orElse(failed.kind(), Outcome.Kind.ERROR),
          orElse(failed.message(), "the evaluator gave no reason (null)"));
    }
    return unusable("the evaluator returned nothing (null)");
  }

  @SuppressWarnings("OptionalAssignedToNull") // By whoever made it.
  private static boolean hasNoCost(Outcome.Completed completed) {
    return completed.costSeconds() == null;
  }

  private static <T> T orElse(@Nullable T told, T otherwise) {
    return told == null ? otherwise : told;
  }

  private static Outcome unusable(String sentence) {
    return new Outcome.Failed(Outcome.Kind.BAD_RESULT, sentence);
  }
}
