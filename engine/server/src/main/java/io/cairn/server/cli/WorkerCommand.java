package io.cairn.server.cli;

import io.cairn.proto.cluster.WorkDescription;
import io.cairn.server.cluster.Endpoint;
import io.cairn.server.cluster.NodeAddress;
import io.cairn.server.cluster.WorkerProcess;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Release;
import io.cairn.server.studies.Traces;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepReader;
import io.cairn.server.sweep.WorkerSection;
import io.cairn.server.trace.Tracing;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.plugins.PlugIn;
import io.cairn.workers.process.Leftovers;
import io.cairn.workers.spi.Evaluator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cairn worker}. */
@Command(
    name = "worker",
    description = {
      "Run evaluations for a cluster until it is drained or asked to end.",
      "SIGTERM and Ctrl-C drain it: no new evaluations; those that run finish or are given back."
    },
    mixinStandardHelpOptions = true)
final class WorkerCommand implements Callable<Integer> {

  /** How long evaluations may take to end when they are asked to. */
  static final Duration STOPPING = Duration.ofSeconds(10);

  private static final int MOST_LABELS = 32;
  private static final int MOST_SLOTS = 1_000;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PlugInOptions plugIns;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private NodeOptions options;

  @Option(
      names = "--join",
      required = true,
      paramLabel = "HOST:PORT[,..]",
      description = "Coordinators of the cluster (their --listen).")
  @SuppressWarnings("NullAway.Init")
  private String join;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      description =
          "Where coordinators reach this one; port 0 has one picked. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private String listen;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Its name, unique in the cluster. Default: host name and process number.")
  private @Nullable String name;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Evaluations at once. Default: the number of processors.")
  private @Nullable Integer slots;

  @Option(
      names = "--labels",
      split = ",",
      paramLabel = "WORD",
      description = "What it has, for example gpu,big-memory; sweeps ask for labels.")
  private List<String> labels = List.of();

  @Option(
      names = "--checkpoints",
      paramLabel = "FOLDER|s3://BUCKET[/PREFIX]",
      description =
          "Where trials keep checkpoints; on a file system or in a bucket that all workers share, trials move"
              + " without losing work. Default: checkpoints in the home folder.")
  private @Nullable String checkpoints;

  @Option(
      names = "--drain-grace",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long running evaluations may go on after SIGTERM before they are asked to end. Default:"
              + " ${DEFAULT-VALUE}.")
  private int drainGrace;

  @Override
  public Integer call() {
    List<NodeAddress> seeds = Addresses.parseAll("--join", join);
    Endpoint endpoint = options.endpoint(listen);
    options.tls(endpoint);
    Home home = global.home();
    LogFile.toStandardError();
    WorkerTypes types = plugIns.types(home);
    types.plugIns().stream()
        .filter(plugIn -> plugIn.state() != PlugIn.State.LOADED)
        .forEach(plugIn -> System.err.println(plugIn.trouble()));
    NodeSettings node = settings(home, types);
    try (Tracing tracing = Traces.open("worker", node.node())) {
      return run(node, types, endpoint, seeds, tracing);
    } finally {
      CheckpointPlace.close(node.checkpoints());
    }
  }

  private int run(
      NodeSettings node,
      WorkerTypes types,
      Endpoint endpoint,
      List<NodeAddress> seeds,
      Tracing tracing) {
    WorkerProcess worker =
        new WorkerProcess(
            new WorkerProcess.Settings(
                node,
                endpoint,
                seeds,
                work -> tracing.follow(evaluator(work, types), node.node())));
    Leaving leaving =
        Leaving.onSignal(
            () -> {
              worker.drain(Duration.ofSeconds(Math.max(0, drainGrace)));
              tracing.close();
              System.err.println("worker " + node.node() + " has left; nothing is lost");
            });
    System.err.println(
        "worker "
            + node.node()
            + ", "
            + node.slots()
            + (node.slots() == 1 ? " slot" : " slots")
            + (node.labels().isEmpty() ? "" : ", labels " + String.join(", ", node.labels())));
    String refusal = worker.run();
    if (!refusal.isEmpty()) {
      throw CairnException.refused("the cluster does not take this worker: " + refusal);
    }
    leaving.await();
    System.err.println("worker " + node.node() + " was drained and has left");
    return ExitCode.OK;
  }

  private NodeSettings settings(Home home, WorkerTypes types) {
    String called = name == null ? defaultName() : name;
    if (!called.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw CairnException.invalid(
          "--name = "
              + called
              + " must be 1 to 100 letters, digits, dots, dashes or underscores, and begin with a"
              + " letter or digit");
    }
    int count = slots == null ? Runtime.getRuntime().availableProcessors() : slots;
    if (count < 1 || count > MOST_SLOTS) {
      throw CairnException.invalid("--slots = " + count + " must be from 1 to " + MOST_SLOTS);
    }
    Path scratch = home.root().resolve("workers").resolve(called).resolve("scratch");
    String kept = checkpoints == null ? home.root().resolve("checkpoints").toString() : checkpoints;
    try {
      Files.createDirectories(scratch);
      // What a worker of this name left when it was killed would go on beside what starts now.
      Leftovers.killIn(scratch);
    } catch (IOException e) {
      throw CairnException.refused("the worker's folders cannot be made: " + e.getMessage());
    }
    // Before the place, which may be far away and keeps one waiting.
    SortedSet<String> words = labels();
    return new NodeSettings(
        called,
        count,
        words,
        types.runnable(),
        Release.NUMBER,
        Duration.ofSeconds(2),
        STOPPING,
        CheckpointPlace.open(kept, home, System.getenv()),
        scratch.toAbsolutePath());
  }

  private SortedSet<String> labels() {
    SortedSet<String> words = new TreeSet<>();
    for (String label : labels) {
      if (!label.matches("[a-z0-9][a-z0-9._-]{0,62}")) {
        throw CairnException.invalid(
            "--labels: \""
                + label
                + "\" must be 1 to 63 lower-case letters, digits, dots, dashes or underscores, and"
                + " begin with a letter or digit");
      }
      words.add(label);
    }
    if (words.size() > MOST_LABELS) {
      throw CairnException.invalid(
          "--labels: " + words.size() + " labels; " + MOST_LABELS + " are the most");
    }
    return words;
  }

  private static String defaultName() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "worker";
    }
    return host.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + ProcessHandle.current().pid();
  }

  /** What runs the evaluations of a study, checked as for a run on this machine. */
  private static Evaluator evaluator(WorkDescription work, WorkerTypes types) throws Exception {
    Sweep sweep =
        SweepReader.parse(work.getSweepJson(), Path.of(work.getSweepFolder()), Purpose.RUN, types);
    if (!(sweep.worker() instanceof WorkerSection.Configured worker)) {
      throw new IllegalStateException("the sweep has no worker section");
    }
    return types
        .find(worker.type())
        .orElseThrow(() -> new IllegalStateException(types.unknown(worker.type())))
        .create(worker.settings());
  }
}
