package io.cairn.server.plan;

import io.cairn.core.halving.Plan;
import io.cairn.core.search.Methods;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.PriorUse;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.sweep.DurationText;
import io.cairn.server.sweep.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sweep would do.
 *
 * @param study the study
 * @param plan what its method will do
 * @param end which foreseeable limit ends it
 * @param mayEndEarlier limits that nobody can foresee, as a person would write them
 * @param priors the landscapes that it would learn from
 * @param fits the same as its model would take them; empty unless the method fits priors
 * @param starts how many configurations of the person go first
 */
public record SweepPlan(
    StudySpec study,
    Plan plan,
    End end,
    List<String> mayEndEarlier,
    PriorChoice priors,
    Optional<FittedPriors> fits,
    int starts) {

  public SweepPlan {
    Objects.requireNonNull(study, "study");
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(priors, "priors");
    mayEndEarlier = List.copyOf(mayEndEarlier);
  }

  /** What ends a sweep, as far as can be foreseen. */
  public sealed interface End {

    /** The method itself: it has done all that it planned. */
    record Completed() implements End {}

    /**
     * A limit of the budget.
     *
     * @param budget its key, for example {@code evaluations}
     * @param limit its value
     * @param share how much of the plan it allows: 0.5 for half of it; above 1 where the plan is
     *     one of several rounds
     */
    record Limit(String budget, double limit, double share) implements End {}

    /** Nothing that can be foreseen, only {@link SweepPlan#mayEndEarlier}. */
    record Unforeseen() implements End {}
  }

  /**
   * Plans a sweep.
   *
   * @param priors those that it would learn from
   * @param fits the same, fitted
   */
  public static SweepPlan of(Sweep sweep, PriorChoice priors, Optional<FittedPriors> fits) {
    StudySpec study = sweep.study();
    Plan plan = Methods.plan(study.methodSpec());
    return new SweepPlan(
        study,
        plan,
        end(study.budget(), plan),
        unforeseen(study.budget()),
        priors,
        fits,
        sweep.priors().starts().size());
  }

  /**
   * Whether a model decides which trials start and go on, and the plan is that of its guard rail.
   */
  public boolean modelDecides() {
    return Methods.fitsPriors(study.method().name());
  }

  /** Landscapes that do not fit or cannot predict themselves, each with its reason. */
  public List<PriorChoice.LeftOut> leftOut() {
    List<PriorChoice.LeftOut> all = new ArrayList<>(priors.leftOut());
    fits.ifPresent(of -> all.addAll(of.unsound()));
    return all;
  }

  /** What becomes of the configurations of a prior; empty unless its landscape was fitted. */
  Optional<PriorUse> use(String id) {
    return fits.flatMap(
        of ->
            of.all().stream()
                .map(fitted -> fitted.prior().use())
                .filter(use -> use.id().equals(id))
                .findFirst());
  }

  /** Landscapes that the study would really learn from. */
  List<PriorChoice.Used> used() {
    Set<String> left = leftOut().stream().map(PriorChoice.LeftOut::id).collect(Collectors.toSet());
    return priors.used().stream().filter(used -> !left.contains(used.prior().id())).toList();
  }

  private static End end(Budget budget, Plan plan) {
    List<End.Limit> limits = new ArrayList<>();
    budget
        .evaluations()
        .ifPresent(
            limit -> limits.add(new End.Limit("evaluations", limit, limit / plan.evaluations())));
    budget
        .resource()
        .ifPresent(limit -> limits.add(new End.Limit("resource", limit, limit / plan.resource())));
    Optional<End.Limit> least = limits.stream().min((a, b) -> Double.compare(a.share(), b.share()));
    if (least.isPresent() && (plan.perRound() || least.get().share() < 1)) {
      return least.get();
    }
    if (plan.perRound()) {
      return new End.Unforeseen();
    }
    boolean byTrials =
        budget.trials().isPresent() && budget.trials().getAsInt() <= plan.configurations();
    return byTrials ? new End.Limit("trials", budget.trials().getAsInt(), 1) : new End.Completed();
  }

  private static List<String> unforeseen(Budget budget) {
    List<String> limits = new ArrayList<>();
    budget.wallClock().ifPresent(time -> limits.add("wall-clock " + DurationText.of(time)));
    budget.compute().ifPresent(time -> limits.add("compute " + DurationText.of(time)));
    budget.target().ifPresent(target -> limits.add("target " + PlanText.number(target)));
    return limits;
  }
}
