package io.cairn.bench;

import com.typesafe.config.ConfigFactory;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import io.cairn.server.journal.JournalCheck;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.journal.JournalSettings;
import io.cairn.server.journal.JournalUpkeep;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.journal.StudyLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * Writes a journal through Pekko Persistence, one commit after the other, and prints rates and
 * latencies by events in a commit, with and without forcing each onto the disk; then how long
 * checking, reading and recovering take.
 *
 * <pre>java -cp ... io.cairn.bench.JournalRun FOLDER [SECONDS-FOR-EACH]</pre>
 */
public final class JournalRun {

  private static final int WARM_UP = 500;

  private JournalRun() {}

  /** The program. */
  public static void main(String[] args) throws Exception {
    Path home = Path.of(args[0]);
    double seconds = args.length > 1 ? Double.parseDouble(args[1]) : 8;
    System.out.printf(
        Locale.ROOT,
        "java %s, %d processors%n%-5s %7s %9s %9s %8s %8s %8s %10s %10s%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        "sync",
        "events",
        "commits/s",
        "events/s",
        "p50 ms",
        "p99 ms",
        "max ms",
        "records MB",
        "file MB");
    for (String sync : new String[] {"off", "on"}) {
      for (int events : new int[] {1, 10, 100, 500}) {
        write(StudyFolder.of(home, "write-" + sync + "-" + events), sync, events, seconds);
      }
    }
    recover(StudyFolder.of(home, "recover-1"), 100_000, 1);
    recover(StudyFolder.of(home, "recover-10"), 10_000, 10);
    System.exit(0);
  }

  private static void write(StudyFolder folder, String sync, int events, double seconds)
      throws Exception {
    long[] nanos = new long[2_000_000];
    Writing writing = new Writing(events, (long) (seconds * 1e9), nanos.length, nanos);
    long started = System.nanoTime();
    run(folder, sync, writing);
    double took = (System.nanoTime() - started) / 1e9;
    int commits = writing.count;
    long[] warm = Arrays.copyOfRange(nanos, Math.min(WARM_UP, commits / 2), commits);
    double busy = Arrays.stream(warm).sum() / 1e9;
    Arrays.sort(warm);
    System.out.printf(
        Locale.ROOT,
        "%-5s %7d %9.0f %9.0f %8.2f %8.2f %8.1f %10d %10d   (%d commits, %.0f s)%n",
        sync,
        events,
        warm.length / busy,
        (double) warm.length * events / busy,
        warm[warm.length / 2] / 1e6,
        warm[(int) (warm.length * 0.99)] / 1e6,
        warm[warm.length - 1] / 1e6,
        (long) commits * commit(1, events).getSerializedSize() >> 20,
        Files.size(folder.journal()) >> 20,
        commits,
        took);
  }

  private static void recover(StudyFolder folder, int commits, int events) throws Exception {
    run(folder, "off", new Writing(events, Long.MAX_VALUE, commits, new long[commits]));
    System.out.printf(
        Locale.ROOT,
        "%n%d commits of %d events, journal of %d MB:%n",
        commits,
        events,
        Files.size(folder.journal()) >> 20);
    measure("check", commits, events, () -> JournalCheck.open(folder));
    measure("read", commits, events, () -> read(folder));
    measure("recover", commits, events, () -> run(folder, "off", nothing()));
    measure("recover", commits, events, () -> run(folder, "off", nothing()));
    measure("shrink", commits, events, () -> shrink(folder));
    System.out.printf(Locale.ROOT, "  then %d MB%n", Files.size(folder.journal()) >> 20);
    measure("check", commits, events, () -> JournalCheck.open(folder));
    measure("recover", commits, events, () -> run(folder, "off", nothing()));
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void measure(String name, int commits, int events, Work work) throws Exception {
    long started = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "  %-8s %6.2f s, %8.0f commits/s, %8.0f events/s%n",
        name,
        seconds,
        commits / seconds,
        (double) commits * events / seconds);
  }

  private static void read(StudyFolder folder) {
    try (JournalReader reader = JournalReader.open(folder)) {
      reader.commits().forEach(entry -> {});
    }
  }

  private static void shrink(StudyFolder folder) {
    try (StudyLock lock = lock(folder)) {
      JournalUpkeep.shrink(folder);
    }
  }

  private static StudyLock lock(StudyFolder folder) {
    if (StudyLock.take(folder.create()) instanceof StudyLock.Taken taken) {
      return taken.lock();
    }
    throw new IllegalStateException(folder.path() + " is in use; give an empty folder");
  }

  private static Writing nothing() {
    return new Writing(1, 0, 0, new long[0]);
  }

  /** Runs an actor until it has written what it should; with actor system, recovery and all. */
  private static void run(StudyFolder folder, String sync, Writing writing) throws Exception {
    try (StudyLock lock = lock(folder)) {
      ActorSystem<Next> system =
          ActorSystem.create(
              Behaviors.setup(context -> new Writer(context, folder.id(), writing)),
              "bench",
              JournalSettings.config(
                  folder,
                  ConfigFactory.load(
                      ConfigFactory.parseString(
                          "cairn.journal.sync = "
                              + sync
                              + "\npekko { actor.provider = local, loglevel = WARNING }"))));
      writing.done.get();
      system.terminate();
      system.getWhenTerminated().toCompletableFuture().get();
    }
  }

  private static Commit commit(long number, int events) {
    Commit.Builder commit = Commit.newBuilder().setSchemaVersion(1);
    for (int i = 0; i < events; i++) {
      commit.addEvents(
          Event.newBuilder()
              .setAtEpochMicros(number)
              .setNote(number + "." + i + " " + "0123456789".repeat(18)));
    }
    return commit.build();
  }

  private record Next() {}

  /** What to write, and how it went. */
  private static final class Writing {
    private final int events;
    private final long budget;
    private final int most;
    private final long[] nanos;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int count;

    Writing(int events, long budget, int most, long[] nanos) {
      this.events = events;
      this.budget = budget;
      this.most = most;
      this.nanos = nanos;
    }
  }

  private static final class Writer extends EventSourcedBehavior<Next, Commit, Long> {

    private final Writing writing;
    private final long started = System.nanoTime();
    private final ActorContext<Next> context;

    private Writer(ActorContext<Next> context, String study, Writing writing) {
      super(PersistenceId.of("study", study));
      this.context = context;
      this.writing = writing;
    }

    @Override
    public Long emptyState() {
      return 0L;
    }

    @Override
    public SignalHandler<Long> signalHandler() {
      return newSignalHandlerBuilder()
          .onSignal(RecoveryCompleted.instance(), state -> context.getSelf().tell(new Next()))
          .build();
    }

    @Override
    public CommandHandler<Next, Commit, Long> commandHandler() {
      return newCommandHandlerBuilder().forAnyState().onCommand(Next.class, this::onNext).build();
    }

    private Effect<Commit, Long> onNext(Long state, Next next) {
      long now = System.nanoTime();
      if (writing.count == writing.most || now - started > writing.budget) {
        writing.done.complete(null);
        return Effect().none();
      }
      return Effect()
          .persist(commit(state + 1, writing.events))
          .thenRun(
              after -> {
                writing.nanos[writing.count++] = System.nanoTime() - now;
                context.getSelf().tell(new Next());
              });
    }

    @Override
    public EventHandler<Long, Commit> eventHandler() {
      return newEventHandlerBuilder().forAnyState().onAnyEvent((state, commit) -> state + 1);
    }
  }
}
