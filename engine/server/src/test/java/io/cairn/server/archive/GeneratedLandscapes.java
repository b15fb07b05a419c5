package io.cairn.server.archive;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.server.sweep.GeneratedSweeps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Random landscapes over random spaces: gaps, diverged results, unknown costs. */
public final class GeneratedLandscapes {

  private final SplittableRandom random;

  public GeneratedLandscapes(SplittableRandom random) {
    this.random = random;
  }

  public ArchivedLandscape landscape() {
    return landscape(new GeneratedSweeps(random).space());
  }

  ArchivedLandscape landscape(SearchSpace space) {
    boolean single = random.nextInt(3) == 0;
    double[] levels = single ? new double[] {1} : new double[] {1.0 / 27, 0.1 + 0.2, 1, 1e6};
    Measure measure =
        new Measure("val loss", random.nextBoolean(), single ? "run" : "share of rows");
    LandscapeBuilder builder = new LandscapeBuilder(space, measure, levels);
    List<double[]> further = new ArrayList<>();
    Set<Configuration> seen = new HashSet<>();
    for (int i = 0; i < 1 + random.nextInt(30); i++) {
      Configuration configuration = space.sample(random).orElseThrow();
      if (seen.add(configuration)) {
        further.add(measure(builder, configuration, levels));
      }
    }
    Landscape landscape =
        builder.build(
            new Provenance(
                "study-" + random.nextInt(),
                "name " + random.nextInt(5),
                Instant.ofEpochMilli(random.nextLong(1L << 41)),
                "a test",
                Map.of("seed", "7", "method", "asha")));
    return new ArchivedLandscape(
        landscape, random.nextBoolean() ? List.of() : List.of(metric(further, levels.length)));
  }

  /** Measures at some levels, at least one; gives a further metric there. */
  private double[] measure(LandscapeBuilder builder, Configuration configuration, double[] levels) {
    double[] other = new double[levels.length];
    Arrays.fill(other, Double.NaN);
    int last = random.nextInt(levels.length);
    for (int level = 0; level < levels.length; level++) {
      if (level == last || random.nextBoolean()) {
        double value = random.nextInt(5) == 0 ? Double.NaN : random.nextDouble() - 0.5;
        double cost = random.nextInt(4) == 0 ? Double.NaN : random.nextDouble() * 100;
        int repeats = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1;
        boolean spread = repeats > 1 && Double.isFinite(value) && random.nextInt(4) > 0;
        builder.addRepeated(
            configuration,
            levels[level],
            value,
            cost,
            repeats,
            spread ? random.nextInt(3) * 0.25 : Double.NaN);
        other[level] = random.nextDouble();
      }
    }
    return other;
  }

  private static FurtherMetric metric(List<double[]> byConfiguration, int levels) {
    double[][] values = new double[levels][byConfiguration.size()];
    for (int i = 0; i < byConfiguration.size(); i++) {
      for (int level = 0; level < levels; level++) {
        values[level][i] = byConfiguration.get(i)[level];
      }
    }
    return new FurtherMetric("rmse, test", values);
  }

  /** Everything that a landscape holds, as text that shows a difference. */
  public static String dump(ArchivedLandscape archived) {
    Landscape landscape = archived.landscape();
    StringBuilder text = new StringBuilder();
    text.append(landscape.space().equals(landscape.space())).append(landscape.space());
    text.append(landscape.measure()).append(Arrays.toString(landscape.levels())).append('\n');
    for (int i = 0; i < landscape.size(); i++) {
      text.append(landscape.configurations().get(i));
      for (int level = 0; level <= landscape.top(); level++) {
        text.append(" ")
            .append(landscape.value(level, i))
            .append("/")
            .append(landscape.cost(level, i));
        for (FurtherMetric metric : archived.further()) {
          text.append(" ").append(metric.metric()).append(metric.value(level, i));
        }
      }
      text.append('\n');
    }
    return text.toString();
  }
}
