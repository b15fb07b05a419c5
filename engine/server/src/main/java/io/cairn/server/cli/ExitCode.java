package io.cairn.server.cli;

/** Exit codes of every command; documented in docs/commands.md. */
final class ExitCode {

  /** It did what it was asked to. */
  static final int OK = 0;

  /** It ran and found nothing: no trial has a result. */
  static final int NO_RESULT = 1;

  /** The input is wrong; nothing was started. */
  static final int INVALID = 2;

  /** The input is right and it cannot be done now: locked, damaged, not found. */
  static final int REFUSED = 3;

  /** A bug in Cairn; details are in the log. */
  static final int BUG = 70;

  private ExitCode() {}
}
