package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * What a schedule will do: how many configurations reach which rung, and what that costs.
 *
 * <p>A plan is found by running the schedule itself on made-up losses, one evaluation after the
 * other. Where sizes are fixed beforehand that is exact, whatever the losses and the number of
 * workers, as long as no trial fails or diverges. Elsewhere (asha, asha-stopping, pasha) there are
 * two figures a rung. {@code atLeast} is the run in which every configuration is worse than all
 * before it and keeps its rank at every rung: for asha floor(n / eta^k), and no order of results
 * gives less. {@code expected} is the mean over runs in random order, where a configuration has a
 * quality between 0 and 1 and its losses deviate from it by up to 0.1 at each rung; the seeds are
 * fixed. What really runs differs from it with the order in which results arrive.
 *
 * <p>Of more than 250,000 configurations only so many are run, and figures are scaled and not
 * exact.
 *
 * @param brackets in the order of their first member; equal brackets are one entry
 * @param configurations how many start
 * @param exact whether what runs equals the plan
 * @param perRound whether the schedule goes on for as long as the budget lasts, and this is one
 *     round
 */
public record Plan(
    List<PlannedBracket> brackets, long configurations, boolean exact, boolean perRound) {

  public Plan {
    brackets = List.copyOf(brackets);
  }

  /**
   * A rung of a planned bracket.
   *
   * @param rung index in the ladder
   * @param level resource at the rung
   * @param cost resource units that one configuration spends to get here from the rung below: the
   *     difference of the levels where an evaluation goes on, the whole level where it starts again
   * @param atLeast configurations that reach this rung in any case
   * @param expected configurations that reach it on average; {@code atLeast} in an exact plan
   */
  public record PlannedRung(int rung, double level, double cost, long atLeast, double expected) {}

  /**
   * A bracket, or several equal ones.
   *
   * @param first the number of the first
   * @param repeats how many of them there are
   * @param rungs from the one at which its members start
   */
  public record PlannedBracket(int first, long repeats, List<PlannedRung> rungs) {
    public PlannedBracket {
      rungs = List.copyOf(rungs);
    }
  }

  /**
   * Plans a schedule.
   *
   * @param factory makes fresh schedules over {@code ladder}, all alike
   * @param trials how many trials the budget allows; empty if it does not say: then all rounds of a
   *     schedule that ends by itself, or one round of one that does not
   */
  public static Plan of(
      Supplier<? extends Schedule> factory, RungLadder ladder, OptionalInt trials) {
    return new Planner(factory, ladder).plan(trials);
  }

  /** Evaluations in all, expected. */
  public double evaluations() {
    return sum(PlannedRung::expected);
  }

  /** Resource units in all, expected. */
  public double resource() {
    return sum(rung -> rung.expected() * rung.cost());
  }

  private double sum(ToDoubleFunction<PlannedRung> figure) {
    double total = 0;
    for (PlannedBracket bracket : brackets) {
      total += bracket.repeats() * bracket.rungs().stream().mapToDouble(figure).sum();
    }
    return total;
  }
}
