package io.cairn.core.landscape.advice;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.similarity.Agreement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says from which resource level on a landscape's rankings can be trusted, and what halving by them
 * loses.
 *
 * <p>A level is trusted when the lower bound of its rank correlation with full fidelity reaches the
 * threshold, the lower bound of the overlap of the tops reaches what the threshold promises, and
 * the same is true of all judged levels above it. The correlation alone would not do: short budgets
 * can rank well over all and prefer other winners.
 */
public final class FidelityAdvisor {
  private final Landscape landscape;
  private final AdvisorSettings settings;
  private final int full;
  private final double[] fullLosses;
  private final boolean survivorsOnly;

  private FidelityAdvisor(Landscape landscape, AdvisorSettings settings, int full) {
    this.landscape = landscape;
    this.settings = settings;
    this.full = full;
    this.fullLosses = landscape.losses(full);
    this.survivorsOnly = Survivors.only(landscape, full);
  }

  /**
   * Advice on every level below the highest at which anything was measured. A landscape of one
   * level, or without measurements, gets advice on none, with the reason.
   */
  public static FidelityAdvice advise(Landscape landscape, AdvisorSettings settings) {
    Objects.requireNonNull(settings, "settings");
    int full = landscape.highestMeasured().orElse(landscape.top());
    return new FidelityAdvisor(landscape, settings, full).advice();
  }

  private FidelityAdvice advice() {
    double[] resources = landscape.levels();
    List<Agreement> agreements = new ArrayList<>();
    for (int level = 0; level < full; level++) {
      agreements.add(Agreement.of(landscape.losses(level), fullLosses, settings.agreement()));
    }
    Map<Integer, Promotion> cumulative = survivorsOnly ? Map.of() : cumulative(agreements);
    LevelAdvice[] levels = new LevelAdvice[full];
    boolean above = true;
    for (int level = full - 1; level >= 0; level--) {
      Agreement agreement = agreements.get(level);
      boolean enough = enough(agreement);
      boolean passes = enough && passes(agreement);
      LevelAdvice.Judgement judgement =
          !enough
              ? LevelAdvice.Judgement.TOO_LITTLE_DATA
              : passes && above ? LevelAdvice.Judgement.TRUSTED : LevelAdvice.Judgement.NOT_TRUSTED;
      levels[level] =
          new LevelAdvice(
              new LevelAdvice.Place(
                  level,
                  resources[level],
                  landscape.measured(level),
                  resources[level] / resources[full],
                  costShare(level)),
              agreement,
              enough && !survivorsOnly ? alone(level) : null,
              cumulative.get(level),
              judgement,
              why(agreement, judgement, passes));
      above &= !enough || passes;
    }
    List<LevelAdvice> advice = Arrays.asList(levels);
    return new FidelityAdvice(advice, resources[full], survivorsOnly, summary(advice));
  }

  private boolean enough(Agreement agreement) {
    return agreement.n() >= settings.minConfigurations() && agreement.determined();
  }

  private boolean passes(Agreement agreement) {
    return agreement.rho().low() >= settings.threshold()
        && agreement.overlap().low() >= settings.leastOverlap(agreement.chance());
  }

  private double costShare(int level) {
    int[] known =
        IntStream.range(0, landscape.size())
            .filter(i -> !Double.isNaN(landscape.cost(level, i)))
            .filter(i -> !Double.isNaN(landscape.cost(full, i)))
            .toArray();
    return median(known, level) / median(known, full);
  }

  private double median(int[] configurations, int level) {
    double[] costs =
        IntStream.of(configurations).mapToDouble(i -> landscape.cost(level, i)).sorted().toArray();
    int n = costs.length;
    return n == 0 ? Double.NaN : (costs[(n - 1) / 2] + costs[n / 2]) / 2;
  }

  private Promotion alone(int level) {
    int[] rows = measuredAt(List.of(level));
    double[] low = at(level, rows);
    double quota = rows.length / settings.eta();
    return new PromotionMistakes(at(full, rows), settings.agreement())
        .of(FractionalSelection.best(low, FractionalSelection.all(rows.length), quota));
  }

