package io.cairn.server.archive;

import java.util.List;
import java.util.stream.Collectors;

/** A table of results that cannot be used, with every mistake found in it. */
public final class InvalidTableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<TableProblem> problems;

  /**
   * @param file name of the table
   * @param problems at least one
   */
  InvalidTableException(String file, List<TableProblem> problems) {
    super(
        problems.stream().map(problem -> file + ": " + problem).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** Every mistake, those of the header first, then by row. */
  public List<TableProblem> problems() {
    return problems;
  }
}
