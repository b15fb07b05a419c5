package io.cairn.server.cli;

import com.typesafe.config.ConfigFactory;
import io.cairn.server.trace.Tracing;

/** What a command tells of evaluations, if its settings want that. */
final class Traces {

  private Traces() {}

  /**
   * Begins to tell.
   *
   * @param role {@code coordinator}, {@code worker} or {@code local}
   * @param name among those that do the same
   * @throws CommandException if the settings cannot be used
   */
  static Tracing open(String role, String name) {
    try {
      return Tracing.from(ConfigFactory.load(), new Tracing.Teller(role, name, Version.NUMBER));
    } catch (IllegalArgumentException e) {
      throw CommandException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Looks for mistakes in the settings, before anything is begun.
   *
   * @throws CommandException if there are any
   */
  static void check() {
    try {
      Tracing.check(ConfigFactory.load());
    } catch (IllegalArgumentException e) {
      throw CommandException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
