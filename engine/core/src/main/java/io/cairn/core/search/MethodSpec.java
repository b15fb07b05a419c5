package io.cairn.core.search;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Everything that a method is made of.
 *
 * @param settings name, seed and options
 * @param space what is searched
 * @param ladder the levels at which trials are compared
 * @param trials how many trials the budget allows, if it says so
 * @param portfolio configurations of the priors in the order to try them; used by methods that
 *     {@linkplain Methods#usesPriors use priors}
 * @param priors their landscapes, fitted in {@link
 *     io.cairn.core.search.landscape.LandscapeMethod#basis the basis} of this space and ladder
 */
public record MethodSpec(
    MethodSettings settings,
    SearchSpace space,
    RungLadder ladder,
    OptionalInt trials,
    List<Proposal> portfolio,
    List<FittedPrior> priors) {
  /** A method without priors' landscapes. */
  public MethodSpec(
      MethodSettings settings,
      SearchSpace space,
      RungLadder ladder,
      OptionalInt trials,
      List<Proposal> portfolio) {
    this(settings, space, ladder, trials, portfolio, List.of());
  }

  public MethodSpec {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(space, "space");
    Objects.requireNonNull(ladder, "ladder");
    Objects.requireNonNull(trials, "trials");
    portfolio = List.copyOf(portfolio);
    priors = List.copyOf(priors);
  }
}
