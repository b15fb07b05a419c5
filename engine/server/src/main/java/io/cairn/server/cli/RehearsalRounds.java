package io.cairn.server.cli;

import io.cairn.core.search.Methods;
import io.cairn.core.simulate.rehearsal.RegretCurves;
import io.cairn.core.simulate.rehearsal.Rehearsal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs methods on targets, a round for each target and seed. All methods of a round run or none, so
 * that what is compared is paired; when the time is up no further round begins.
 */
final class RehearsalRounds {

  /** A method, with or without priors. */
  record Entry(String method, boolean withPriors) {
    /** "landscape", "landscape without priors", "asha". */
    String label() {
      return withPriors || !Methods.usesPriors(method) ? method : method + " without priors";
    }
  }

  /**
   * What came of a target.
   *
   * @param target what was searched
   * @param rehearsal it
   * @param curves regret over budget by entry, one curve a seed
   */
  record Outcome(
      RehearsalTargets.Target target, Rehearsal rehearsal, Map<Entry, RegretCurves> curves) {

    /** The curves of an entry that was run. */
    RegretCurves of(Entry entry) {
      return Objects.requireNonNull(curves.get(entry), "an entry that was not run");
    }
  }

  /**
   * What came of all.
   *
   * @param outcomes of the targets with at least one round
   * @param done rounds that were run
   * @param planned rounds that were asked for
   */
  record Result(List<Outcome> outcomes, int done, int planned) {

    /** The mean over the seeds of every target: one curve a target. */
    RegretCurves overTargets(Entry entry) {
      return new RegretCurves(
          outcomes.stream().map(o -> o.of(entry).mean()).toArray(double[][]::new));
    }
  }

  private final List<Entry> entries;
  private final int seeds;
  private final int workers;
  private final double budget;
  private final Duration limit;

  RehearsalRounds(List<Entry> entries, int seeds, int workers, double budget, Duration limit) {
    this.entries = List.copyOf(entries);
    this.seeds = seeds;
    this.workers = workers;
    this.budget = budget;
    this.limit = limit;
  }

  /** Runs; says how far it is on standard error while a terminal is watched. */
  Result run(List<RehearsalTargets.Target> targets) {
    long deadline = System.nanoTime() + limit.toNanos();
    RehearsalTargets.Fits fits = new RehearsalTargets.Fits();
    List<Rehearsal> rehearsals = new ArrayList<>();
    for (RehearsalTargets.Target target : targets) {
      progress("fitting priors for " + target.landscape().name());
      rehearsals.add(
          new Rehearsal(
              target.landscape(),
              target.space(),
              target.ladder(),
              target.priors(),
              fits.in(target.space(), target.ladder()),
              workers,
              budget));
    }
    int planned = seeds * targets.size();
    AtomicInteger done = new AtomicInteger();
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, Runtime.getRuntime().availableProcessors()),
            work -> {
              Thread thread = new Thread(work, "rehearsal");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<double[][]>> rounds = new ArrayList<>();
      for (int seed = 0; seed < seeds; seed++) {
        for (Rehearsal rehearsal : rehearsals) {
          int number = seed;
          rounds.add(
              pool.submit(
                  () -> {
                    boolean first = number == 0;
                    if (!first && System.nanoTime() > deadline) {
                      return new double[0][];
                    }
                    double[][] curves = round(rehearsal, number);
                    progress(done.incrementAndGet() + " of " + planned + " rounds");
                    return curves;
                  }));
        }
      }
      return collected(targets, rehearsals, rounds, planned);
    } finally {
      pool.shutdownNow();
      clear();
    }
  }

  private double[][] round(Rehearsal rehearsal, int seed) {
    return entries.stream()
        .map(entry -> rehearsal.regrets(entry.method(), entry.withPriors(), seed))
        .toArray(double[][]::new);
  }

  private Result collected(
      List<RehearsalTargets.Target> targets,
      List<Rehearsal> rehearsals,
      List<Future<double[][]>> rounds,
      int planned) {
    List<Outcome> outcomes = new ArrayList<>();
    int done = 0;
    for (int t = 0; t < targets.size(); t++) {
      List<double[][]> of = new ArrayList<>();
      for (int seed = 0; seed < seeds; seed++) {
        double[][] curves = result(rounds.get(seed * targets.size() + t));
        if (curves.length > 0) {
          of.add(curves);
        }
      }
      done += of.size();
      Map<Entry, RegretCurves> curves = new LinkedHashMap<>();
      for (int e = 0; e < entries.size(); e++) {
        int at = e;
        curves.put(
            entries.get(e), new RegretCurves(of.stream().map(c -> c[at]).toArray(double[][]::new)));
      }
      outcomes.add(new Outcome(targets.get(t), rehearsals.get(t), curves));
    }
    return new Result(outcomes, done, planned);
  }

  private static double[][] result(Future<double[][]> round) {
    try {
      return round.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while rehearsing", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a rehearsal broke off", e.getCause());
    }
  }

  private static synchronized void progress(String text) {
    if (Terminal.watched()) {
      System.err.printf(Locale.ROOT, "\r%-70s", "rehearsing: " + text);
      System.err.flush();
    }
  }

  private static synchronized void clear() {
    if (Terminal.watched()) {
      System.err.print("\r" + " ".repeat(70) + "\r");
      System.err.flush();
    }
  }
}
