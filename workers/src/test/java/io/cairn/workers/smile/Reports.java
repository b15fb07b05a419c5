package io.cairn.workers.smile;

import io.cairn.workers.spi.Progress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoublePredicate;

/** Keeps what is reported. */
final class Reports implements Progress {
  private final NavigableMap<Double, Map<String, Double>> metrics =
      Collections.synchronizedNavigableMap(new TreeMap<>());
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch first = new CountDownLatch(1);
  private final DoublePredicate goOn;
  private volatile boolean cancelled;

  Reports() {
    this(level -> true);
  }

  /**
   * @param goOn the answer to a report at a level
   */
  Reports(DoublePredicate goOn) {
    this.goOn = goOn;
  }

  @Override
  public boolean report(double resource, Map<String, Double> values) {
    metrics.put(resource, values);
    first.countDown();
    return goOn.test(resource);
  }

  @Override
  public void log(String line) {
    log.add(line);
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  void awaitFirst() throws InterruptedException {
    first.await();
  }

  /** Metrics by level. */
  NavigableMap<Double, Map<String, Double>> metrics() {
    return metrics;
  }

  List<String> log() {
    return log;
  }
}
