package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of a few words; the first is the fallback. */
record ChoiceOption(String name, List<String> values, String purpose, Set<Task> tasks)
    implements Option {

  ChoiceOption {
    values = List.copyOf(values);
  }

  /** The same for one task only. */
  ChoiceOption onlyFor(Task task) {
    return new ChoiceOption(name, values, purpose, Set.of(task));
  }

  @Override
  public String domain() {
    return "one of " + String.join(", ", values);
  }

  @Override
  public String fallbackText() {
    return values.get(0);
  }

  @Override
  public Optional<Object> fallback() {
    return Optional.of(values.get(0));
  }

  @Override
  public String accept(Object value) throws InvalidOptionException {
    if (value instanceof String word && values.contains(word)) {
      return word;
    }
    throw refusal(value);
  }
}
