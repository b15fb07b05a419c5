package io.cairn.server.dispatch;

import static io.cairn.server.dispatch.Shares.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.server.dispatch.SharedCluster.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whole clusters in virtual time; liveness is checked at every step. */
class SharedClusterTest {
  private static final double LONGEST = 30;

  private static Claim claim(Random random, int priorities) {
    return new Claim(
        1 + random.nextInt(4),
        random.nextInt(priorities),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(12)),
        "process");
  }

  /** Some have work without end for a while, some wait for the last of each batch. */
  private static List<Integer> batches(Random random) {
    return random.nextBoolean()
        ? List.of(40 + random.nextInt(100))
        : List.of(27, 9, 3, 1, 18, 6, 2);
  }

  @Test
  void randomStudiesAndNodes_neverIdleBesideWork_andAllWorkIsDone() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      SharedCluster cluster = new SharedCluster(seed, LONGEST);
      cluster.join("stays", offer(2));
      cluster.join("stays-gpu", offer(1, "gpu"));
      for (int i = 0; i < 12; i++) {
        Job job =
            new Job(
                "s" + i, claim(random, 3), batches(random), random.nextInt(3) == 0 ? "gpu" : "");
        cluster.in(200 * random.nextDouble(), () -> cluster.submit(job));
      }
      for (int i = 0; i < 30; i++) {
        String node = "n" + i;
        Offer offer = random.nextInt(4) == 0 ? offer(4, "gpu") : offer(1 + random.nextInt(8));
        double joins = 600 * random.nextDouble();
        cluster.in(joins, () -> cluster.join(node, offer));
        cluster.in(joins + 10 + 200 * random.nextDouble(), () -> cluster.leave(node));
      }
      cluster.run(100_000);
      for (Job job : cluster.jobs.values()) {
        assertThat(job.ready + job.running + job.batches.size())
            .as("seed %d %s", seed, job.id)
            .isZero();
      }
      assertThat(cluster.share.demand().running()).as("seed %d", seed).isZero();
    }
  }

  @Test
  void everyStudyWithWork_getsAnEvaluation_withinPatienceAndItsTurn() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      SharedCluster cluster = new SharedCluster(seed, LONGEST);
      int slots = 3;
      int studies = 2 + random.nextInt(10);
      cluster.join("node", offer(slots));
      for (int i = 0; i < studies; i++) {
        Job job = new Job("s" + i, claim(random, 4), List.of(300), "");
        cluster.in(100 * random.nextDouble(), () -> cluster.submit(job));
      }
      cluster.run(100_000);
      // Once it has waited too long, only those who have waited longer are before it.
      double bound = 60 + LONGEST * ((studies - 1) / slots + 1);
      for (Job job : cluster.jobs.values()) {
        assertThat(job.grants).as("seed %d %s", seed, job.id).isGreaterThanOrEqualTo(300);
        assertThat(job.longestWait).as("seed %d %s", seed, job.id).isLessThanOrEqualTo(bound);
      }
    }
  }

  @Test
  void preemption_stopsNoMoreThanIsOfUse_andEqualsStopNobody() {
    int preempted = 0;
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      SharedCluster cluster = new SharedCluster(seed, LONGEST);
      cluster.join("a", offer(12));
      cluster.join("b", offer(4, "gpu"));
      for (int i = 0; i < 8; i++) {
        Job job =
            new Job(
                "s" + i, claim(random, 3), batches(random), random.nextInt(4) == 0 ? "gpu" : "");
        cluster.in(300 * random.nextDouble(), () -> cluster.submit(job));
      }
      cluster.run(100_000);
      for (Job job : cluster.jobs.values()) {
        assertThat(job.preemptedFor)
            .as("seed %d %s", seed, job.id)
            .isLessThanOrEqualTo(job.grants + 1);
        preempted += job.preemptedFor;
      }
    }
    assertThat(preempted).as("the model preempts at all").isGreaterThan(200);
  }

  @Test
  void preemption_comesToRest_whereNobodyOutranksWhatRuns() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      SharedCluster cluster = new SharedCluster(seed, 1e9);
      cluster.join("node", offer(40));
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Job job = new Job("s" + i, claim(random, 4), List.of(100), "");
        jobs.add(job);
        cluster.in(20 * random.nextDouble(), () -> cluster.submit(job));
      }
      cluster.run(50);
      int soFar = jobs.stream().mapToInt(job -> job.preempted).sum();
      cluster.run(58);
      assertThat(jobs.stream().mapToInt(job -> job.preempted).sum())
          .as("seed %d", seed)
          .isEqualTo(soFar);
      for (Job high : jobs) {
        for (Job low : jobs) {
          assertThat(
                  high.hasMore() && low.claim.priority() < high.claim.priority() && low.running > 0)
              .as("seed %d: %s has %d and waits for %s", seed, low.id, low.running, high.id)
              .isFalse();
        }
      }
    }
  }

  @Test
  void weights_holdOnAverage_whileStudiesComeAndEvaluationsDiffer() {
    SharedCluster cluster = new SharedCluster(1, LONGEST);
    IntStream.range(0, 10).forEach(i -> cluster.join("n" + i, offer(7)));
    List<Job> jobs = new ArrayList<>();
    for (double weight : new double[] {1, 2, 4}) {
      Job job =
          new Job(
              "w" + weight,
              new Claim(weight, 0, OptionalInt.empty(), "process"),
              List.of(1_000_000),
              "");
      jobs.add(job);
      cluster.in(200 * weight, () -> cluster.submit(job));
    }
    cluster.run(900);
    double[] sum = new double[3];
    for (int i = 0; i < 1000; i++) {
      cluster.run(901 + i);
      for (int k = 0; k < 3; k++) {
        sum[k] += jobs.get(k).running / 1000.0;
      }
    }
    assertThat(sum[0]).isCloseTo(10, within(0.5));
    assertThat(sum[1]).isCloseTo(20, within(0.5));
    assertThat(sum[2]).isCloseTo(40, within(0.5));
  }
}
