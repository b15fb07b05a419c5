package io.cairn.bench.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.cairn.proto.Offer;
import io.cairn.proto.RunningOfStudy;
import io.cairn.proto.cluster.NodeStatus;
import io.cairn.proto.cluster.Nodes;
import io.cairn.server.cluster.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * One running study while workers come and go: 1 slot, 32 slots, 1 slot. Prints how long it takes
 * from the moment at which slots are offered until they are in use, and results a second at each
 * stage.
 *
 * <pre>bench/run cluster.ElasticityRun [JDBC-URL]</pre>
 */
public final class ElasticityRun {

  private static final int WORKERS = 8;
  private static final int SLOTS = 4;
  private static final Duration STAGE = Duration.ofSeconds(20);
  private static final String STUDY = "elastic";

  private static final String SWEEP =
      """
      name = elastic
      objective { metric = value, direction = minimize }
      space { x { type = real, min = -5, max = 10 }, y { type = real, min = 0, max = 15 } }
      fidelity { name = step, min = 1, max = 9, reduction = 3, checkpoints = true }
      method { name = asha }
      budget { trials = 100000 }
      worker { type = function, function = branin, sleep = 400ms }
      """;

  private final LoopbackCluster cluster;

  private ElasticityRun(LoopbackCluster cluster) {
    this.cluster = cluster;
  }

  /** The program. */
  public static void main(String[] args) throws Exception {
    ((Logger) LoggerFactory.getLogger("ROOT")).setLevel(Level.ERROR);
    try (LoopbackCluster cluster = new LoopbackCluster(args.length > 0 ? args[0] : "")) {
      new ElasticityRun(cluster).run();
    }
    System.exit(0);
  }

  private void run() throws Exception {
    cluster.worker("w0", 1);
    await(1);
    cluster.submit(STUDY, SWEEP);
    stage("1 slot", 1);
    List<WorkerProcess> more = new ArrayList<>();
    for (int i = 1; i < WORKERS; i++) {
      more.add(cluster.worker("w" + i, SLOTS));
    }
    more.add(cluster.worker("w" + WORKERS, SLOTS - 1));
    follow("to 32 slots", 32);
    stage("32 slots", 32);
    for (WorkerProcess worker : more) {
      Thread leaving = new Thread(() -> worker.drain(Duration.ZERO));
      leaving.start();
    }
    follow("back to 1 slot", 1);
    stage("1 slot", 1);
    System.out.println(cluster.describe(STUDY));
  }

  private void await(int slots) throws Exception {
    while (capacity(cluster.nodes()) != slots) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Watches capacity and use until they are where they should be. */
  private void follow(String what, int target) throws Exception {
    long began = System.nanoTime();
    long behindSince = 0;
    double worst = 0;
    while (true) {
      Nodes nodes = cluster.nodes();
      long now = System.nanoTime();
      boolean inUse = inFlight(nodes) >= capacity(nodes);
      if (inUse) {
        behindSince = 0;
      } else if (behindSince == 0) {
        behindSince = now;
      } else {
        worst = Math.max(worst, (now - behindSince) / 1e9);
      }
      if (inUse && capacity(nodes) == target && nodes.getTotal() == expectedNodes(target)) {
        System.out.printf(
            Locale.ROOT,
            "%-16s done after %.1f s (workers start, join or leave meanwhile); offered slots idle"
                + " for at most %.2f s%n",
            what,
            (now - began) / 1e9,
            worst);
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static int expectedNodes(int target) {
    return target == 1 ? 1 : WORKERS + 1;
  }

  private void stage(String what, int slots) throws Exception {
    long before = evaluations();
    long began = System.nanoTime();
    long samples = 0;
    long busy = 0;
    while (System.nanoTime() - began < STAGE.toNanos()) {
      Nodes nodes = cluster.nodes();
      samples++;
      busy += Math.min(slots, inFlight(nodes));
      TimeUnit.MILLISECONDS.sleep(20);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-16s %.1f results/s, %.1f %% of slots in use%n",
        what,
        (evaluations() - before) / seconds,
        100.0 * busy / samples / slots);
  }

  private long evaluations() throws Exception {
    return JsonField.number(cluster.describe(STUDY), "evaluations");
  }

  private static int capacity(Nodes nodes) {
    return nodes.getSlots();
  }

  private static int inFlight(Nodes nodes) {
    int running = 0;
    for (NodeStatus node : nodes.getNodesList()) {
      Offer offer = node.getOffer();
      if (!offer.getDraining()) {
        for (RunningOfStudy of : offer.getRunningList()) {
          running += of.getLeases();
        }
      }
    }
    return running;
  }
}
