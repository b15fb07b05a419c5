package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.Plan.PlannedBracket;
import io.cairn.core.halving.Plan.PlannedRung;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Finds a {@link Plan} by dry runs of the schedule. */
final class Planner {

  private static final int MOST_SIMULATED = 250_000;
  private static final int MOST_RUNS = 32;
  private static final int SIMULATED_IN_ALL = 200_000;

  /** How far a loss deviates from a configuration's quality, which is uniform on [0, 1). */
  private static final double DEVIATION = 0.1;

  private final Supplier<? extends Schedule> factory;
  private final RungLadder ladder;
  private final Schedule fresh;

  Planner(Supplier<? extends Schedule> factory, RungLadder ladder) {
    this.factory = factory;
    this.ladder = ladder;
    this.fresh = factory.get();
  }

  Plan plan(OptionalInt trials) {
    if (trials.isPresent() && trials.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "a plan for " + trials.getAsInt() + " trials is empty; allow at least 1");
    }
    long wanted = trials.isPresent() ? trials.getAsInt() : unboundedTrials();
    int simulated = (int) Math.min(wanted, MOST_SIMULATED);
    DryRun worsening = DryRun.of(factory.get(), ladder, simulated, (trial, rung) -> trial);
    boolean cut = wanted > simulated && worsening.started() == simulated;
    double scale = cut ? (double) wanted / simulated : 1;
    List<PlannedBracket> brackets =
        fresh.fixedSizes()
            ? fixed(worsening, scale)
            : List.of(expected(worsening, simulated, scale));
    return new Plan(
        brackets,
        cut ? wanted : worsening.started(),
        fresh.fixedSizes() && !cut,
        trials.isEmpty() && fresh.rounds().isEmpty());
  }

  private long unboundedTrials() {
    return (long) fresh.configurationsPerRound() * fresh.rounds().orElse(1);
  }

  private List<PlannedBracket> fixed(DryRun run, double scale) {
    Map<List<Integer>, int[]> firstAndRepeats = new LinkedHashMap<>();
    run.configurations()
        .forEach(
            (bracket, counts) ->
                firstAndRepeats
                    .computeIfAbsent(asList(counts), key -> new int[] {bracket, 0})[1]++);
    boolean several = run.configurations().size() > 1;
    List<PlannedBracket> brackets = new ArrayList<>();
    firstAndRepeats.forEach(
        (counts, found) -> {
          double[] expected =
              counts.stream().mapToDouble(count -> several ? count : count * scale).toArray();
          long repeats = several ? Math.round(found[1] * scale) : 1;
          brackets.add(new PlannedBracket(found[0], repeats, rungs(expected, expected)));
        });
    return brackets;
  }

  /** An asynchronous schedule has one bracket. */
  private PlannedBracket expected(DryRun worsening, int simulated, double scale) {
    int runs = Math.max(1, Math.min(MOST_RUNS, SIMULATED_IN_ALL / simulated));
    double[] mean = new double[ladder.size()];
    for (int seed = 0; seed < runs; seed++) {
      int[] counts = onlyBracket(DryRun.of(factory.get(), ladder, simulated, random(seed)));
      for (int rung = 0; rung < mean.length; rung++) {
        mean[rung] += scale * counts[rung] / runs;
      }
    }
    double[] least = Arrays.stream(onlyBracket(worsening)).mapToDouble(n -> n * scale).toArray();
    return new PlannedBracket(0, 1, rungs(least, mean));
  }

  private List<PlannedRung> rungs(double[] least, double[] expected) {
    boolean goesOn = ladder.checkpoints() || fresh.runsThrough();
    List<PlannedRung> rungs = new ArrayList<>();
    double from = 0;
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (expected[rung] > 0 || !rungs.isEmpty()) {
        double level = ladder.level(rung);
        double cost = goesOn ? level - from : level;
        rungs.add(new PlannedRung(rung, level, cost, (long) least[rung], expected[rung]));
        from = level;
      }
    }
    return rungs;
  }

  private static DryRun.Losses random(int seed) {
    return (trial, rung) -> uniform(seed, trial, -1) + DEVIATION * uniform(seed, trial, rung);
  }

  private static double uniform(int seed, int trial, int rung) {
    long stream = ((long) seed << 40) ^ ((long) trial << 8) ^ (rung + 1);
    return new SplittableRandom(stream).nextDouble();
  }

  private static int[] onlyBracket(DryRun run) {
    return run.configurations().getOrDefault(0, new int[0]);
  }

  private static List<Integer> asList(int[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }
}
