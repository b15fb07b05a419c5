package io.cairn.server.cli;

import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.Evidence;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorSpan;
import io.cairn.core.transfer.SurfaceBasis;
import io.cairn.core.transfer.TrustWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a pilot found: how far each prior agrees with what was measured, and what to do about it.
 *
 * @param results finite or diverged results that were compared
 * @param evidence log Bayes factor that the priors order them better than chance
 * @param chance share of the null member, by which no prior helps
 * @param priors one for each prior
 * @param saving share of the budget that priors save, by rehearsal on themselves; empty if it could
 *     not be rehearsed
 */
record PilotFindings(
    int results,
    double evidence,
    Estimate chance,
    List<Similarity> priors,
    Optional<Estimate> saving) {

  private static final double PROVEN = Math.log(3);
  private static final double HARDLY = 0.01;

  /** Priors worth keeping, in words. */
  enum Verdict {
    GO,
    PARTLY,
    NO
  }

  /**
   * How far a prior agrees.
   *
   * @param prior fitted to the sweep
   * @param weight its share of the belief; 0 if it cannot predict itself
   * @param agreement of what it expected with what was measured
   */
  record Similarity(FittedPrior prior, Estimate weight, Agreement agreement) {

    /**
     * Whether it should be used: it can predict itself and tells the order of the pilot, as it is
     * or turned over, which method landscape finds out.
     */
    boolean kept() {
      return prior.isSound()
          && agreement.rho().known()
          && (agreement.rho().low() > 0 || agreement.rho().high() < 0);
    }
  }

  /**
   * Compares.
   *
   * @param rung where the configurations were measured
   * @param losses one each; not finite is diverged
   */
  static PilotFindings of(
      SurfaceBasis basis,
      List<FittedPrior> fitted,
      int rung,
      List<Configuration> configurations,
      double[] losses) {
    int n = losses.length;
    List<FittedPrior> sound = fitted.stream().filter(FittedPrior::isSound).toList();
    double[][] expected = expectations(basis, fitted, rung, configurations);
    double[][] ofSound = new double[sound.size()][];
    int next = 0;
    for (int k = 0; k < fitted.size(); k++) {
      if (fitted.get(k).isSound()) {
        ofSound[next++] = expected[k];
      }
    }
    TrustWeights weights =
        n < 2
            ? TrustWeights.beforehand(sound.size())
            : TrustWeights.of(ofSound, losses, new RandomStreams(0).stream("pilot", n));
    List<Similarity> priors = new ArrayList<>();
    next = 0;
    for (int k = 0; k < fitted.size(); k++) {
      FittedPrior prior = fitted.get(k);
      priors.add(
          new Similarity(
              prior,
              prior.isSound() ? weights.priors().get(next++) : new Estimate(0, 0, 0),
              Agreement.of(expected[k], losses, AgreementSettings.standard())));
    }
    return new PilotFindings(
        n,
        n < 2 ? 0 : Evidence.of(ofSound, losses).log(),
        weights.chance(),
        priors,
        Optional.empty());
  }

  private static double[][] expectations(
      SurfaceBasis basis, List<FittedPrior> fitted, int rung, List<Configuration> configurations) {
    double[][] expected = new double[fitted.size()][configurations.size()];
    if (!fitted.isEmpty()) {
      PriorSpan span = new PriorSpan(basis, fitted, new RandomStreams(0).stream("probes", 0));
      for (int i = 0; i < configurations.size(); i++) {
        double[] of = span.expectations(configurations.get(i), rung);
        for (int k = 0; k < of.length; k++) {
          expected[k][i] = of[k];
        }
      }
    }
    return expected;
  }

  PilotFindings withSaving(Estimate rehearsed) {
    return new PilotFindings(results, evidence, chance, priors, Optional.of(rehearsed));
  }

  List<Similarity> kept() {
    return priors.stream().filter(Similarity::kept).toList();
  }

  Verdict verdict() {
    List<Similarity> kept = kept();
    if (kept.isEmpty()) {
      return Verdict.NO;
    }
    return kept.size() == priors.size() && evidence > PROVEN ? Verdict.GO : Verdict.PARTLY;
  }

  /** What to do, in a sentence. */
  String advice() {
    int kept = kept().size();
    return switch (verdict()) {
      case GO ->
          "Go: "
              + (kept == 1 ? "the prior tells" : "all " + kept + " priors tell")
              + " the order of the pilot's "
              + results
              + " results better than chance.";
      case PARTLY ->
          "Partly: "
              + kept
              + " of "
              + priors.size()
              + " priors tell the order of the pilot's "
              + results
              + " results better than chance; keep "
              + (kept == 1 ? "it." : "these.");
      case NO ->
          "No: no prior tells the order of the pilot's "
              + results
              + " results clearly better than chance; search without them, or pilot with more"
              + " configurations.";
    };
  }

  /** The line for the sweep file. */
  String line() {
    if (verdict() == Verdict.NO) {
      return "priors { use = none }";
    }
    List<String> names = priors.stream().map(s -> s.prior().name()).toList();
    return "priors.use = ["
        + String.join(
            ", ",
            kept().stream()
                .map(
                    s ->
                        names.stream().filter(s.prior().name()::equals).count() > 1
                            ? s.prior().id()
                            : s.prior().name())
                .map(name -> "\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .toList())
        + "]";
  }

  /** Why a prior is kept or not, a few words. */
  static String why(Similarity similarity) {
    if (!similarity.prior().isSound()) {
      return "cannot predict its own losses";
    }
    Agreement agreement = similarity.agreement();
    if (!agreement.determined()) {
      return "nothing to compare";
    }
    if (agreement.rho().high() < 0) {
      return "the wrong way round; turned over it tells as much";
    }
    if (agreement.rho().low() <= 0) {
      return "not clearly better than chance";
    }
    String top = agreement.topDisappoints() ? ", but not at the top" : "";
    return (similarity.weight().value() < HARDLY ? "agrees, others more" : "agrees") + top;
  }
}
