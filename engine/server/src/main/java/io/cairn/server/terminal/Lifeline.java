package io.cairn.server.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Notes when the server was heard of last, and what keeps it from being heard. */
public final class Lifeline {

  private final InstantSource time;
  private final AtomicLong version = new AtomicLong();
  private Instant heard;
  private String trouble = "";

  public Lifeline(InstantSource time) {
    this.time = time;
    this.heard = time.instant();
  }

  /** The server was heard. */
  public synchronized void heard() {
    heard = time.instant();
    if (!trouble.isEmpty()) {
      trouble = "";
      version.incrementAndGet();
    }
  }

  /** It is not heard, for a reason. */
  public synchronized void lost(String why) {
    trouble = PlainText.of(why);
    version.incrementAndGet();
  }

  /** How it is now. */
  public synchronized Freshness freshness() {
    Duration silent = Duration.between(heard, time.instant());
    return new Freshness(Math.max(0, silent.toSeconds()), trouble);
  }

  long version() {
    return version.get();
  }
}
