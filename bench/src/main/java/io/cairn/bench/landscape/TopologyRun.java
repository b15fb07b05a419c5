package io.cairn.bench.landscape;

import io.cairn.core.landscape.grid.Grid;
import io.cairn.core.landscape.grid.GridAxis;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.grid.GridLandscapeBuilder;
import io.cairn.core.landscape.live.LiveTopology;
import io.cairn.core.landscape.topology.Topology;
import io.cairn.core.landscape.topology.TopologyMetric;
import io.cairn.core.landscape.topology.TopologyReport;
import io.cairn.core.landscape.topology.TopologySettings;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.management.JMException;

/**
 * Prints speed and memory of the landscape's topology on grids of known size: {@code bench/run
 * landscape.TopologyRun [CASE ...]}, cases 504k, 1M, fcnet, 10M (with {@code JAVA_OPTS=-Xmx6g}).
 * Memory is that of a class histogram of live objects, taken before and after.
 */
public final class TopologyRun {
  private static final int WARM_UPS = 5;
  private static final int RUNS = 5;
  private static final double MEGABYTE = 1e6;

  private TopologyRun() {}

  /**
   * A landscape to measure on.
   *
   * @param name for people
   * @param grid its nodes
   * @param repeats measurements a node
   */
  private record Case(String name, Grid grid, int repeats) {}

  /** Runs the named cases, or all. */
  public static void main(String[] arguments) throws JMException {
    Set<String> wanted = Set.of(arguments);
    System.out.printf(
        Locale.ROOT,
        "java %s, %d processors, heap up to %d MB%n",
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20);
    warmUp();
    for (Case one : cases()) {
      if (wanted.isEmpty() || wanted.contains(one.name)) {
        measure(one);
      }
    }
  }

  private static List<Case> cases() {
    List<GridAxis> fcnet = new ArrayList<>();
    fcnet.add(axis("lr", 6, true));
    fcnet.add(axis("batch", 4, true));
    fcnet.add(axis("schedule", 2, false));
    fcnet.add(axis("act1", 2, false));
    fcnet.add(axis("act2", 2, false));
    fcnet.add(axis("units1", 6, true));
    fcnet.add(axis("units2", 6, true));
    fcnet.add(axis("dropout1", 3, true));
    fcnet.add(axis("dropout2", 3, true));
    return List.of(
        new Case("504k", ordinal(12, 14, 15, 20, 10), 1),
        new Case("1M", ordinal(10, 10, 10, 10, 10, 10), 1),
        new Case("fcnet", Grid.of(fcnet), 4),
        new Case("10M", ordinal(10, 10, 10, 10, 10, 10, 10), 1));
  }

  private static GridAxis axis(String name, int levels, boolean ordinal) {
    List<String> labels = IntStream.range(0, levels).mapToObj(Integer::toString).toList();
    return new GridAxis(name, labels, ordinal);
  }

  private static Grid ordinal(int... levels) {
    return Grid.of(
        IntStream.range(0, levels.length).mapToObj(i -> axis("p" + i, levels[i], true)).toList());
  }

  /** A smooth loss with noise, as recorded landscapes have. */
  private static double loss(int[] levels, SplittableRandom random) {
    double loss = 0.1;
    for (int axis = 0; axis < levels.length; axis++) {
      double x = levels[axis] - 3.3 - 0.4 * axis;
      loss += 0.003 * x * x;
    }
    return loss + 0.02 * random.nextDouble();
  }

  private static void warmUp() {
    Grid grid = ordinal(9, 9, 9, 9, 9);
    GridLandscape landscape = build(columns(grid, 2), grid);
    for (int i = 0; i < WARM_UPS; i++) {
      Topology.analyze(landscape, TopologySettings.DEFAULT);
      live(landscape);
    }
  }

  /** Level columns and losses of every node, so many times over. */
  private record Columns(int[][] levels, double[] losses) {}

  private static Columns columns(Grid grid, int repeats) {
    int nodes = (int) grid.codes();
    int[][] levels = new int[grid.dimensions()][nodes * repeats];
    double[] losses = new double[nodes * repeats];
    int[] row = new int[levels.length];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < losses.length; i++) {
      grid.levels(i % nodes, row);
      for (int axis = 0; axis < row.length; axis++) {
        levels[axis][i] = row[axis];
      }
      losses[i] = loss(row, random);
    }
    return new Columns(levels, losses);
  }

  private static GridLandscape build(Columns columns, Grid grid) {
    return new GridLandscapeBuilder(grid).addColumns(columns.levels, columns.losses).build();
  }

  private static void measure(Case one) throws JMException {
    Columns columns = columns(one.grid, one.repeats);
    double[] builds = new double[RUNS];
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      build(columns, one.grid);
      builds[run] = seconds(start);
    }
    long before = LiveBytes.now();
    long allocated = allocatedBytes();
    GridLandscape landscape = build(columns, one.grid);
    allocated = allocatedBytes() - allocated;
    long kept = LiveBytes.now() - before;
    System.out.printf(
        Locale.ROOT,
        "%n%s: %d nodes x %d axes, %d measurements%n",
        one.name,
        landscape.size(),
        one.grid.dimensions(),
        columns.losses.length);
    System.out.printf(
        Locale.ROOT,
        "build %.3f s; beyond the columns %.1f MB kept, %.1f MB allocated on the way%n",
        median(builds),
        kept / MEGABYTE,
        allocated / MEGABYTE);
    analyze(landscape);
    System.out.printf(Locale.ROOT, "live %.0f ns an insert%n", live(landscape));
  }

  private static void analyze(GridLandscape landscape) {
    double[] all = new double[RUNS];
    TopologyReport report = Topology.analyze(landscape, TopologySettings.DEFAULT);
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      report = Topology.analyze(landscape, TopologySettings.DEFAULT);
      all[run] = seconds(start);
    }
    System.out.printf(Locale.ROOT, "all %d metrics %.3f s%n", report.figures().size(), median(all));
    for (TopologyMetric metric : TopologyMetric.values()) {
      double[] alone = new double[RUNS];
      for (int run = 0; run < RUNS; run++) {
        long start = System.nanoTime();
        Topology.analyze(landscape, TopologySettings.DEFAULT, EnumSet.of(metric));
        alone[run] = seconds(start);
      }
      System.out.printf(
          Locale.ROOT,
          "  %-34s %7.3f s alone  %12.6g%n",
          metric.label(),
          median(alone),
          report.value(metric));
    }
  }

  /** Nanoseconds a result, all nodes in a random order. */
  private static double live(GridLandscape landscape) {
    int[] order = IntStream.range(0, landscape.rows()).toArray();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    LiveTopology live = new LiveTopology(landscape.grid(), 0.01);
    long start = System.nanoTime();
    for (int row : order) {
      live.report(landscape.code(row), landscape.loss(row));
    }
    double nanos = System.nanoTime() - start;
    if (live.figures().measured() != landscape.size()) {
      throw new IllegalStateException("the live form lost results");
    }
    return nanos / order.length;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
