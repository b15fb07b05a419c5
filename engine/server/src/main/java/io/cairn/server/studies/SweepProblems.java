package io.cairn.server.studies;

import io.cairn.server.sweep.InvalidSweepException;
import java.util.stream.Collectors;

/** The mistakes of a sweep file as a person reads them. */
public final class SweepProblems {

  private SweepProblems() {}

  /** One line for each, and how many there are. */
  public static String text(InvalidSweepException e) {
    String lines = e.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
    int count = e.problems().size();
    return lines
        + "\n"
        + (count == 1 ? "1 problem" : count + " problems")
        + "; nothing was started.";
  }
}
