package io.cairn.bench.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.faults.ClusterProcesses;
import io.cairn.server.faults.ClusterProcesses.Size;
import io.cairn.server.faults.ClusterStudy;
import io.cairn.server.store.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A large study on a cluster of processes whose coordinator is killed, three times. Prints the time
 * from {@code kill -9} until the study is taken up elsewhere and until its next record.
 *
 * <pre>bench/run cluster.FailoverRun FOLDER TRIALS</pre>
 */
public final class FailoverRun {

  private static final String STUDY = "large";
  private static final int KILLS = 3;
  private static final int CLIENTS = 256;

  private static final String SWEEP =
      """
      name = large
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      fidelity { name = step, min = 1, max = 27, reduction = 3, checkpoints = true }
      method { name = asha }
      budget { trials = 100000000 }
      worker { type = function, function = branin, sleep = 500ms }
      """;

  private final Path folder;
  private final String database;

  private FailoverRun(Path folder) {
    this.folder = folder;
    this.database = PostgresServer.shared().newDatabase();
  }

  /** The program. */
  public static void main(String[] args) throws Exception {
    FailoverRun run = new FailoverRun(Files.createDirectories(Path.of(args[0]).toAbsolutePath()));
    run.fill(Integer.parseInt(args[1]));
    run.kill();
    System.exit(0);
  }

  // ---- a large study ---------------------------------------------------------------------------

  private void fill(int trials) throws Exception {
    Config store =
        ConfigFactory.parseMap(
            Map.of("cairn.store.url", database, "cairn.store.user", PostgresServer.USER));
    try (LoopbackCluster coordinator = new LoopbackCluster(store)) {
      coordinator.submit(STUDY, SWEEP);
      long began = System.nanoTime();
      Driven filling =
          new Driven(coordinator.system(), STUDY, CLIENTS, trials, 0, FailoverRun::hashed);
      filling.await();
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(
          Locale.ROOT,
          "%,d trials in %.0f s, %,.0f results/s%n",
          trials,
          seconds,
          filling.results() / seconds);
    }
  }

  private static Map<String, Double> hashed(int trial, double resource) {
    return Map.of("value", Math.floorMod(trial * 0x9E3779B97F4A7C15L, 1_000_003L) / 1e6);
  }

  // ---- its coordinator is killed ---------------------------------------------------------------

  private void kill() throws Exception {
    Size size = Size.of(3, 2, 8).withHeap("2g");
    Record last = newest();
    try (ClusterProcesses cluster =
        new ClusterProcesses(size, folder, PostgresServer.shared(), database)) {
      cluster.awaitWhole();
      ClusterStudy study = ClusterStudy.of(cluster, STUDY);
      awaitRecordOfAnother(last);
      for (int kill = 1; kill <= KILLS; kill++) {
        TimeUnit.SECONDS.sleep(10);
        String host = study.host().orElseThrow();
        last = newest();
        long began = System.nanoTime();
        cluster.node(host).kill();
        while (study.host().orElseThrow().equals(host)) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
        double takenSeconds = (System.nanoTime() - began) / 1e9;
        awaitRecordOfAnother(last);
        System.out.printf(
            Locale.ROOT,
            "kill %d: taken up after %.1f s, next record after %.1f s%n",
            kill,
            takenSeconds,
            (System.nanoTime() - began) / 1e9);
        cluster.node(host).start();
        cluster.awaitWhole();
      }
    }
  }

  private record Record(String writer, long number) {}

  private Record newest() throws SQLException {
    try (Connection connection = DriverManager.getConnection(database, PostgresServer.USER, "");
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT writer, sequence_number FROM cairn_journal WHERE persistence_id = ?"
                    + " ORDER BY sequence_number DESC LIMIT 1")) {
      select.setString(1, StudyCoordinator.persistenceId(STUDY).id());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? new Record(rows.getString(1), rows.getLong(2)) : new Record("", 0);
      }
    }
  }

  private void awaitRecordOfAnother(Record before) throws SQLException, InterruptedException {
    while (newest().writer().equals(before.writer())) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
