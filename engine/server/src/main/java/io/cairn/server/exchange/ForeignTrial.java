package io.cairn.server.exchange;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A trial of another system.
 *
 * @param id as a person finds it there: a number, a name
 * @param state how it ended
 * @param parameters String, Long, Double or Boolean by name; nested ones by path, {@code model/lr};
 *     inactive ones are absent
 * @param values final ones by metric; absent where there is none
 * @param reports on the way, by rising step; empty if there are none
 * @param costSeconds of the whole trial; NaN if not known
 * @param failure what went wrong, in that system's words; empty if nothing did or nobody says
 */
public record ForeignTrial(
    String id,
    State state,
    Map<String, Object> parameters,
    Map<String, Double> values,
    List<ForeignReport> reports,
    double costSeconds,
    String failure) {

  /** How a trial stands. */
  public enum State {
    COMPLETE,
    /** Ended early by the system, for what it had reported. */
    PRUNED,
    FAILED,
    RUNNING,
    WAITING
  }

  public ForeignTrial {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(failure, "failure");
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    values = Map.copyOf(values);
    reports = List.copyOf(reports);
  }
}
