package io.cairn.bench.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.server.dispatch.Claim;
import io.cairn.server.dispatch.StudyShare;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Small forms of the simulations, with bars; in virtual time, so no machine is too slow. */
class ElasticClusterTest {
  private static final double HOUR = 3_600;

  @Test
  void thousandWorkers_shortAndLongEvaluations_stayBusy() {
    assertThat(new BusyRun(1_000, "asha", Costs.FIXED, 300, 900).utilisation())
        .isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void modelFittedBesideDecisions_keepsWorkersBusy() {
    BusyRun run = new BusyRun(250, "landscape", Costs.FIXED, 200, 500);
    assertThat(run.utilisation()).isGreaterThanOrEqualTo(0.95);
    assertThat(run.study().byModel()).isGreaterThan(100);
    assertThat(run.cluster().decisions().fits().count()).isGreaterThan(20);
  }

  @Test
  void decisionsThatAreTooSlow_areSeenAsIdleWorkers() {
    Costs slow = new Costs(false, 0.2, 0.1, 0.02);
    assertThat(new BusyRun(1_000, "asha", slow, 300, 600).utilisation()).isLessThan(0.7);
  }

  @Test
  void workersThatJoinAndLeave_everyStudyEnds_withEachResultOnce() {
    for (long seed = 1; seed <= 4; seed++) {
      Soak soak = new Soak(Costs.FIXED, seed, 25, 5, 60, 2 * HOUR);
      soak.run(12 * HOUR);
      assertThat(soak.ended()).as("seed %d: %s", seed, soak).isEqualTo(soak.submitted());
      assertThat(soak.relocations()).as("seed %d: %s", seed, soak).isGreaterThan(10);
    }
  }

  @Test
  void sameSeed_runsTheSame() {
    assertThat(day(7)).isEqualTo(day(7)).isNotEqualTo(day(8));
  }

  private static String day(long seed) {
    Soak soak = new Soak(Costs.FIXED, seed, 10, 3, 30, HOUR);
    soak.run(6 * HOUR);
    return soak.toString();
  }

  @Test
  void manyStudies_haveWhatTheyAreEntitledTo() {
    ElasticCluster cluster = new ElasticCluster(Costs.FIXED, ended -> {});
    for (int i = 0; i < 60; i++) {
      StudySpec spec = ElasticWork.spec("s" + i, "asha", i, Budget.ofTrials(Integer.MAX_VALUE));
      cluster.submit(
          new ElasticStudy(
              "s" + i,
              new Claim(1 + i % 5, 0, OptionalInt.empty(), "process"),
              spec,
              ElasticWork.workload(spec)));
    }
    for (int i = 0; i < 60; i++) {
      cluster.join("w" + i, 6);
    }
    cluster.run(900);
    for (StudyShare study : cluster.share().studies()) {
      assertThat(study.running() + study.asked())
          .as(study.toString())
          .isBetween((int) Math.floor(study.entitled()) - 1, (int) Math.ceil(study.entitled()) + 1);
    }
  }
}
