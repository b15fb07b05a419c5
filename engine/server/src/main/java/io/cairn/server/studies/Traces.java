package io.cairn.server.studies;

import com.typesafe.config.ConfigFactory;
import io.cairn.server.trace.Tracing;

/** What a command tells of evaluations, if its settings want that. */
public final class Traces {

  private Traces() {}

  /**
   * Begins to tell.
   *
   * @param role {@code coordinator}, {@code worker} or {@code local}
   * @param name among those that do the same
   * @throws CairnException if the settings cannot be used
   */
  public static Tracing open(String role, String name) {
    try {
      return Tracing.from(ConfigFactory.load(), new Tracing.Teller(role, name, Release.NUMBER));
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Looks for mistakes in the settings, before anything is begun.
   *
   * @throws CairnException if there are any
   */
  public static void check() {
    try {
      Tracing.check(ConfigFactory.load());
    } catch (IllegalArgumentException e) {
      throw CairnException.invalid(String.valueOf(e.getMessage()));
    }
  }
}
