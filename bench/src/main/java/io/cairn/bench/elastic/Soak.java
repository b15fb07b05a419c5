package io.cairn.bench.elastic;

import io.cairn.core.search.RandomStreams;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.server.dispatch.Claim;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Workers that join and leave at random, and studies that follow each other. A worker lives half an
 * hour on average and leaves with a word or without; of those without some come back with results
 * when their lease is over. How many there are changes every hour.
 */
final class Soak {
  private static final double LIFE_SECONDS = 1_800;
  private static final double HOUR_SECONDS = 3_600;
  private static final double NOTICED_SECONDS = 10;
  private static final double GRACE_SECONDS = 30;
  private static final double LATE_SECONDS = 400;
  private static final List<String> METHODS =
      List.of("asha", "landscape", "hyperband", "asha-stopping", "sha", "pasha", "random", "bohb");

  private final ElasticCluster cluster;
  private final RandomGenerator random;
  private final int mostWorkers;
  private final int trials;
  private final double lastStudySeconds;
  private int target;
  private int joined;
  private int submitted;
  private int ended;
  private int fewest = Integer.MAX_VALUE;
  private int most;
  private int drained;
  private int vanished;
  private int returned;
  private long results;
  private long relocations;
  private long trialsFailed;

  /**
   * Prepares a run.
   *
   * @param studiesAtOnce when one ends, another begins
   * @param trials most of a study
   * @param lastStudySeconds no study begins later
   */
  Soak(
      Costs costs,
      long seed,
      int mostWorkers,
      int studiesAtOnce,
      int trials,
      double lastStudySeconds) {
    this.cluster = new ElasticCluster(costs, this::ended);
    this.random = new RandomStreams(seed).stream("soak", 0);
    this.mostWorkers = mostWorkers;
    this.trials = trials;
    this.lastStudySeconds = lastStudySeconds;
    this.target = mostWorkers / 2;
    join();
    nextJoin();
    cluster.in(HOUR_SECONDS, this::anotherTarget);
    for (int i = 0; i < studiesAtOnce; i++) {
      submit();
    }
  }

  private double exponential(double mean) {
    return -mean * Math.log1p(-random.nextDouble());
  }

  // ---- workers ---------------------------------------------------------------------------------

  private void anotherTarget() {
    target = 1 + random.nextInt(mostWorkers);
    cluster.in(HOUR_SECONDS, this::anotherTarget);
  }

  private void nextJoin() {
    cluster.in(
        exponential(LIFE_SECONDS / target),
        () -> {
          if (cluster.nodes().size() < mostWorkers) {
            join();
          }
          nextJoin();
        });
  }

  private void join() {
    String node = "w" + ++joined;
    cluster.join(node, 1);
    cluster.in(exponential(LIFE_SECONDS), () -> leave(node));
    count();
  }

  private void leave(String node) {
    if (cluster.nodes().size() <= 1) {
      join();
    }
    double kind = random.nextDouble();
    if (kind < 0.5) {
      drained++;
      cluster.drain(node, GRACE_SECONDS);
    } else if (kind < 0.8) {
      vanished++;
      cluster.vanish(node, NOTICED_SECONDS, OptionalDouble.empty());
    } else {
      returned++;
      cluster.vanish(
          node, NOTICED_SECONDS, OptionalDouble.of(2 * LATE_SECONDS * random.nextDouble()));
    }
    count();
  }

  private void count() {
    int now = cluster.nodes().size();
    fewest = Math.min(fewest, now);
    most = Math.max(most, now);
  }

  // ---- studies ---------------------------------------------------------------------------------

  private void submit() {
    int number = submitted++;
    StudySpec spec =
        ElasticWork.spec(
            "s" + number,
            METHODS.get(number % METHODS.size()),
            number,
            Budget.ofTrials(trials / 4 + random.nextInt(trials - trials / 4 + 1)));
    OptionalInt limit =
        random.nextInt(3) == 0 ? OptionalInt.of(5 + random.nextInt(20)) : OptionalInt.empty();
    int priority = random.nextInt(5) == 0 ? 1 : 0;
    cluster.submit(
        new ElasticStudy(
            "s" + number,
            new Claim(1 + random.nextInt(4), priority, limit, "process"),
            spec,
            ElasticWork.workload(spec)));
  }

  private void ended(ElasticStudy study) {
    ended++;
    results += study.state().spending().evaluations();
    relocations += study.state().spending().relocations();
    trialsFailed += study.state().spending().trialsFailed();
    if (cluster.seconds() < lastStudySeconds) {
      submit();
    }
  }

  /**
   * Runs until so many seconds from the beginning.
   *
   * @throws IllegalStateException if a study ended with a result missing or too many
   */
  void run(double untilSeconds) {
    cluster.run(untilSeconds);
  }

  ElasticCluster cluster() {
    return cluster;
  }

  int submitted() {
    return submitted;
  }

  /** Studies that ended; their results were checked. */
  int ended() {
    return ended;
  }

  long relocations() {
    return relocations;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d studies ended of %d, %d results, %d relocations, %d trials failed, %d preempted; %d"
            + " workers joined, %d to %d at once, %d drained, %d vanished, %d of them told late",
        ended,
        submitted,
        results,
        relocations,
        trialsFailed,
        cluster.preempted(),
        joined,
        fewest,
        most,
        drained,
        vanished + returned,
        returned);
  }
}
