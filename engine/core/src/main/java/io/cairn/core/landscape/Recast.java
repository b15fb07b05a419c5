package io.cairn.core.landscape;

import io.cairn.core.space.Configuration;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A landscape as somebody else would have recorded it. */
public final class Recast {

  private Recast() {}

  /**
   * The same measurements of the same metric, of which more is better, or less. What diverged stays
   * worst.
   */
  public static Landscape inDirection(Landscape landscape, boolean maximize) {
    if (landscape.maximize() == maximize) {
      return landscape;
    }
    Measure measure = new Measure(landscape.metric(), maximize, landscape.resource());
    return copy(landscape, measure, level -> true);
  }

  /** What was measured at the highest level alone. */
  public static Landscape inFull(Landscape landscape) {
    return landscape.top() == 0
        ? landscape
        : copy(landscape, landscape.measure(), level -> level == landscape.top());
  }

  private static Landscape copy(Landscape landscape, Measure measure, IntPredicate kept) {
    double[] all = landscape.levels();
    int[] levels = IntStream.range(0, all.length).filter(kept).toArray();
    LandscapeBuilder builder =
        new LandscapeBuilder(
            landscape.space(), measure, IntStream.of(levels).mapToDouble(l -> all[l]).toArray());
    for (int i = 0; i < landscape.size(); i++) {
      Configuration configuration = landscape.configurations().get(i);
      for (int level : levels) {
        double value = landscape.value(level, i);
        if (!Double.isNaN(value)) {
          builder.addRepeated(
              configuration,
              all[level],
              value,
              landscape.cost(level, i),
              landscape.repeats(level, i),
              landscape.spread(level, i));
        }
      }
    }
    return builder.build(landscape.provenance());
  }
}