  /** By rung: the ladder's losses so far, on the configurations measured at all its rungs. */
  private Map<Integer, Promotion> cumulative(List<Agreement> agreements) {
    Map<Integer, Promotion> byLevel = new HashMap<>(); // looked up, never walked
    int lowest =
        IntStream.range(0, full).filter(i -> enough(agreements.get(i))).findFirst().orElse(full);
    List<Integer> rungs = Rungs.of(landscape.levels(), lowest, full, settings.eta());
    int[] rows = measuredAt(rungs);
    if (rows.length < settings.minConfigurations()) {
      return byLevel;
    }
    PromotionMistakes mistakes = new PromotionMistakes(at(full, rows), settings.agreement());
    double[] weights = FractionalSelection.all(rows.length);
    double quota = rows.length;
    for (int rung : rungs) {
      quota /= settings.eta();
      weights = FractionalSelection.best(at(rung, rows), weights, quota);
      byLevel.put(rung, mistakes.of(weights));
    }
    return byLevel;
  }

  private int[] measuredAt(List<Integer> levels) {
    return IntStream.range(0, landscape.size())
        .filter(i -> !Double.isNaN(fullLosses[i]))
        .filter(i -> levels.stream().noneMatch(level -> Double.isNaN(landscape.loss(level, i))))
        .toArray();
  }

  private double[] at(int level, int[] rows) {
    return IntStream.of(rows).mapToDouble(i -> landscape.loss(level, i)).toArray();
  }

  private String why(Agreement agreement, LevelAdvice.Judgement judgement, boolean passes) {
    if (judgement == LevelAdvice.Judgement.TOO_LITTLE_DATA) {
      return agreement.n() < settings.minConfigurations()
          ? agreement.n()
              + " configurations were measured here and at full fidelity; at least "
              + settings.minConfigurations()
              + " are needed."
          : agreement.gap();
    }
    double least = settings.leastOverlap(agreement.chance());
    String bounds =
        String.format(
            Locale.ROOT,
            "rho %s against %.2f, overlap of the best %d %s against %.2f",
            agreement.rho(),
            settings.threshold(),
            agreement.top(),
            agreement.overlap(),
            least);
    String alarm =
        agreement.topDisappoints() ? " The top agrees worse than the ranking promises." : "";
    if (judgement == LevelAdvice.Judgement.TRUSTED) {
      return "Trusted: both lower bounds pass, " + bounds + "." + alarm;
    }
    if (passes) {
      return "Not trusted: its own bounds pass, " + bounds + ", but a level above fails." + alarm;
    }
    return "Not trusted: "
        + (agreement.rho().low() < settings.threshold() ? "the ranking" : "the top")
        + " is not good enough or not sure enough, "
        + bounds
        + "."
        + alarm;
  }

  private String summary(List<LevelAdvice> levels) {
    if (levels.isEmpty()) {
      return "There is no level below full fidelity to judge.";
    }
    String bias =
        survivorsOnly
            ? " Full fidelity was reached by survivors only, which were chosen at lower levels: the"
                + " figures are about the good ones alone, among which every ranking agrees worse"
                + " than over the whole space, and what promotion lost cannot be seen."
            : "";
    @Nullable LevelAdvice lowest = null;
    int judged = 0;
    for (LevelAdvice level : levels) {
      judged += level.judgement() == LevelAdvice.Judgement.TOO_LITTLE_DATA ? 0 : 1;
      if (lowest == null && level.judgement() == LevelAdvice.Judgement.TRUSTED) {
        lowest = level;
      }
    }
    if (judged == 0) {
      return "No level was measured on enough configurations that also reached full fidelity; at"
          + " least "
          + settings.minConfigurations()
          + " are needed."
          + bias;
    }
    if (lowest == null) {
      return "No level below full fidelity can be trusted to rank configurations." + bias;
    }
    return String.format(
            Locale.ROOT,
            "From %s %s on rankings can be trusted%s.",
            landscape.resource(),
            lowest.resource(),
            Double.isNaN(lowest.costShare())
                ? ""
                : String.format(Locale.ROOT, ", at %.0f %% of the cost", 100 * lowest.costShare()))
        + bias;
  }
}
