package io.cairn.server.archive;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A landscape of the archive in a few words.
 *
 * @param id its content hash
 * @param name the user's name for it; not unique
 * @param metric name of the metric
 * @param maximize whether more of it is better
 * @param resource name of the resource
 * @param parameters names of the parameters
 * @param configurations how many were measured
 * @param levels at how many resource levels
 * @param best the best value of the metric at the highest measured level; empty if all diverged
 * @param created when its last measurement was made or imported
 * @param source what made it
 */
public record LandscapeSummary(
    String id,
    String name,
    String metric,
    boolean maximize,
    String resource,
    List<String> parameters,
    int configurations,
    int levels,
    OptionalDouble best,
    Instant created,
    String source) {

  public LandscapeSummary {
    parameters = List.copyOf(parameters);
  }

  /** The summary of a landscape. */
  static LandscapeSummary of(String id, Landscape landscape) {
    return new LandscapeSummary(
        id,
        landscape.provenance().name(),
        landscape.metric(),
        landscape.maximize(),
        landscape.resource(),
        landscape.space().parameters().stream().map(Parameter::name).toList(),
        landscape.size(),
        landscape.levels().length,
        best(landscape),
        landscape.provenance().created(),
        landscape.provenance().source());
  }

  private static OptionalDouble best(Landscape landscape) {
    OptionalDouble best = OptionalDouble.empty();
    int level = landscape.highestMeasured().orElse(0);
    for (int i = 0; i < landscape.size(); i++) {
      double value = landscape.value(level, i);
      boolean better =
          Double.isFinite(value)
              && (best.isEmpty()
                  || (landscape.maximize()
                      ? value > best.getAsDouble()
                      : value < best.getAsDouble()));
      best = better ? OptionalDouble.of(value) : best;
    }
    return best;
  }
}
