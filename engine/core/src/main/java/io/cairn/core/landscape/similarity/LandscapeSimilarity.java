package io.cairn.core.landscape.similarity;

import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import java.util.Objects;
import java.util.Optional;

/**
 * How alike two landscapes are: on another data set, at another fidelity, in another metric, in
 * training against test.
 *
 * <p>Compared are the configurations that both measured, found by hashing. Where the spaces differ,
 * the second landscape's configurations are taken into the first's space, each counted as used,
 * projected or rejected. With fewer than {@link SimilaritySettings#minShared} shared configurations
 * models of both are compared, and the result says so.
 */
public final class LandscapeSimilarity {
  private LandscapeSimilarity() {}

  /**
   * Compares two columns; where their spaces differ, equal names mean the same parameter.
   *
   * @param first whose space is the common one
   */
  public static Similarity between(
      LossColumn first, LossColumn second, SimilaritySettings settings) {
    Objects.requireNonNull(settings, "settings");
    SearchSpace space = first.landscape().space();
    Optional<SpaceMap> map = MappedColumn.byName(second.landscape().space(), space);
    if (map.isPresent()) {
      return between(first, second, map.get(), settings);
    }
    MappedColumn mapped = new MappedColumn(second);
    return measured(first, mapped, settings)
        .orElseGet(
            () -> {
              Surrogates surrogates = new Surrogates(settings);
              return modelled(first, mapped, surrogates.design(space), surrogates);
            });
  }

  /**
   * Compares two columns whose spaces differ.
   *
   * @param map from the second landscape's space to the first's
   * @throws IllegalArgumentException if the map leads elsewhere
   */
  public static Similarity between(
      LossColumn first, LossColumn second, SpaceMap map, SimilaritySettings settings) {
    Objects.requireNonNull(settings, "settings");
    if (!map.from().equals(second.landscape().space())
        || !map.to().equals(first.landscape().space())) {
      throw new IllegalArgumentException(
          "The map must lead from the space of '"
              + second
              + "' to that of '"
              + first
              + "'; swap the landscapes or make the map the other way round.");
    }
    MappedColumn mapped = new MappedColumn(second, map);
    return measured(first, mapped, settings)
        .orElseGet(
            () -> {
              Surrogates surrogates = new Surrogates(settings);
              return modelled(first, mapped, surrogates.design(map), surrogates);
            });
  }

  private static Optional<Similarity> measured(
      LossColumn first, MappedColumn second, SimilaritySettings settings) {
    double[] aligned = second.along(first);
    Matching matching = second.matching(first, aligned);
    return matching.shared() < settings.minShared()
        ? Optional.empty()
        : Optional.of(
            new Similarity.Measured(
                matching, Agreement.of(first.losses(), aligned, settings.agreement())));
  }

  private static Similarity modelled(
      LossColumn first, MappedColumn second, double[][] design, Surrogates surrogates) {
    SearchSpace space = first.landscape().space();
    Matching matching = second.matching(first, second.along(first));
    return surrogates.compare(
        matching,
        surrogates.model(space, new MappedColumn(first), design),
        surrogates.model(space, second, design));
  }
}
