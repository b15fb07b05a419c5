package io.cairn.bench.race;

import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits of the priors of a scenario. The same landscape serves many runs, so fits are kept, up to a
 * bound, by the identity of the landscape. Thread-safe.
 */
final class FittedPriors {
  private static final int MOST = 2_000;

  private final PriorFitter fitter;
  private final Map<PriorLandscape, FittedPrior> kept = new IdentityHashMap<>();

  FittedPriors(Scenario scenario) {
    this.fitter = new PriorFitter(LandscapeMethod.basis(scenario.space(), scenario.ladder()));
  }

  List<FittedPrior> of(List<PriorLandscape> priors) {
    return priors.stream().map(this::of).toList();
  }

  private FittedPrior of(PriorLandscape prior) {
    synchronized (kept) {
      FittedPrior known = kept.get(prior);
      if (known != null) {
        return known;
      }
    }
    FittedPrior fitted = fitter.fit(prior);
    synchronized (kept) {
      if (kept.size() >= MOST) {
        kept.clear();
      }
      kept.put(prior, fitted);
    }
    return fitted;
  }
}
