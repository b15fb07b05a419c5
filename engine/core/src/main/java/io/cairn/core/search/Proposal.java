package io.cairn.core.search;

import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.PortfolioResult;
import java.util.List;
import java.util.Objects;

/**
 * A configuration that somebody proposes to try.
 *
 * @param configuration what to try
 * @param origin where it comes from, for people: "random", "sobol point 17", "model at epoch 9",
 *     "portfolio: best of attrition"
 */
public record Proposal(Configuration configuration, String origin) {

  /** Origin of what a person wants to be tried first. */
  public static final String YOUR_START = "your start";

  public Proposal {
    Objects.requireNonNull(configuration, "configuration");
    Objects.requireNonNull(origin, "origin");
  }

  /** The picks of a portfolio as proposals, in their order. */
  public static List<Proposal> of(PortfolioResult portfolio) {
    return portfolio.picks().stream()
        .map(pick -> new Proposal(pick.configuration(), pick.origin()))
        .toList();
  }
}
