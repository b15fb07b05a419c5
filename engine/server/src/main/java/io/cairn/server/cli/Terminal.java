package io.cairn.server.cli;

/**
 * Whether a person watches. The launcher knows; the JVM's own answer differs between its versions.
 */
final class Terminal {

  private Terminal() {}

  /** Whether standard error is a terminal. */
  static boolean watched() {
    return Boolean.getBoolean("cairn.terminal");
  }
}
