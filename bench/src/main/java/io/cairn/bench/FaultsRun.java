package io.cairn.bench;

import io.cairn.server.faults.ClusterProcesses;
import io.cairn.server.faults.ClusterProcesses.Size;
import io.cairn.server.faults.FaultPlan;
import io.cairn.server.faults.FaultRun;
import io.cairn.server.faults.FaultSweep;
import io.cairn.server.faults.RunReport;
import io.cairn.server.store.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Studies on a cluster of processes to which faults happen: three coordinators, six workers and
 * PostgreSQL on this machine. Each run is one study with the faults of a seed; the cluster stays
 * for the next. Every run adds a line to FOLDER/runs, from which the table at the end is made, so
 * that a series can be taken up again. What goes wrong is kept below FOLDER, with journal and logs.
 *
 * <pre>java -cp ... io.cairn.bench.FaultsRun FOLDER RUNS [FIRST-SEED]</pre>
 */
public final class FaultsRun {

  private static final Size SIZE = Size.of(3, 6, 1);

  private FaultsRun() {}

  /** The program. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
    Path file = folder.resolve("runs");
    List<RunReport> reports = new ArrayList<>(read(file));
    long next = reports.stream().mapToLong(RunReport::seed).max().orElse(0) + 1;
    long first = args.length > 2 ? Long.parseLong(args[2]) : next;
    Series series = new Series(folder);
    try {
      for (long seed = first; seed < first + Long.parseLong(args[1]); seed++) {
        RunReport report = series.run(seed);
        reports.add(report);
        Files.writeString(
            file, report.line() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + report);
        report.violations().forEach(violation -> System.out.println("  " + violation));
      }
    } finally {
      series.close();
    }
    System.out.println(FaultsTable.of(reports));
    System.exit(reports.stream().allMatch(report -> report.violations().isEmpty()) ? 0 : 1);
  }

  private static List<RunReport> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.map(RunReport::parse).toList();
    }
  }

  /** The cluster of the runs, and another one when it does not come together any more. */
  private static final class Series {
    private final Path folder;
    private int clusters;
    private ClusterProcesses cluster;
    private Path of;

    Series(Path folder) throws IOException {
      this.folder = folder;
      begin();
    }

    private void begin() throws IOException {
      clusters++;
      of =
          Files.createDirectories(
              folder.resolve(
                  String.format(
                      Locale.ROOT, "cluster-%d-%d", Instant.now().getEpochSecond(), clusters)));
      cluster = new ClusterProcesses(SIZE, of, PostgresServer.shared());
      cluster.awaitWhole();
    }

    RunReport run(long seed) throws IOException {
      if (!cluster.isWhole()) {
        cluster.close();
        begin();
      }
      return new FaultRun(cluster, of, FaultSweep.of(seed), FaultPlan.of(seed, SIZE), "run-" + seed)
          .run();
    }

    void close() {
      cluster.close();
    }
  }
}
