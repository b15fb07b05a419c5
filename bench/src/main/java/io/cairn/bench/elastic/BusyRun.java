package io.cairn.bench.elastic;

import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.server.dispatch.Claim;
import java.util.OptionalInt;

/** One study on many workers of one slot each, all there from the beginning. */
final class BusyRun {
  private final ElasticCluster cluster;
  private final ElasticStudy study;
  private final double warmUpSeconds;
  private final double untilSeconds;

  /**
   * Prepares a run; the study has work for its whole length.
   *
   * @param warmUpSeconds from when on the use of the slots counts
   * @param untilSeconds when to end
   */
  BusyRun(int workers, String method, Costs costs, double warmUpSeconds, double untilSeconds) {
    this.cluster = new ElasticCluster(costs, ended -> {});
    this.warmUpSeconds = warmUpSeconds;
    this.untilSeconds = untilSeconds;
    StudySpec spec = ElasticWork.spec("busy", method, 1, Budget.ofTrials(Integer.MAX_VALUE));
    this.study =
        new ElasticStudy(
            "busy",
            new Claim(1, 0, OptionalInt.empty(), "process"),
            spec,
            ElasticWork.workload(spec));
    for (int i = 0; i < workers; i++) {
      cluster.join("w" + i, 1);
    }
    cluster.submit(study);
  }

  /** Runs to the end and says how busy the slots were after the warm-up, 0..1. */
  double utilisation() {
    cluster.in(warmUpSeconds, () -> cluster.usage().restart(cluster.seconds()));
    cluster.run(untilSeconds);
    return cluster.usage().utilisation(cluster.seconds());
  }

  ElasticCluster cluster() {
    return cluster;
  }

  ElasticStudy study() {
    return study;
  }
}
