package io.cairn.server.sweep;

import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How parameters of earlier landscapes become those of a sweep where names alone do not tell.
 *
 * @param renames names in priors to names in the sweep; what a prior does not have is passed over
 * @param defaults values, by the sweep's names, of parameters that a prior does not have
 */
public record PriorMap(Map<String, String> renames, Map<String, Object> defaults) {

  /** Names mean the same everywhere, and what is missing is in the middle. */
  public static final PriorMap SAME = new PriorMap(Map.of(), Map.of());

  public PriorMap {
    renames = Collections.unmodifiableMap(new LinkedHashMap<>(renames));
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
  }

  /** The renames that a prior's space has the parameters for. */
  public Map<String, String> renamesOf(SearchSpace prior) {
    Map<String, String> of = new LinkedHashMap<>();
    renames.forEach(
        (from, to) -> {
          if (prior.indexOf(from).isPresent()) {
            of.put(from, to);
          }
        });
    return of;
  }

  /** The map from a prior's space to the sweep's. */
  public SpaceMap between(SearchSpace prior, SearchSpace sweep) {
    return SpaceMap.between(prior, sweep, renamesOf(prior), defaults);
  }
}
