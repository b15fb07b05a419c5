package io.cairn.core.search.landscape;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorTrust;
import io.cairn.core.transfer.TrustReport;
import io.cairn.core.transfer.TrustReport.Fared;
import io.cairn.core.transfer.TrustReport.Lead;
import io.cairn.core.transfer.TrustWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives account of what a study believes of its priors. */
final class TrustAccount {
  private final LandscapeSettings settings;
  private final RungLadder ladder;
  private final List<FittedPrior> given;
  private final @Nullable EvidenceLedger ledger;

  TrustAccount(
      LandscapeSettings settings,
      RungLadder ladder,
      List<FittedPrior> given,
      @Nullable EvidenceLedger ledger) {
    this.settings = settings;
    this.ladder = ladder;
    this.given = given;
    this.ledger = ledger;
  }

  /** How it stands. */
  TrustReport report(List<Trial> trials, Turns turns, TrustTally tally) {
    EvidenceLedger known = ledger;
    int n = known == null ? 0 : known.size();
    double[] losses = known == null ? new double[0] : known.losses();
    double[][] expectations = known == null ? new double[0][] : known.expectations();
    double evidence = turns.evidence();
    TrustWeights weights =
        turns.evidenceCounts()
            ? TrustWeights.of(expectations, losses, new RandomStreams(0).stream("trust", n))
            : TrustWeights.beforehand(expectations.length);
    Lead lead = turns.lead();
    boolean heldBack = lead == Lead.BOTH && turns.next() != Trial.Origin.PRIORS;
    TrustWords words =
        new TrustWords(n, settings.pilot(), where(n), evidence, isConstant(losses), lead);
    TrialRanks ranks = new TrialRanks(trials, ladder.size());
    return new TrustReport(
        evidence,
        n,
        n == 0 || known == null ? -1 : known.rung(),
        settings.pilot(),
        lead,
        words.lead(given.size(), expectations.length, heldBack),
        heldBack,
        sides(ranks, tally),
        tally.counters(),
        weights.chance(),
        priors(weights, expectations, losses, ranks, words));
  }

  /** " at epoch 9"; empty without fidelity or results. */
  private String where(int n) {
    EvidenceLedger known = ledger;
    if (known == null || n == 0) {
      return "";
    }
    double level = ladder.level(known.rung());
    String text =
        level == Math.rint(level) && Math.abs(level) < 1e15
            ? Long.toString((long) level)
            : Double.toString(level);
    return ladder.fidelity().map(Fidelity::name).map(name -> " at " + name + " " + text).orElse("");
  }

  private static boolean isConstant(double[] losses) {
    return losses.length > 0 && Arrays.stream(losses).allMatch(loss -> loss == losses[0]);
  }

  private static List<TrustReport.Side> sides(TrialRanks ranks, TrustTally tally) {
    List<TrustReport.Side> sides = new ArrayList<>();
    String[] names = {"priors", "alone", "exploration"};
    Trial.Origin[] origins = {Trial.Origin.PRIORS, Trial.Origin.NONE, Trial.Origin.OTHER};
    for (int i = 0; i < names.length; i++) {
      Trial.Origin origin = origins[i];
      sides.add(
          new TrustReport.Side(
              names[i], tally.seconds(origin), ranks.of(trial -> trial.origin == origin)));
    }
    return sides;
  }

  private List<PriorTrust> priors(
      TrustWeights weights,
      double[][] expectations,
      double[] losses,
      TrialRanks ranks,
      TrustWords words) {
    double heaviest = weights.priors().stream().mapToDouble(Estimate::value).max().orElse(0);
    List<PriorTrust> all = new ArrayList<>();
    int used = 0;
    for (FittedPrior prior : given) {
      Set<Configuration> best = new HashSet<>(prior.best()); // asked only
      Fared fared = ranks.of(trial -> best.contains(trial.configuration));
      double[] expected = prior.isSound() ? expectations[used] : new double[0];
      Estimate weight = prior.isSound() ? weights.priors().get(used) : new Estimate(0, 0, 0);
      double contrary = prior.isSound() ? weights.contrary().get(used) : 0;
      Agreement agreement =
          Agreement.of(
              expected, prior.isSound() ? losses : new double[0], AgreementSettings.standard());
      String unused = prior.isSound() ? "" : TrustWords.unused(prior);
      all.add(
          new PriorTrust(
              prior.id(),
              prior.name(),
              unused,
              weight,
              contrary,
              agreement,
              fared,
              prior.predictability(),
              prior.points(),
              prior.isSound()
                  ? words.prior(agreement, weight.value(), contrary, heaviest)
                  : unused));
      used += prior.isSound() ? 1 : 0;
    }
    return all;
  }
}
