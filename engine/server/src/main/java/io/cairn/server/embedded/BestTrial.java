package io.cairn.server.embedded;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.StudyView;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The best trial of a study: among the trials at the highest resource level with a finite result,
 * the one with the best value there.
 *
 * @param trial its number, from 0
 * @param configuration active parameters only, in declaration order; values are Double, Long,
 *     String or Boolean
 * @param resource level at which it was measured, in the user's own unit; 1 without fidelity
 * @param value of the objective's metric, finite
 * @param metrics all metrics of that result
 */
public record BestTrial(
    int trial,
    Map<String, Object> configuration,
    double resource,
    double value,
    Map<String, Double> metrics) {

  public BestTrial {
    configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** That of a study as it stands; empty before the first result. */
  static Optional<BestTrial> of(StudyView view, StudySpec spec) {
    return view.best().map(best -> of(best.incumbent(), best.configuration(), spec));
  }

  static BestTrial of(Incumbent incumbent, Configuration configuration, StudySpec spec) {
    return new BestTrial(
        incumbent.trial(),
        configuration.values(),
        incumbent.resource(),
        spec.objective().metricValue(incumbent.loss()),
        incumbent.metrics());
  }
}
