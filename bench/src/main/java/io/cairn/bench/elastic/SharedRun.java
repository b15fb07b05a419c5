package io.cairn.bench.elastic;

import io.cairn.bench.landscape.LiveBytes;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.server.dispatch.Claim;
import io.cairn.server.dispatch.StudyShare;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.management.JMException;

/**
 * Many studies at once, each with a weight of its own and work without end: {@code bench/run
 * elastic.SharedRun studies=1000 workers=1000 slots=8 minutes=30}. Prints how far what they have is
 * from what they are entitled to.
 */
public final class SharedRun {
  private static final int SECONDS = 60;
  private static final int[] WEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8};

  private SharedRun() {}

  /** Runs what the arguments say. */
  public static void main(String[] arguments) throws JMException {
    RunArguments read =
        new RunArguments(arguments, Set.of("studies", "workers", "slots", "minutes", "method"));
    int studies = read.number("studies", 1_000);
    int workers = read.number("workers", 1_000);
    int slots = read.number("slots", 8);
    int minutes = read.number("minutes", 30);
    String method = read.text("method", "asha");
    System.out.printf(
        "%d studies of %s with weights 1 to 8 on %d workers of %d slots%n",
        studies, method, workers, slots);
    ElasticCluster cluster = cluster(studies, workers, slots, method);
    System.out.printf(
        "%6s %8s %7s %12s %12s | %9s %9s %9s %9s | %9s %8s %9s%n",
        "minute",
        "results",
        "busy %",
        "off by mean",
        "off by most",
        "lease p50",
        "lease p99",
        "match p50",
        "match p99",
        "decisions",
        "live MB",
        "real s");
    long began = System.nanoTime();
    for (int minute = 5; minute <= minutes; minute += 5) {
      cluster.usage().restart(cluster.seconds());
      cluster.run(minute * SECONDS);
      print(cluster, minute, (System.nanoTime() - began) / 1e9);
    }
  }

  private static ElasticCluster cluster(int studies, int workers, int slots, String method) {
    ElasticCluster cluster = new ElasticCluster(Costs.MEASURED, ended -> {});
    RandomGenerator random = new RandomStreams(1).stream("weights", 0);
    for (int i = 0; i < studies; i++) {
      StudySpec spec = ElasticWork.spec("s" + i, method, i, Budget.ofTrials(Integer.MAX_VALUE));
      int weight = WEIGHTS[random.nextInt(WEIGHTS.length)];
      cluster.submit(
          new ElasticStudy(
              "s" + i,
              new Claim(weight, 0, OptionalInt.empty(), "process"),
              spec,
              ElasticWork.workload(spec)));
    }
    for (int i = 0; i < workers; i++) {
      cluster.join("w" + i, slots);
    }
    return cluster;
  }

  private static void print(ElasticCluster cluster, int minute, double real) throws JMException {
    double sum = 0;
    double most = 0;
    int count = 0;
    for (StudyShare study : cluster.share().studies()) {
      double off = Math.abs(study.running() + study.asked() - study.entitled());
      sum += off;
      most = Math.max(most, off);
      count++;
    }
    long results = 0;
    for (ElasticStudy study : cluster.studies()) {
      results += study.state().spending().evaluations();
    }
    DecisionQueue decisions = cluster.decisions();
    System.out.printf(
        Locale.ROOT,
        "%6d %8d %7.2f %12.3f %12.3f | %9.3f %9.3f %9.3f %9.3f | %7.0f/s %8.1f %9.1f%n",
        minute,
        results,
        100 * cluster.usage().utilisation(cluster.seconds()),
        sum / count,
        most,
        decisions.leases().quantile(0.5),
        decisions.leases().quantile(0.99),
        cluster.matching().quantile(0.5),
        cluster.matching().quantile(0.99),
        (decisions.leases().count() + decisions.results().count())
            / (decisions.leases().seconds()
                + decisions.results().seconds()
                + cluster.matching().seconds()),
        LiveBytes.now() / 1e6,
        real);
  }
}
