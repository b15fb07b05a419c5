package io.cairn.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One of the runs of which {@code bench/run FaultsRun} makes as many as one likes. */
@ExtendWith(SharedCluster.Use.class)
class ClusterFaultsTest {

  /** Of the plans with so many faults the first that has 16 of the 18 kinds. */
  private static final long SEED = 85_388;

  private static final int FAULTS = 16;

  private static FaultPlan plan(long seed) {
    return FaultPlan.of(seed, SharedCluster.SIZE, FAULTS, FAULTS);
  }

  private static Set<String> kinds(LongStream seeds) {
    return seeds
        .mapToObj(ClusterFaultsTest::plan)
        .flatMap(plan -> plan.faults().stream())
        .map(planned -> planned.fault().kind())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void plan_hasNearlyEveryKindOfFault() {
    assertThat(kinds(LongStream.range(0, 300))).hasSize(18);
    assertThat(kinds(LongStream.of(SEED))).hasSize(16);
  }

  @Test
  void anyFaults_loseNothingAndTheStudyEnds() {
    ClusterProcesses cluster = SharedCluster.whole();
    FaultRun run =
        new FaultRun(
            cluster, SharedCluster.folder(), FaultSweep.of(SEED), plan(SEED), "faults-" + SEED);
    RunReport report = run.run();
    assertThat(report.violations()).as(() -> run.explanation(report)).isEmpty();
    assertThat(report.faults().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(plan(SEED).faults().size());
  }
}
