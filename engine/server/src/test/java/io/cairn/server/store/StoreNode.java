package io.cairn.server.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.proto.Commit;
import io.cairn.server.journal.Probe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** An actor system on a store, with entities that keep commits. */
final class StoreNode implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ActorSystem<SpawnProtocol.Command> system;

  StoreNode(StoreSettings settings) {
    this.system = ActorSystem.create(SpawnProtocol.create(), "node", config(settings));
  }

  /** Settings of an actor system on a store. */
  static Config config(StoreSettings settings) {
    return ConfigFactory.parseString(
            """
            pekko.loglevel = OFF
            pekko.stdout-loglevel = OFF
            pekko.actor.provider = local
            """)
        .withFallback(StorePersistence.config(settings))
        .withFallback(ConfigFactory.load())
        .resolve();
  }

  ActorSystem<SpawnProtocol.Command> system() {
    return system;
  }

  Store store() {
    return StorePersistence.store(system);
  }

  ActorRef<Probe.Command> spawn(String study) {
    return spawn(study, new Probe.Snapshots(Integer.MAX_VALUE, 0, null));
  }

  ActorRef<Probe.Command> spawn(String study, Probe.Snapshots snapshots) {
    return get(
        AskPattern.ask(
            system,
            replyTo ->
                new SpawnProtocol.Spawn<>(
                    Probe.create(study, snapshots), "", Props.empty(), replyTo),
            PATIENCE,
            system.scheduler()));
  }

  /** Has an entity keep commits; completed when they are durable. */
  CompletionStage<Probe.State> keep(ActorRef<Probe.Command> probe, List<Commit> commits) {
    return AskPattern.ask(
        probe, replyTo -> new Probe.Keep(commits, replyTo), PATIENCE, system.scheduler());
  }

  Probe.State state(ActorRef<Probe.Command> probe) {
    return get(AskPattern.ask(probe, Probe.Ask::new, PATIENCE, system.scheduler()));
  }

  static <T> T get(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Override
  public void close() {
    system.terminate();
    get(system.getWhenTerminated());
  }
}
