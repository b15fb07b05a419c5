package io.cairn.bench.landscape;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import javax.management.JMException;

/**
 * Prints how much memory a landscape of many configurations takes, by a class histogram, and how
 * long it takes to collect one: {@code bench/run landscape.LandscapeMemory [CONFIGURATIONS]}. Six
 * discrete parameters and one real, one level.
 */
public final class LandscapeMemory {

  private LandscapeMemory() {}

  /** The program. */
  public static void main(String[] args) throws JMException {
    int size = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    SearchSpace space =
        new SearchSpace(
            List.of(
                new IntegerParameter("a", 0, 99, Scale.LINEAR, 1),
                new IntegerParameter("b", 0, 99, Scale.LINEAR, 1),
                new IntegerParameter("c", 1, 512, Scale.LOG, 1),
                new IntegerParameter("d", 0, 9, Scale.LINEAR, 1),
                new IntegerParameter("e", 0, 9, Scale.LINEAR, 1),
                new CategoricalParameter("f", List.of("x", "y", "z")),
                new RealParameter("g", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
            Map.of(),
            List.of());
    SplittableRandom random = new SplittableRandom(1);
    long before = LiveBytes.now();
    LandscapeBuilder builder =
        new LandscapeBuilder(space, new Measure("loss", false, "run"), new double[] {1});
    long started = System.nanoTime();
    for (int i = 0; i < size; i++) {
      Configuration configuration = space.sample(random).orElseThrow();
      builder.add(configuration, 1, random.nextDouble(), 1);
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    Landscape landscape = builder.build(Provenance.of("bench", "bench", Instant.EPOCH, "bench"));
    builder = new LandscapeBuilder(space, landscape.measure(), new double[] {1});
    long after = LiveBytes.now();
    System.out.printf(
        Locale.ROOT,
        "%,d configurations: %.0f MB, %.0f bytes each, of them 16 loss and cost; collected in %.1f s%n",
        landscape.size(),
        (after - before) / 1e6,
        (after - before) / (double) landscape.size(),
        seconds);
    if (builder.build(landscape.provenance()).size() > 0) {
      throw new IllegalStateException("the empty builder is not empty");
    }
  }
}
