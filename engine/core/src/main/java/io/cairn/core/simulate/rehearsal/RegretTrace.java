package io.cairn.core.simulate.rehearsal;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Follows what a study would hand over if it were stopped: of the trials at the highest rung
 * reached the best one there, judged by its regret after a full evaluation.
 */
final class RegretTrace implements Consumer<StudyEvent> {
  /** Regret before there is any result: that of the median. */
  private static final double OF_NOTHING = 1;

  private record Change(double seconds, double regret) {}

  private final RecordedTarget target;
  private final Map<Integer, Configuration> configurations = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private int rung = -1;
  private double least = Double.POSITIVE_INFINITY;
  private int trials;

  RegretTrace(RecordedTarget target) {
    this.target = target;
  }

  @Override
  public void accept(StudyEvent event) {
    if (event instanceof StudyEvent.TrialStarted started) {
      configurations.put(started.trial(), started.configuration());
      trials++;
    } else if (event instanceof StudyEvent.Reported reported && reported.rung().isPresent()) {
      double loss = reported.metrics().getOrDefault(RecordedTarget.METRIC, Double.NaN);
      int reached = reported.rung().getAsInt();
      Configuration configuration = configurations.get(reported.trial());
      if (configuration != null
          && Double.isFinite(loss)
          && (reached > rung || reached == rung && loss < least)) {
        rung = reached;
        least = loss;
        Duration since = Duration.between(Instant.EPOCH, reported.at());
        changes.add(
            new Change(since.getSeconds() + since.getNano() / 1e9, target.regret(configuration)));
      }
    }
  }

  /** Regret at some moments, rising. */
  double[] at(double[] seconds) {
    double[] regrets = new double[seconds.length];
    int next = 0;
    double regret = OF_NOTHING;
    for (int i = 0; i < seconds.length; i++) {
      while (next < changes.size() && changes.get(next).seconds() <= seconds[i]) {
        regret = changes.get(next++).regret();
      }
      regrets[i] = regret;
    }
    return regrets;
  }

  int trials() {
    return trials;
  }
}
