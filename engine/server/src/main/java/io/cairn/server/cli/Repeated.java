package io.cairn.server.cli;

import io.cairn.server.studies.CairnException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Questions to a cluster that are asked again and again beside what it tells by itself. */
final class Repeated implements AutoCloseable {

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "questions");
            daemon.setDaemon(true);
            return daemon;
          });

  private Repeated() {}

  /** Asks at once and then again after each pause. An answer that is not to be had is left out. */
  static Repeated every(Duration pause, Runnable question) {
    Repeated repeated = new Repeated();
    repeated.thread.scheduleWithFixedDelay(
        () -> {
          try {
            question.run();
          } catch (CairnException | RemoteCluster.AwayException later) {
            // The stream of events says what is wrong; the next question may be answered.
          }
        },
        0,
        pause.toMillis(),
        TimeUnit.MILLISECONDS);
    return repeated;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
