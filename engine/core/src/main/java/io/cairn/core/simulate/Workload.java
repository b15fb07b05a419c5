package io.cairn.core.simulate;

import io.cairn.core.space.Configuration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What evaluations bring and cost: a recorded landscape, a surrogate, a formula. */
@FunctionalInterface
public interface Workload {

  /**
   * The outcome of running {@code configuration} from one resource level to another. Must depend on
   * the arguments alone.
   *
   * @param trial number of the trial
   * @param from level to start from; 0 is from scratch
   * @param to level to reach
   */
  Result run(Configuration configuration, int trial, double from, double to);

  /**
   * An outcome.
   *
   * @param metrics metrics at the level reached
   * @param seconds how long it takes, 0 or more
   */
  record Result(Map<String, Double> metrics, double seconds) {
    public Result {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      if (!(seconds >= 0) || Double.isInfinite(seconds)) {
        throw new IllegalArgumentException("seconds = " + seconds + " must be finite and >= 0");
      }
    }
  }
}
