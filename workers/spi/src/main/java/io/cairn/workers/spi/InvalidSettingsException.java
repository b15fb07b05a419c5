package io.cairn.workers.spi;

import java.util.List;
import java.util.stream.Collectors;

/** Worker settings that cannot be used, with every mistake found in them. */
public final class InvalidSettingsException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Transient: exceptions are never serialised here. */
  private final transient List<Problem> problems;

  /**
   * One mistake.
   *
   * @param key key below {@code worker}, for example {@code data.target}; empty for the section as
   *     a whole
   * @param message what is wrong, the value, the rule, the way out
   */
  public record Problem(String key, String message) {}

  /**
   * @param problems at least one
   */
  public InvalidSettingsException(List<Problem> problems) {
    super(
        problems.stream()
            .map(p -> p.key().isEmpty() ? p.message() : p.key() + " " + p.message())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
