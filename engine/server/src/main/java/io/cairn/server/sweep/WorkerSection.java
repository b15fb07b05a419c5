package io.cairn.server.sweep;

import io.cairn.workers.spi.WorkerSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What evaluates the configurations of a sweep. */
public sealed interface WorkerSection {

  /** Longest time of one evaluation; zero for no limit. */
  default Duration longest() {
    return Duration.ZERO;
  }

  /**
   * Workers of this program.
   *
   * @param type which kind, for example {@code process}
   * @param settings what the kind's provider has checked
   * @param timeLimit longest time of one evaluation; empty for no limit
   */
  record Configured(String type, WorkerSettings settings, Optional<Duration> timeLimit)
      implements WorkerSection {
    public Configured {
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(settings, "settings");
      Objects.requireNonNull(timeLimit, "timeLimit");
    }

    @Override
    public Duration longest() {
      return timeLimit.orElse(Duration.ZERO);
    }

    /** Without the settings: they may hold secrets. */
    @Override
    public String toString() {
      return "Configured[" + type + "]";
    }
  }

  /** None: an outside loop evaluates, or nothing is evaluated. */
  record None() implements WorkerSection {}
}
