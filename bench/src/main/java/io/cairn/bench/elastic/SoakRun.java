package io.cairn.bench.elastic;

import io.cairn.bench.landscape.LiveBytes;
import java.util.Locale;
import java.util.Set;
import javax.management.JMException;

/**
 * A day of joins and leaves: {@code bench/run elastic.SoakRun hours=24 workers=200 studies=20
 * trials=400 seed=1}. Prints a line each simulated hour, with the memory after a full collection;
 * goes on after the last hour until every study has ended, and fails if one does not or if a result
 * is missing or there twice.
 */
public final class SoakRun {
  private static final double HOUR_SECONDS = 3_600;

  /** Hours until the last studies must have ended. */
  private static final int LAST_HOURS = 12;

  private SoakRun() {}

  /** Runs what the arguments say. */
  public static void main(String[] arguments) throws JMException {
    RunArguments read =
        new RunArguments(arguments, Set.of("hours", "workers", "studies", "trials", "seed"));
    int hours = read.number("hours", 24);
    Soak soak =
        new Soak(
            Costs.FIXED,
            read.number("seed", 1),
            read.number("workers", 200),
            read.number("studies", 20),
            read.number("trials", 400),
            hours * HOUR_SECONDS);
    for (int hour = 1; hour <= hours; hour++) {
      soak.cluster().usage().restart(soak.cluster().seconds());
      soak.run(hour * HOUR_SECONDS);
      print(soak, hour);
    }
    int hour = hours;
    while (soak.ended() < soak.submitted()) {
      if (++hour > hours + LAST_HOURS) {
        throw new IllegalStateException("some studies do not end: " + soak);
      }
      soak.run(hour * HOUR_SECONDS);
    }
    print(soak, hour);
    System.out.println(soak);
  }

  private static void print(Soak soak, int hour) throws JMException {
    ElasticCluster cluster = soak.cluster();
    System.out.printf(
        Locale.ROOT,
        "hour %2d: %6.2f live MB, %3d workers, busy %5.1f %%, %d of %d studies ended, %d"
            + " relocations%n",
        hour,
        LiveBytes.now() / 1e6,
        cluster.nodes().size(),
        100 * cluster.usage().utilisation(cluster.seconds()),
        soak.ended(),
        soak.submitted(),
        soak.relocations());
  }
}
