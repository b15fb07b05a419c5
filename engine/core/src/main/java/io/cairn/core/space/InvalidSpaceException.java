package io.cairn.core.space;

import java.util.List;
import java.util.stream.Collectors;

/** A space that cannot be searched as declared; carries every mistake that was found. */
public final class InvalidSpaceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidSpaceException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All mistakes, in the order of declaration; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
