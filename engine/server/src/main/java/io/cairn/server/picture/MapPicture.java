package io.cairn.server.picture;

import io.cairn.core.landscape.map.LandscapeMap;
import java.util.List;
import java.util.Objects;

/**
 * A landscape's map beside a principal component analysis of its space.
 *
 * @param map the points
 * @param names of the points, as many as the map has rows, for the table of data; empty for none
 * @param metric what the losses are, in the user's words
 * @param interpolated whether the ranks between the points are drawn too, on a panel of their own
 */
public record MapPicture(
    String title,
    String caption,
    LandscapeMap map,
    List<String> names,
    String metric,
    boolean interpolated)
    implements Picture {
  public MapPicture {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(metric, "metric");
    names = List.copyOf(names);
  }

  /** The points alone, as they were measured. */
  public static MapPicture of(
      String title, String caption, LandscapeMap map, List<String> names, String metric) {
    return new MapPicture(title, caption, map, names, metric, false);
  }
}
