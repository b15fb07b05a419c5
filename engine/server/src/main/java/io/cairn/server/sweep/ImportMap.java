package io.cairn.server.sweep;

import io.cairn.core.space.Conversion;
import io.cairn.core.space.MappingRules;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How the trials of another system become those of a sweep, as a person has confirmed it.
 *
 * @param rules for parameters
 * @param widened parameters of the sweep whose range the import may widen, so that nothing is
 *     clipped
 * @param strict parameters of the sweep whose values must lie in its range, so that nothing is
 *     clipped either: the trial is rejected
 * @param metric of numbers that the trials report
 * @param steps of the steps at which they report; empty leaves it to the look of the steps
 */
public record ImportMap(
    MappingRules rules,
    Set<String> widened,
    Set<String> strict,
    Conversion metric,
    Optional<Conversion> steps) {

  /** Names and values mean the same. */
  public static final ImportMap SAME =
      new ImportMap(MappingRules.NONE, Set.of(), Set.of(), Conversion.NONE, Optional.empty());

  public ImportMap {
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(metric, "metric");
    Objects.requireNonNull(steps, "steps");
    widened = Set.copyOf(widened);
    strict = Set.copyOf(strict);
  }
}
