package io.cairn.server.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.cairn.proto.Commit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** An actor system that runs one study's probe, with its lock. */
final class ProbeNode implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String QUIET =
      """
      pekko.loglevel = OFF
      pekko.stdout-loglevel = OFF
      pekko.actor.provider = local
      """;

  private final StudyLock lock;
  private final ActorSystem<Probe.Command> system;

  private ProbeNode(StudyLock lock, ActorSystem<Probe.Command> system) {
    this.lock = lock;
    this.system = system;
  }

  static ProbeNode start(StudyFolder folder) {
    return start(folder, "");
  }

  static ProbeNode start(StudyFolder folder, String settings) {
    return start(folder, settings, new Probe.Snapshots(Integer.MAX_VALUE, 0, null));
  }

  static ProbeNode start(StudyFolder folder, String settings, Probe.Snapshots snapshots) {
    StudyLock lock = lock(folder);
    Config config =
        ConfigFactory.parseString(settings)
            .withFallback(JournalSettings.config(folder, application(settings)))
            .resolve();
    return new ProbeNode(
        lock, ActorSystem.create(Probe.create(folder.id(), snapshots), "probe", config));
  }

  static Config application(String settings) {
    return ConfigFactory.load(
        ConfigFactory.parseString(settings).withFallback(ConfigFactory.parseString(QUIET)));
  }

  static StudyLock lock(StudyFolder folder) {
    StudyLock.Attempt attempt = StudyLock.take(folder.create());
    if (attempt instanceof StudyLock.Taken taken) {
      return taken.lock();
    }
    throw new AssertionError(((StudyLock.Refused) attempt).sentence());
  }

  /** Keeps commits in one transaction. */
  Probe.State keep(List<Commit> commits) {
    return await(replyTo -> new Probe.Keep(commits, replyTo));
  }

  Probe.State state() {
    return await(Probe.Ask::new);
  }

  ActorSystem<Probe.Command> system() {
    return system;
  }

  private Probe.State await(
      org.apache.pekko.japi.function.Function<ActorRef<Probe.State>, Probe.Command> message) {
    try {
      return AskPattern.ask(system, message, PATIENCE, system.scheduler())
          .toCompletableFuture()
          .get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the probe did not answer", e);
    }
  }

  @Override
  public void close() {
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("the actor system did not end", e);
    } finally {
      lock.close();
    }
  }
}
