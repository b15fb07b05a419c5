package io.cairn.server.cluster;

import io.cairn.proto.LogText;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.Controlled;
import io.cairn.proto.cluster.Drained;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.StudyDescription;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.monitor.StudyMonitor;
import io.cairn.server.monitor.WatchedStudy;
import io.cairn.server.store.Store;
import io.cairn.server.store.StudyIndex;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** What people and programs can ask of a cluster; any coordinator answers. Never blocks. */
public final class ClusterStudies implements StudyService {

  private final ActorSystem<?> system;
  private final Store store;
  private final Sweeps sweeps;
  private final StudyEntities entities;
  private final ActorRef<Dispatcher.Command> dispatcher;
  private final ActorRef<StudyMonitor.Command> monitor;
  private final Executor blocking;
  private final InstantSource time;

  ClusterStudies(
      ActorSystem<?> system,
      Store store,
      Sweeps sweeps,
      StudyEntities entities,
      ActorRef<Dispatcher.Command> dispatcher,
      ActorRef<StudyMonitor.Command> monitor,
      Executor blocking,
      InstantSource time) {
    this.system = system;
    this.store = store;
    this.sweeps = sweeps;
    this.entities = entities;
    this.dispatcher = dispatcher;
    this.monitor = monitor;
    this.blocking = blocking;
    this.time = time;
  }

  @Override
  public CompletionStage<StudyIndex.Submission> submit(Submission submission) {
    return later(
            () -> {
              StudyCreated created = sweeps.found(submission);
              return store.studies().submit(created, submission.token(), time.instant());
            })
        .thenApply(
            result -> {
              if (result instanceof StudyIndex.Created made) {
                entities.of(made.id()).tell(new StudyCoordinator.Wake());
              }
              return result;
            });
  }

  @Override
  public CompletionStage<List<StudyIndex.Row>> list(int limit, Optional<String> before) {
    return later(() -> store.studies().list(limit, before));
  }

  @Override
  public CompletionStage<Optional<StudyIndex.Row>> find(String study) {
    return later(() -> store.studies().find(study));
  }

  @Override
  public CompletionStage<Optional<String>> report(String study) {
    return later(() -> sweeps.report(study));
  }

  @Override
  public Optional<TrustCourse> trust(String study) {
    return sweeps.trust(study);
  }

  @Override
  public CompletionStage<Optional<Submission>> sweep(String study) {
    return later(
        () ->
            store
                .studies()
                .created(study)
                .map(
                    created ->
                        new Submission(
                            created.getSweepJson(), created.getSweepFolder(), study, "")));
  }

  @Override
  public CompletionStage<Boolean> remove(String study) {
    return later(() -> store.studies().remove(study))
        .thenApply(
            removed -> {
              monitor.tell(new StudyMonitor.Forget(study));
              return removed;
            });
  }

  @Override
  public CompletionStage<Optional<WatchedStudy>> watch(String study) {
    return AskPattern.ask(
            monitor,
            (ActorRef<StudyMonitor.Watched> replyTo) -> new StudyMonitor.Watch(study, replyTo),
            PATIENCE,
            system.scheduler())
        .thenApply(StudyMonitor.Watched::study);
  }

  @Override
  public CompletionStage<StudyDescription> describe(String study) {
    return AskPattern.ask(
        entities.of(study), StudyCoordinator.DescribeStudy::new, PATIENCE, system.scheduler());
  }

  @Override
  public CompletionStage<Controlled> control(String study, Control control) {
    return AskPattern.ask(
        entities.of(study),
        (ActorRef<Controlled> replyTo) -> new StudyCoordinator.Direct(control, replyTo),
        PATIENCE,
        system.scheduler());
  }

  @Override
  public CompletionStage<Nodes> workers(String after, Duration patience) {
    return AskPattern.ask(
        dispatcher,
        (ActorRef<Nodes> replyTo) -> new Dispatcher.ListNodes(after, replyTo),
        patience,
        system.scheduler());
  }

  @Override
  public CompletionStage<LogText> log(String worker, String study, long token) {
    return AskPattern.ask(
        dispatcher,
        (ActorRef<LogText> replyTo) -> new Dispatcher.ReadNodeLog(worker, study, token, replyTo),
        WORKER_PATIENCE,
        system.scheduler());
  }

  @Override
  public CompletionStage<Drained> drain(String node, Duration grace) {
    return AskPattern.ask(
        dispatcher,
        (ActorRef<Drained> replyTo) -> new Dispatcher.DrainNode(node, grace, replyTo),
        PATIENCE,
        system.scheduler());
  }

  private <T> CompletionStage<T> later(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, blocking);
  }
}
