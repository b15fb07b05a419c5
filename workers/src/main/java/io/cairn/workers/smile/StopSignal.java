package io.cairn.workers.smile;

import io.cairn.workers.smile.model.Stop;
import io.cairn.workers.spi.Progress;
import java.util.Map;

/** Tells the training thread to end: because the node says so, or the slot that waits for it. */
final class StopSignal implements Stop {
  private final Progress progress;
  private volatile boolean raised;

  StopSignal(Progress progress) {
    this.progress = progress;
  }

  void raise() {
    raised = true;
  }

  /**
   * Reports, unless the evaluation should end: after the slot has left, nothing is reported any
   * more.
   */
  boolean report(int level, Map<String, Double> metrics) {
    check();
    return progress.report(level, metrics);
  }

  @Override
  public boolean requested() {
    return raised || progress.cancelled();
  }
}
