package io.cairn.core.transfer;

import io.cairn.core.landscape.Landscape;
import java.util.Objects;

/**
 * A landscape of an earlier study that may help a new one.
 *
 * @param id of the landscape in the archive
 * @param name the user's name for it: "attrition"
 * @param landscape what was measured
 */
public record PriorLandscape(String id, String name, Landscape landscape) {
  public PriorLandscape {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(landscape, "landscape");
  }
}
