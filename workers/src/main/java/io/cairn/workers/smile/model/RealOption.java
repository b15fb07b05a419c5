package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Task;
import java.util.Optional;
import java.util.Set;

/** A real number. */
record RealOption(
    String name,
    Range range,
    Optional<Object> fallback,
    String fallbackText,
    String purpose,
    Set<Task> tasks)
    implements Option {

  /** The same for one task only. */
  RealOption onlyFor(Task task) {
    return new RealOption(name, range, fallback, fallbackText, purpose, Set.of(task));
  }

  @Override
  public String domain() {
    return "real in " + range;
  }

  @Override
  public Double accept(Object value) throws InvalidOptionException {
    if (value instanceof Number number && range.holds(number.doubleValue())) {
      return number.doubleValue();
    }
    throw refusal(value);
  }
}
