package io.cairn.bench.elastic;

import io.cairn.bench.landscape.LiveBytes;
import java.util.Locale;
import java.util.Set;
import javax.management.JMException;

/**
 * One study on many simulated workers: {@code bench/run elastic.ElasticRun workers=10000
 * methods=asha,landscape minutes=30 warm-up=10}. Decisions and fits take in virtual time what they
 * take on this machine, one after the other, so workers wait where decisions are too slow.
 */
public final class ElasticRun {
  private static final int SECONDS = 60;

  private ElasticRun() {}

  /** Runs what the arguments say. */
  public static void main(String[] arguments) throws JMException {
    RunArguments read =
        new RunArguments(arguments, Set.of("workers", "methods", "minutes", "warm-up"));
    int workers = read.number("workers", 10_000);
    int minutes = read.number("minutes", 30);
    int warmUp = read.number("warm-up", 10);
    System.out.printf(
        Locale.ROOT,
        "%d workers, evaluations of 1 to %.0f s, %d minutes, utilisation from minute %d; real"
            + " milliseconds, of fits, too%n",
        workers,
        ElasticWork.LONGEST_SECONDS,
        minutes,
        warmUp);
    System.out.printf(
        "%-10s %8s %8s %8s %8s %7s | %9s %9s %9s %9s %9s | %6s %9s | %9s %7s %8s%n",
        "method",
        "results",
        "trials",
        "by model",
        "promoted",
        "busy %",
        "lease p50",
        "lease p99",
        "resul p50",
        "resul p99",
        "match p99",
        "fits",
        "fit p50",
        "decisions",
        "queue",
        "live MB");
    for (String method : read.text("methods", "asha,landscape").split(",")) {
      run(workers, method, warmUp * SECONDS, minutes * SECONDS);
    }
  }

  private static void run(int workers, String method, double warmUp, double until)
      throws JMException {
    BusyRun run = new BusyRun(workers, method, Costs.MEASURED, warmUp, until);
    double utilisation = run.utilisation();
    DecisionQueue decisions = run.cluster().decisions();
    long count = decisions.leases().count() + decisions.results().count();
    double seconds = decisions.leases().seconds() + decisions.results().seconds();
    System.out.printf(
        Locale.ROOT,
        "%-10s %8d %8d %8d %8d %7.2f | %9.3f %9.3f %9.3f %9.3f %9.3f | %6d %9.1f | %7.0f/s %7d %8.1f%n",
        method,
        run.study().state().spending().evaluations(),
        run.study().state().trials(),
        run.study().byModel(),
        run.study().promotions(),
        100 * utilisation,
        decisions.leases().quantile(0.5),
        decisions.leases().quantile(0.99),
        decisions.results().quantile(0.5),
        decisions.results().quantile(0.99),
        run.cluster().matching().quantile(0.99),
        decisions.fits().count(),
        decisions.fits().quantile(0.5),
        count / seconds,
        decisions.longest(),
        LiveBytes.now() / 1e6);
  }
}
