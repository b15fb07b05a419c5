package io.cairn.server.cli;

/** Ends a command with a sentence for the person who gave it, and an exit code. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String sentence) {
    super(sentence, null, false, false);
    this.exitCode = exitCode;
  }

  /** The input is wrong. */
  static CommandException invalid(String sentence) {
    return new CommandException(ExitCode.INVALID, sentence);
  }

  /** It cannot be done now. */
  static CommandException refused(String sentence) {
    return new CommandException(ExitCode.REFUSED, sentence);
  }

  int exitCode() {
    return exitCode;
  }
}
