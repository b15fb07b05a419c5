package io.cairn.server.exchange;

import java.util.Map;

/**
 * What a trial said on its way.
 *
 * @param step as the system counts it: epochs, iterations, a budget
 * @param values by metric; NaN and infinities are values, what was not reported is absent
 * @param costSeconds from the start of the trial; NaN if not known
 */
public record ForeignReport(double step, Map<String, Double> values, double costSeconds) {
  public ForeignReport {
    values = Map.copyOf(values);
  }
}
