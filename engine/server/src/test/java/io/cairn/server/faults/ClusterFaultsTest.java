package io.cairn.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handful of the runs of which {@code bench/run FaultsRun} makes as many as one likes. */
@ExtendWith(SharedCluster.Use.class)
class ClusterFaultsTest {

  private static final int FAULTS = 12;

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
  void plans_haveEveryKindOfFault() {
    assertThat(kinds(LongStream.of(33, 972)))
        .isEqualTo(kinds(LongStream.range(0, 300)))
        .hasSizeGreaterThan(15);
  }

  @ParameterizedTest
  @ValueSource(longs = {33, 972})
  void anyFaults_loseNothingAndTheStudyEnds(long seed) {
    ClusterProcesses cluster = SharedCluster.whole();
    FaultRun run =
        new FaultRun(
            cluster, SharedCluster.folder(), FaultSweep.of(seed), plan(seed), "faults-" + seed);
    RunReport report = run.run();
    assertThat(report.violations()).as(() -> run.explanation(report)).isEmpty();
    assertThat(report.faults().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(plan(seed).faults().size());
  }
}
