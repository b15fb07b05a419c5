package io.cairn.server.report;

import io.cairn.core.study.Incumbent;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.util.BitSet;

/**
 * The trials that a report shows: all, or when there are too many, the best, some that failed, and
 * the rest evenly spaced over the study, so that the picture stays fair.
 */
final class TrialSelection {

  private final BitSet chosen = new BitSet();
  private final int total;

  TrialSelection(StudyHistory history, int limit) {
    this.total = history.trials().size();
    if (total <= limit) {
      chosen.set(0, total);
      return;
    }
    for (Incumbent best : history.best(limit / 4)) {
      chosen.set(best.trial());
    }
    int failed = 0;
    for (TrialHistory trial : history.trials()) {
      if (trial.status() == TrialStatus.FAILED && failed++ < limit / 20) {
        chosen.set(trial.number());
      }
    }
    spread(limit - chosen.cardinality());
  }

  private void spread(int count) {
    int others = total - chosen.cardinality();
    int seen = 0;
    int taken = 0;
    for (int trial = chosen.nextClearBit(0); trial < total && taken < count; ) {
      // The k-th of n others is taken when k * count / n steps on to the next whole number.
      if ((long) seen * count / others >= taken) {
        chosen.set(trial);
        taken++;
      }
      seen++;
      trial = chosen.nextClearBit(trial + 1);
    }
  }

  /** Numbers of the chosen trials, rising. */
  int[] trials() {
    return chosen.stream().toArray();
  }

  boolean complete() {
    return chosen.cardinality() == total;
  }

  int total() {
    return total;
  }
}
