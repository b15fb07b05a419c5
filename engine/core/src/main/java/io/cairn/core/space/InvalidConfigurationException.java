package io.cairn.core.space;

import java.util.List;
import java.util.stream.Collectors;

/** Values that are no configuration of the space; carries every mistake that was found. */
public final class InvalidConfigurationException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidConfigurationException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All mistakes; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
