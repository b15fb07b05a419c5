package io.cairn.server.sweep;

import java.util.List;
import java.util.stream.Collectors;

/** A sweep file that cannot be used, with every mistake found in it. */
public final class InvalidSweepException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Transient: exceptions are never serialised here. */
  private final transient List<Problem> problems;

  /**
   * @param problems at least one
   */
  public InvalidSweepException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake, in the order of the file as far as lines are known. */
  public List<Problem> problems() {
    return problems;
  }
}
