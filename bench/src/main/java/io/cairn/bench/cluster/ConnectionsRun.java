package io.cairn.bench.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.ConfigFactory;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * Real worker nodes on loopback, each with a connection of its own, whose evaluations cost nothing:
 * what is left is the cluster's own work. Prints results a second and processor time a result; the
 * workers share the processors with the coordinator.
 *
 * <pre>bench/run cluster.ConnectionsRun [WORKERS [STUDIES [JDBC-URL]]]</pre>
 */
public final class ConnectionsRun {

  private static final int ROUNDS = 3;
  private static final int SECONDS = 15;

  /** So many actor systems in one process keep the compiler busy for a while. */
  private static final int WARM_UP_SECONDS = 60;

  private static final String SWEEP =
      """
      name = connections
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      fidelity { name = step, min = 1, max = 9, reduction = 3, checkpoints = false }
      method { name = asha }
      budget { trials = 10000000 }
      worker { type = function, function = branin }
      """;

  /** The pools of threads that each node has. */
  private static final List<String> POOLS =
      List.of(
          "pekko.actor.default-dispatcher",
          "pekko.actor.internal-dispatcher",
          "pekko.remote.default-remote-dispatcher");

  private ConnectionsRun() {}

  /** The program. */
  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger("ROOT")).setLevel(Level.ERROR);
    int workers = args.length > 0 ? Integer.parseInt(args[0]) : 64;
    int studies = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    share();
    OperatingSystemMXBean machine =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (LoopbackCluster cluster = new LoopbackCluster(args.length > 2 ? args[2] : "")) {
      long starting = System.nanoTime();
      for (int i = 0; i < workers; i++) {
        cluster.worker("w" + i, 1);
        // As they would come in life: actor systems that start at once take each other's processor.
        while (cluster.nodes().getTotal() < i - 16) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
      while (cluster.nodes().getTotal() < workers) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      System.out.printf(
          Locale.ROOT,
          "%d workers joined in %.1f s%n",
          workers,
          (System.nanoTime() - starting) / 1e9);
      for (int i = 0; i < studies; i++) {
        cluster.submit("connections-" + i, SWEEP);
      }
      System.out.printf(
          Locale.ROOT,
          "%d workers, %d studies, %d processors%n",
          workers,
          studies,
          Runtime.getRuntime().availableProcessors());
      TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
      for (int round = 1; round <= ROUNDS; round++) {
        long before = results(cluster, studies);
        long cpu = machine.getProcessCpuTime();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(SECONDS);
        long done = results(cluster, studies) - before;
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "round %d: %.0f results/s, %.2f ms of processor time a result, %.0f %% of the machine%n",
            round,
            done / seconds,
            (machine.getProcessCpuTime() - cpu) / 1e6 / Math.max(1, done),
            (machine.getProcessCpuTime() - cpu)
                / 1e7
                / seconds
                / Runtime.getRuntime().availableProcessors());
      }
    }
    System.exit(0);
  }

  /**
   * Pekko makes pools for a node that has the machine to itself, fourteen threads at least, and
   * takes one for lost that is silent for seconds. 64 nodes on two processors come to be as silent
   * as that, are taken for lost by the others and busy with telling so, and nothing else happens.
   */
  private static void share() {
    for (String pool : POOLS) {
      System.setProperty(pool + ".fork-join-executor.parallelism-min", "1");
      System.setProperty(pool + ".fork-join-executor.parallelism-max", "1");
    }
    System.setProperty("pekko.cluster.failure-detector.acceptable-heartbeat-pause", "60 s");
    ConfigFactory.invalidateCaches();
  }

  private static long results(LoopbackCluster cluster, int studies) throws Exception {
    long results = 0;
    for (int i = 0; i < studies; i++) {
      results += JsonField.number(cluster.describe("connections-" + i), "evaluations");
    }
    return results;
  }
}
