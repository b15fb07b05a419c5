package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A hyperparameter that a model knows: by what name, what it may be, what it is if not given. */
public sealed interface Option permits RealOption, IntegerOption, ChoiceOption {

  /** Lower case with dashes, as in a sweep file. */
  String name();

  /** One line for a person. */
  String purpose();

  /** The tasks for which it means something. */
  Set<Task> tasks();

  /** Its values in words, for example {@code real in (0, 1]}. */
  String domain();

  /** The value if not given, in words. */
  String fallbackText();

  /** The value if not given; absent if it depends on the data or the option is off by default. */
  Optional<Object> fallback();

  /**
   * Takes a value out of a configuration or a sweep file.
   *
   * @return a Double, an Integer or a String, as the kind of option has it
   * @throws InvalidOptionException if it is of the wrong type or out of range
   */
  Object accept(Object value) throws InvalidOptionException;

  /** The refusal of {@code value}. */
  default InvalidOptionException refusal(Object value) {
    return new InvalidOptionException(name() + " = " + value + " must be " + domain());
  }

  /** A real number for every task. */
  static RealOption real(String name, Range range, double fallback, String purpose) {
    return new RealOption(
        name, range, Optional.of(fallback), Range.plain(fallback), purpose, Set.of(Task.values()));
  }

  /** A real number whose fallback depends on the data. */
  static RealOption real(String name, Range range, String fallback, String purpose) {
    return new RealOption(name, range, Optional.empty(), fallback, purpose, Set.of(Task.values()));
  }

  /** A whole number for every task. */
  static IntegerOption integer(String name, int min, int max, int fallback, String purpose) {
    return new IntegerOption(
        name, min, max, Optional.of(fallback), "" + fallback, purpose, Set.of(Task.values()));
  }

  /** A whole number whose fallback depends on the data. */
  static IntegerOption integer(String name, int min, int max, String fallback, String purpose) {
    return new IntegerOption(
        name, min, max, Optional.empty(), fallback, purpose, Set.of(Task.values()));
  }

  /** One of a few words, the first if not given. */
  static ChoiceOption choice(String name, List<String> values, String purpose) {
    return new ChoiceOption(name, values, purpose, Set.of(Task.values()));
  }
}
