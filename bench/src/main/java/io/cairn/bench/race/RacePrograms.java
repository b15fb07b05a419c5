package io.cairn.bench.race;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Starts the programs of a race. */
final class RacePrograms {
  private RacePrograms() {}

  /** Runs a program and ends the process; what a person can mend is said in one line. */
  static void run(Callable<Integer> program, String[] arguments) {
    System.exit(
        new CommandLine(program)
            .setExecutionExceptionHandler(
                (failure, line, parsed) -> {
                  if (failure instanceof IllegalArgumentException
                      || failure instanceof IOException) {
                    System.err.println(line.getCommandName() + ": " + failure.getMessage());
                    return 1;
                  }
                  throw failure;
                })
            .execute(arguments));
  }
}
