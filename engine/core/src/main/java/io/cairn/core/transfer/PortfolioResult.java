package io.cairn.core.transfer;

import io.cairn.core.space.Configuration;
import java.util.List;
import java.util.Objects;

/**
 * Configurations worth trying first, and what the priors gave.
 *
 * @param picks in the order to try them, all different
 * @param priors one for each prior, in their order
 */
public record PortfolioResult(List<Pick> picks, List<PriorUse> priors) {

  /**
   * A configuration of a prior.
   *
   * @param configuration in the space of the new study
   * @param origin for people: "portfolio: best of attrition"
   */
  public record Pick(Configuration configuration, String origin) {
    public Pick {
      Objects.requireNonNull(configuration, "configuration");
      Objects.requireNonNull(origin, "origin");
    }
  }

  public PortfolioResult {
    picks = List.copyOf(picks);
    priors = List.copyOf(priors);
  }
}
