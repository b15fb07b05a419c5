package io.cairn.workers.contract;

import io.cairn.workers.spi.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A {@link Progress} for tests: keeps what it is told. */
public final class RecordingProgress implements Progress {

  /** One report. */
  public record Report(double resource, Map<String, Double> metrics) {}

  private final List<Report> reports = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final CountDownLatch reported = new CountDownLatch(1);
  private final Predicate<Report> goOn;
  private volatile boolean cancelled;

  /** Answers every report with true. */
  public RecordingProgress() {
    this(report -> true);
  }

  /** Answers reports as {@code goOn} says. */
  public RecordingProgress(Predicate<Report> goOn) {
    this.goOn = goOn;
  }

  @Override
  public boolean report(double resource, Map<String, Double> metrics) {
    Report report = new Report(resource, new LinkedHashMap<>(metrics));
    synchronized (this) {
      reports.add(report);
    }
    // Before anybody is told of the report: who cancels then must not change its answer.
    boolean answer = goOn.test(report) && !cancelled;
    reported.countDown();
    return answer;
  }

  @Override
  public synchronized void log(String line) {
    log.add(line);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  /** Makes {@link #cancelled} true. */
  public void cancel() {
    cancelled = true;
  }

  /** Waits for the first report, whose answer is settled by then. */
  public void awaitReport() throws InterruptedException {
    reported.await();
  }

  /** What was reported so far. */
  public synchronized List<Report> reports() {
    return List.copyOf(reports);
  }

  /** The levels that were reported so far. */
  public List<Double> levels() {
    return reports().stream().map(Report::resource).toList();
  }

  /** The lines that were logged so far. */
  public synchronized List<String> log() {
    return List.copyOf(log);
  }
}
