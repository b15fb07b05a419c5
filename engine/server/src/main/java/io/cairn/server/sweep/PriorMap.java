package io.cairn.server.sweep;

import io.cairn.core.space.Conversion;
import io.cairn.core.space.MappingRules;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How parameters of earlier landscapes become those of a sweep where names alone do not tell.
 *
 * @param renames names in priors to names in the sweep; what a prior does not have is passed over
 * @param defaults values, by the sweep's names, of parameters that a prior does not have
 * @param conversions what values mean here, by names in priors; what a prior does not have is
 *     passed over
 */
public record PriorMap(
    Map<String, String> renames,
    Map<String, Object> defaults,
    Map<String, Conversion> conversions) {

  /** Names mean the same everywhere, and what is missing is in the middle. */
  public static final PriorMap SAME = new PriorMap(Map.of(), Map.of(), Map.of());

  public PriorMap {
    renames = Collections.unmodifiableMap(new LinkedHashMap<>(renames));
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    conversions = Collections.unmodifiableMap(new LinkedHashMap<>(conversions));
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
    Map<String, String> names = renamesOf(prior);
    Map<String, Conversion> here = new LinkedHashMap<>();
    conversions.forEach(
        (there, conversion) -> {
          String name = names.getOrDefault(there, there);
          if (prior.indexOf(there).isPresent() && sweep.indexOf(name).isPresent()) {
            here.put(name, conversion);
          }
        });
    return SpaceMap.between(prior, sweep, new MappingRules(names, defaults, here, Set.of()));
  }
}
