package io.cairn.bench;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import io.cairn.server.store.Store;
import io.cairn.server.store.StorePersistence;
import io.cairn.server.store.StoreSettings;
import io.cairn.server.store.StoreTally;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
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
 * Writes to a store through Pekko Persistence: some entities at once, each one commit after the
 * other. Prints rates and latencies by entities and by events in a commit; then how long reading a
 * study takes.
 *
 * <pre>
 * JAVA_OPTS="-Dcairn.store.url=jdbc:postgresql://127.0.0.1:5432/cairn -Dcairn.store.user=cairn" \
 *   bench/run StoreRun [SECONDS-FOR-EACH]
 * </pre>
 */
public final class StoreRun {

  private static final int MOST_SAMPLES = 4_000_000;

  private StoreRun() {}

  /** The program. */
  public static void main(String[] args) throws Exception {
    double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 8;
    Config application = ConfigFactory.load();
    StoreSettings settings = StoreSettings.from(application);
    Config config =
        StorePersistence.config(settings)
            .withFallback(
                ConfigFactory.parseString("pekko { actor.provider = local, loglevel = WARNING }"))
            .withFallback(application);
    System.out.printf(
        Locale.ROOT,
        "java %s, %d processors, %s%n%8s %7s %10s %10s %14s %8s %8s %8s%n",
        Runtime.version(),
        Runtime.getRuntime().availableProcessors(),
        settings.url(),
        "entities",
        "events",
        "commits/s",
        "events/s",
        "transactions/s",
        "p50 ms",
        "p99 ms",
        "max ms");
    Store.open(settings).close(); // Here somebody reads why, if it does not work.
    String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    write(config, new Load(run + "-warm", 16, 1, seconds / 2), false);
    for (int events : new int[] {1, 10, 100}) {
      for (int entities : new int[] {1, 16, 1_000}) {
        write(
            config, new Load(run + "-" + events + "-" + entities, entities, events, seconds), true);
      }
    }
    read(settings, run + "-1-1-0");
    read(settings, run + "-100-1-0");
    System.exit(0);
  }

  /** What to write. */
  private record Load(String name, int entities, int events, double seconds) {}

  /** How it went. */
  private static final class Samples {
    private final long[] nanos = new long[MOST_SAMPLES];
    private final AtomicInteger count = new AtomicInteger();
    private final CountDownLatch started;
    private final CountDownLatch ended;
    private volatile long until = Long.MAX_VALUE;

    Samples(int entities) {
      started = new CountDownLatch(entities);
      ended = new CountDownLatch(entities);
    }

    void add(long took) {
      nanos[count.getAndIncrement() % MOST_SAMPLES] = took;
    }
  }

  private static void write(Config config, Load load, boolean print) throws Exception {
    Samples samples = new Samples(load.entities());
    Behavior<Void> guardian =
        Behaviors.setup(
            context -> {
              for (int entity = 0; entity < load.entities(); entity++) {
                String study = load.name() + "-" + entity;
                context.spawn(
                    Behaviors.<Next>setup(own -> new Writer(own, study, load.events(), samples)),
                    "e" + entity);
              }
              return Behaviors.empty();
            });
    ActorSystem<Void> system = ActorSystem.create(guardian, "bench", config);
    samples.started.await();
    StoreTally before = StorePersistence.store(system).tally();
    long began = System.nanoTime();
    int first = samples.count.get();
    samples.until = began + (long) (load.seconds() * 1e9);
    samples.ended.await();
    double took = (System.nanoTime() - began) / 1e9;
    StoreTally after = StorePersistence.store(system).tally();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get();
    if (print) {
      print(
          load, Arrays.copyOfRange(samples.nanos, first, samples.count.get()), took, before, after);
    }
  }

  private static void print(
      Load load, long[] nanos, double seconds, StoreTally before, StoreTally after) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%8d %7d %10.0f %10.0f %14.0f %8.2f %8.2f %8.1f%n",
        load.entities(),
        load.events(),
        nanos.length / seconds,
        (double) nanos.length * load.events() / seconds,
        (after.transactions() - before.transactions()) / seconds,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (nanos.length * 0.99)] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }

  private static void read(StoreSettings settings, String study) {
    try (Store store = Store.open(settings)) {
      for (int round = 0; round < 2; round++) {
        long began = System.nanoTime();
        long[] counts = {0, 0};
        store
            .commits(study)
            .forEach(
                entry -> {
                  counts[0]++;
                  counts[1] += entry.commit().getEventsCount();
                });
        double took = (System.nanoTime() - began) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "read %d commits, %d events in %.2f s, %.0f commits/s, %.0f events/s%n",
            counts[0],
            counts[1],
            took,
            counts[0] / took,
            counts[1] / took);
      }
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

  private static final class Writer extends EventSourcedBehavior<Next, Commit, Long> {

    private final ActorContext<Next> context;
    private final int events;
    private final Samples samples;

    private Writer(ActorContext<Next> context, String study, int events, Samples samples) {
      super(PersistenceId.of("study", study));
      this.context = context;
      this.events = events;
      this.samples = samples;
    }

    @Override
    public Long emptyState() {
      return 0L;
    }

    @Override
    public SignalHandler<Long> signalHandler() {
      return newSignalHandlerBuilder()
          .onSignal(
              RecoveryCompleted.instance(),
              state -> {
                samples.started.countDown();
                context.getSelf().tell(new Next());
              })
          .build();
    }

    @Override
    public CommandHandler<Next, Commit, Long> commandHandler() {
      return newCommandHandlerBuilder().forAnyState().onCommand(Next.class, this::onNext).build();
    }

    private Effect<Commit, Long> onNext(Long state, Next next) {
      long now = System.nanoTime();
      if (samples.until != Long.MAX_VALUE && now - samples.until > 0) {
        samples.ended.countDown();
        return Effect().none();
      }
      return Effect()
          .persist(commit(state + 1, events))
          .thenRun(
              after -> {
                samples.add(System.nanoTime() - now);
                context.getSelf().tell(new Next());
              });
    }

    @Override
    public EventHandler<Long, Commit> eventHandler() {
      return newEventHandlerBuilder().forAnyState().onAnyEvent((state, commit) -> state + 1);
    }
  }
}
