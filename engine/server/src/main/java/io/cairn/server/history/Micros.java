package io.cairn.server.history;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Instants in a column: microseconds since 1970, as exact as the journal. */
final class Micros {

  private Micros() {}

  static long of(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
