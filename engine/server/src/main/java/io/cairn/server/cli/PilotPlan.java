package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.SweepProblems;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import io.cairn.workers.WorkerTypes;
import java.util.Arrays;
import java.util.List;

/**
 * What a pilot spends: so many configurations at the lowest rung that ranks like the top one, as
 * the priors say.
 *
 * @param rung of the sweep's ladder
 * @param configurations to evaluate there
 * @param reliability mean over the priors of each rung's rank correlation with the top one; NaN
 *     where no prior knows
 * @param costShares mean over the priors of what each rung costs of a full evaluation; NaN likewise
 */
record PilotPlan(int rung, int configurations, double[] reliability, double[] costShares) {

  /** Half of the variance of the ranks and more. */
  static final double RELIABLE = 0.7;

  private static final int FEWEST = 8;
  private static final int MOST = 32;
  private static final int USUAL = 16;

  /**
   * Plans a pilot.
   *
   * @param share of the sweep's budget, were every trial run in full
   */
  static PilotPlan of(StudySpec spec, List<FittedPrior> priors, double share) {
    int rungs = spec.ladder().size();
    double[] reliability = new double[rungs];
    double[] costs = new double[rungs];
    for (int r = 0; r < rungs; r++) {
      int rung = r;
      List<FittedPrior> sound = priors.stream().filter(FittedPrior::isSound).toList();
      reliability[r] = mean(sound.stream().mapToDouble(p -> p.reliability()[rung]).toArray());
      costs[r] = mean(sound.stream().mapToDouble(p -> p.costShares()[rung]).toArray());
    }
    int chosen = spec.ladder().top();
    for (int r = spec.ladder().top(); r >= 0; r--) {
      chosen = reliability[r] >= RELIABLE ? r : chosen;
    }
    double level = spec.ladder().level(chosen);
    double total = total(spec);
    int wanted = Double.isNaN(total) ? USUAL : (int) Math.floor(share * total / level);
    return new PilotPlan(chosen, Math.max(FEWEST, Math.min(MOST, wanted)), reliability, costs);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).average().orElse(Double.NaN);
  }

  /** Resource units that the budget allows at most; NaN if it is in time. */
  private static double total(StudySpec spec) {
    Budget budget = spec.budget();
    double full = spec.ladder().level(spec.ladder().top());
    if (budget.resource().isPresent()) {
      return budget.resource().getAsDouble();
    }
    if (budget.trials().isPresent()) {
      return budget.trials().getAsInt() * full;
    }
    return budget.evaluations().isPresent() ? budget.evaluations().getAsLong() * full : Double.NaN;
  }

  /** What a pilot of a sweep is called. */
  static String name(StudySpec spec) {
    return spec.name() + " pilot";
  }

  /** The same at another rung. */
  PilotPlan at(int other) {
    return new PilotPlan(other, configurations, reliability, costShares);
  }

  /** Configurations that come from the priors' portfolio; the others are quasi-random. */
  int fromPortfolio() {
    return configurations / 2;
  }

  /** The sweep of the pilot: the same at one level, by the portfolio and then quasi-random. */
  Sweep sweep(Sweep sweep, WorkerTypes types) {
    try {
      ObjectNode root = (ObjectNode) JsonMapper.builder().build().readTree(sweep.canonicalJson());
      root.put("name", name(sweep.study()));
      if (root.has("fidelity")) {
        String level = sweep.study().ladder().exactLevel(rung).toString();
        ((ObjectNode) root.get("fidelity")).put("min", level).put("max", level);
        if (root.get("workers") instanceof ObjectNode workers) {
          // Of the ladder one rung is left, and what it needs.
          workers.remove("rungs");
          ArrayNode labels = workers.putArray("labels");
          sweep.study().workers().placement().needed(rung).words().forEach(labels::add);
        }
      }
      root.putObject("method")
          .put("name", "portfolio")
          .put("seed", sweep.study().method().seed())
          .put("size", fromPortfolio());
      root.putObject("budget").put("trials", configurations);
      return SweepReader.parse(root.toString(), sweep.folder(), Purpose.RUN, types);
    } catch (InvalidSweepException e) {
      throw CairnException.invalid(SweepProblems.text(e));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the sweep's own normal form is no JSON", e);
    }
  }
}
