package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Task;
import java.util.Optional;
import java.util.Set;

/** A whole number. */
record IntegerOption(
    String name,
    int min,
    int max,
    Optional<Object> fallback,
    String fallbackText,
    String purpose,
    Set<Task> tasks)
    implements Option {

  /** The same for one task only. */
  IntegerOption onlyFor(Task task) {
    return new IntegerOption(name, min, max, fallback, fallbackText, purpose, Set.of(task));
  }

  @Override
  public String domain() {
    return "integer in [" + min + ", " + max + "]";
  }

  @Override
  public Integer accept(Object value) throws InvalidOptionException {
    if (value instanceof Number number) {
      double exact = number.doubleValue();
      if (exact % 1 == 0 && exact >= min && exact <= max) {
        return (int) exact;
      }
    }
    throw refusal(value);
  }
}
