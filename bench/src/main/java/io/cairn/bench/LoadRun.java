package io.cairn.bench;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.StudyCreated;
import io.cairn.server.cluster.LocalNode;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.journal.StudyLock;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Drives the real coordinator and its H2 journal as fast as they go, and prints rates, latencies at
 * growing numbers of trials, heap, size on disk and recovery time.
 *
 * <pre>java -cp ... io.cairn.bench.LoadRun FOLDER TRIALS [IN-FLIGHT]</pre>
 */
public final class LoadRun {

  private static final int WINDOW = 20_000;
  private static final int WARM_UP_TRIALS = 20_000;

  private final LocalNode node;
  private final CountDownLatch done;

  /** Of the clients' own: on two cores the default would start a thread for every answer. */
  private final ExecutorService clients =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "clients");
            thread.setDaemon(true);
            return thread;
          });

  private final AtomicLong results = new AtomicLong();
  private final AtomicLong trials = new AtomicLong();
  private final long[] latencies = new long[WINDOW];
  private final AtomicLong measured = new AtomicLong();

  private LoadRun(LocalNode node, int clients) {
    this.node = node;
    this.done = new CountDownLatch(clients);
  }

  /** The program. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    int trials = Integer.parseInt(args[1]);
    int clients = args.length > 2 ? Integer.parseInt(args[2]) : 256;
    System.out.printf(
        Locale.ROOT,
        "java %s, %d processors, max heap %d MB, %d commands in flight%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.getRuntime().maxMemory() >> 20,
        clients);
    warmUp(folder(home, "warm-up"), clients);
    StudyFolder folder = folder(home, "load");
    long before = usedHeap();
    LocalNode node = start(folder, LoadStudy.spec("asha", trials));
    LoadRun run = new LoadRun(node, clients);
    run.drive(trials, clients, true);
    System.out.printf(
        Locale.ROOT,
        "heap at %d trials: %d MB more than before the study%n",
        run.trials.get(),
        (usedHeap() - before) >> 20);
    node.close();
    System.out.printf(Locale.ROOT, "journal on disk: %d MB%n", size(folder.path()) >> 20);
    long started = System.nanoTime();
    LocalNode again = start(folder, LoadStudy.spec("asha", trials));
    System.out.printf(
        Locale.ROOT,
        "recovery: %.1f s for %d trials, %d evaluations%n",
        (System.nanoTime() - started) / 1e9,
        again.view().spending().trials(),
        again.view().spending().evaluations());
    again.close();
    System.exit(0);
  }

  /** A study of its own before the one that counts, so that no figure is the compiler's. */
  private static void warmUp(StudyFolder folder, int clients) throws InterruptedException {
    LocalNode node = start(folder, LoadStudy.spec("asha", WARM_UP_TRIALS));
    new LoadRun(node, clients).drive(WARM_UP_TRIALS, clients, false);
    node.close();
  }

  private static StudyFolder folder(Path home, String id) throws java.io.IOException {
    StudyFolder folder = new StudyFolder(home.resolve("studies").resolve(id));
    Files.createDirectories(folder.path());
    if (!(StudyLock.take(folder) instanceof StudyLock.Taken)) {
      throw new IllegalStateException(folder.path() + " is in use; give an empty folder");
    }
    return folder;
  }

  private static LocalNode start(StudyFolder folder, StudySpec spec) {
    LocalNode node =
        LocalNode.start(
            new LocalNode.Settings(
                folder,
                created -> Terms.alone(folder.id(), spec, Duration.ZERO),
                InstantSource.system(),
                false));
    node.open(StudyCreated.newBuilder().setStudy(folder.id()).setMode("run").build(), "run");
    return node;
  }

  private void drive(int until, int clients, boolean prints) throws InterruptedException {
    long started = System.nanoTime();
    for (int i = 0; i < clients; i++) {
      this.clients.execute(this::next);
    }
    if (prints) {
      System.out.printf(
          "%10s %12s %12s %10s %10s%n", "trials", "results", "results/s", "p50 ms", "p99 ms");
      long lastResults = 0;
      long lastTime = started;
      for (long at = 1_000; at <= until; at *= 10) {
        while (trials.get() < at && done.getCount() > 0) {
          done.await(5, TimeUnit.MILLISECONDS);
        }
        long now = System.nanoTime();
        long count = results.get();
        print(at, count, (count - lastResults) / ((now - lastTime) / 1e9));
        lastResults = count;
        lastTime = now;
      }
    }
    done.await();
    double seconds = (System.nanoTime() - started) / 1e9;
    if (prints) {
      System.out.printf(
          Locale.ROOT,
          "in all: %d results in %.1f s, %.0f durable results/s%n",
          results.get(),
          seconds,
          results.get() / seconds);
    }
  }

  private void print(long at, long count, double rate) {
    int n = (int) Math.min(WINDOW, measured.get());
    long[] sorted = Arrays.copyOf(latencies, n);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%10d %12d %12.0f %10.2f %10.2f%n",
        at,
        count,
        rate,
        n == 0 ? 0 : sorted[n / 2] / 1e6,
        n == 0 ? 0 : sorted[(int) (n * 0.99)] / 1e6);
  }

  /** One client: lease, tell, lease, ... */
  private void next() {
    timed(new StudyCommand.RequestLease("load", false))
        .thenAcceptAsync(
            reply -> {
              if (!(reply instanceof StudyReply.Granted granted)) {
                if (reply instanceof StudyReply.Wait) {
                  next();
                } else {
                  done.countDown();
                }
                return;
              }
              trials.accumulateAndGet(granted.trial() + 1L, Math::max);
              double loss = LoadStudy.loss(granted.trial(), granted.to());
              timed(
                      new StudyCommand.Complete(
                          granted.token(),
                          granted.to(),
                          Map.of("loss", loss),
                          OptionalDouble.of(1)))
                  .thenAcceptAsync(
                      told -> {
                        results.incrementAndGet();
                        next();
                      },
                      clients);
            },
            clients);
  }

  private java.util.concurrent.CompletionStage<StudyReply> timed(StudyCommand command) {
    long started = System.nanoTime();
    return node.submit(command)
        .thenApplyAsync(
            reply -> {
              int slot = (int) (measured.getAndIncrement() % WINDOW);
              latencies[slot] = System.nanoTime() - started;
              return reply;
            },
            clients);
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static long size(Path folder) throws java.io.IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
