package io.cairn.server.archive;

import io.cairn.core.landscape.Landscape;
import java.util.List;
import java.util.Objects;

/**
 * A landscape with all that was measured along with it.
 *
 * @param landscape the metric that was optimised
 * @param further other metrics, over the same configurations and levels
 */
public record ArchivedLandscape(Landscape landscape, List<FurtherMetric> further) {

  public ArchivedLandscape {
    Objects.requireNonNull(landscape, "landscape");
    further = List.copyOf(further);
  }

  /** A landscape without further metrics. */
  public static ArchivedLandscape of(Landscape landscape) {
    return new ArchivedLandscape(landscape, List.of());
  }

  /** The user's name for it. */
  public String name() {
    return landscape.provenance().name();
  }
}
