package io.cairn.core.search.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.Axis;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.Normal;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Variations of good configurations: a few coordinates each, by steps from a hundredth to a third
 * of their range, reflected at the ends; categories are drawn anew now and then.
 */
final class Mutations {
  private static final double LEAST_STEP = Math.log(0.01);
  private static final double MOST_STEP = Math.log(0.3);
  private static final double LEAST_SHARE = 0.3;
  private static final double OTHER_CATEGORY = 0.3;

  private final SearchSpace space;
  private final UnitAxes axes;

  Mutations(SearchSpace space, UnitAxes axes) {
    this.space = space;
    this.axes = axes;
  }

  /**
   * Varies configurations, the first ones more often.
   *
   * @param best not empty for any result, best first
   */
  List<Configuration> of(List<LandscapePoint> best, int count, RandomGenerator random) {
    List<Configuration> made = new ArrayList<>();
    for (int i = 0; i < count && !best.isEmpty() && axes.size() > 0; i++) {
      int place = (int) -Math.log(1 - random.nextDouble());
      LandscapePoint parent = best.get(Math.min(place, best.size() - 1));
      Configuration varied = vary(parent.configuration(), random);
      if (space.satisfies(varied)) {
        made.add(varied);
      }
    }
    return made;
  }

  private Configuration vary(Configuration parent, RandomGenerator random) {
    double[] point = axes.point(parent);
    int d = point.length;
    double share = Math.max(2.0 / d, LEAST_SHARE);
    double step = Math.exp(LEAST_STEP + random.nextDouble() * (MOST_STEP - LEAST_STEP));
    int certain = random.nextInt(d);
    for (int a = 0; a < d; a++) {
      boolean chosen = random.nextDouble() < share || a == certain;
      if (chosen && !Double.isNaN(point[a])) {
        if (axes.axes().get(a) instanceof Axis.Categorical) {
          if (random.nextDouble() < OTHER_CATEGORY) {
            point[a] = random.nextDouble();
          }
        } else {
          point[a] = reflected(point[a] + step * Normal.draw(random));
        }
      }
    }
    return axes.configuration(point, random);
  }

  private static double reflected(double x) {
    double inside = x < 0 ? -x : x;
    inside = inside > 1 ? 2 - inside : inside;
    return Math.max(0, Math.min(1, inside));
  }
}
