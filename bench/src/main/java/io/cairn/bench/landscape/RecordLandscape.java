package io.cairn.bench.landscape;

import io.cairn.workers.smile.SmileProvider;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;

/**
 * Records a landscape: trains a sweep's model on another data set at a Latin hypercube of its
 * configurations and writes, for each configuration and rung, every metric and the cost.
 *
 * <p>The same number of configurations and seed give the same configurations whatever the data set,
 * so that recorded landscapes compare point by point. All columns but {@code cost}, the seconds of
 * processor time to reach a rung from scratch, come out the same on every run.
 *
 * <pre>{@code
 * RecordLandscape SWEEP DATA OUT.csv.gz [CONFIGURATIONS [SEED [SLOTS]]]
 * }</pre>
 */
public final class RecordLandscape {
  /** Trained and thrown away first, so that costs are those of compiled code. */
  private static final int WARM_UP = 5;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final SweepOutline sweep;
  private final Path scratch;

  private RecordLandscape(SweepOutline sweep, Path scratch) {
    this.sweep = sweep;
    this.scratch = scratch;
  }

  /** Runs the program. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println(
          "usage: RecordLandscape SWEEP DATA OUT.csv.gz [CONFIGURATIONS [SEED [SLOTS]]]");
      System.exit(2);
    }
    SweepOutline sweep = SweepOutline.read(Path.of(arguments[0]), Path.of(arguments[1]));
    int configurations = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 150;
    long seed = arguments.length > 4 ? Long.parseLong(arguments[4]) : 1;
    int slots = arguments.length > 5 ? Integer.parseInt(arguments[5]) : 1;
    Path scratch = Files.createTempDirectory("record-landscape");
    List<String> rows = new RecordLandscape(sweep, scratch).record(configurations, seed, slots);
    Files.delete(scratch);
    write(Path.of(arguments[2]), rows);
  }

  /** A CSV, header first. */
  private List<String> record(int configurations, long seed, int slots) throws Exception {
    double[][] points = LatinHypercube.points(configurations, sweep.axes().size(), seed);
    List<String> rows = new ArrayList<>();
    ExecutorService pool = Executors.newFixedThreadPool(slots);
    try (Evaluator evaluator = new SmileProvider().create(sweep.settings())) {
      for (int i = 0; i < Math.min(WARM_UP, configurations); i++) {
        trial(evaluator, i, points[i], seed);
      }
      List<Callable<List<String>>> trials = new ArrayList<>();
      for (int i = 0; i < configurations; i++) {
        int trial = i;
        trials.add(() -> trial(evaluator, trial, points[trial], seed));
      }
      for (Future<List<String>> trial : pool.invokeAll(trials)) {
        List<String> lines = trial.get();
        rows.addAll(rows.isEmpty() ? lines : lines.subList(1, lines.size()));
      }
      return rows;
    } finally {
      pool.shutdown();
    }
  }

  /** The header and one line a rung. */
  private List<String> trial(Evaluator evaluator, int trial, double[] point, long seed)
      throws Exception {
    Map<String, Object> configuration = new LinkedHashMap<>();
    for (int axis = 0; axis < point.length; axis++) {
      configuration.put(sweep.axes().get(axis).name(), sweep.axes().get(axis).at(point[axis]));
    }
    Map<Long, String> measured = new TreeMap<>();
    List<String> names = new ArrayList<>();
    Progress progress =
        new Progress() {
          @Override
          public boolean report(double resource, Map<String, Double> metrics) {
            names.clear();
            names.addAll(metrics.keySet());
            measured.put(Math.round(resource), line(metrics));
            return true;
          }

          @Override
          public void log(String line) {}

          @Override
          public boolean cancelled() {
            return false;
          }
        };
    Evaluation evaluation =
        new Evaluation(
            "record",
            "e" + trial,
            trial,
            1,
            configuration,
            sweep.resource(),
            0,
            sweep.resource().max(),
            seed,
            Optional.empty(),
            scratch,
            Optional.empty());
    Outcome outcome = evaluator.evaluate(evaluation, progress);
    if (!(outcome instanceof Outcome.Completed)) {
      throw new IllegalStateException("configuration " + configuration + ": " + outcome);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        String.join(",", configuration.keySet())
            + ","
            + sweep.resource().name()
            + ","
            + String.join(",", names)
            + ",cost");
    for (long level : sweep.levels()) {
      StringBuilder values = new StringBuilder();
      configuration.values().forEach(value -> values.append(value).append(','));
      lines.add(values.append(level).append(',').append(measured.get(level)).toString());
    }
    return lines;
  }

  /** Called on the training thread, which is a new one for each configuration. */
  private static String line(Map<String, Double> metrics) {
    StringBuilder line = new StringBuilder();
    metrics
        .values()
        .forEach(value -> line.append(String.format(Locale.ROOT, "%.6g", value)).append(','));
    return line.append(String.format(Locale.ROOT, "%.4f", THREADS.getCurrentThreadCpuTime() / 1e9))
        .toString();
  }

  private static void write(Path file, List<String> rows) throws IOException {
    try (Writer out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
      for (String row : rows) {
        out.write(row);
        out.write('\n');
      }
    }
  }
}
