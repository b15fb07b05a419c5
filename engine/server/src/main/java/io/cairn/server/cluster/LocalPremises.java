package io.cairn.server.cluster;

import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.proto.LogText;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.Controlled;
import io.cairn.proto.cluster.Drained;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.StudyDescription;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.coordinator.StudyJson;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.metrics.NodeMeters;
import io.cairn.server.monitor.StudyMonitor;
import io.cairn.server.monitor.WatchedStudy;
import io.cairn.server.remote.RemoteWorkers;
import io.cairn.server.store.StudyIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** One study that runs in this process, to be looked at like those of a cluster. */
public final class LocalPremises implements Premises, StudyService {

  private static final String WATCHING = "cairn.watch-dispatcher";

  private final LocalNode node;
  private final About about;
  private final Executor watching;
  private final ClusterArchive archive;
  private final NodeMeters meters;
  private final ActorRef<StudyMonitor.Command> monitor;

  /**
   * What is known of the study beside its coordinator.
   *
   * @param spec the study
   * @param created its first event
   * @param since when it was begun
   * @param report makes its report as it stands now; may block
   * @param trust goes through its journal once more; may block
   * @param archive landscapes of this machine
   * @param version of this program
   */
  public record About(
      StudyFolder folder,
      StudySpec spec,
      StudyCreated created,
      Instant since,
      Supplier<String> report,
      Supplier<TrustCourse> trust,
      LandscapeArchive archive,
      String version) {}

  /** The premises of a node that runs. */
  public LocalPremises(LocalNode node, About about) {
    this.node = node;
    this.about = about;
    this.watching = node.system().dispatchers().lookup(DispatcherSelector.fromConfig(WATCHING));
    this.archive = new ClusterArchive(about.archive(), watching);
    this.meters = new NodeMeters(about.version(), 1);
    this.monitor =
        node.system()
            .systemActorOf(
                StudyMonitor.create(
                    new FolderJournals(
                        about.folder(), about.spec(), () -> node.inspect(StudyState::commits)),
                    watching),
                "monitor",
                Props.empty());
    node.system().getWhenTerminated().whenComplete((done, failure) -> meters.close());
  }

  @Override
  public ActorSystem<?> system() {
    return node.system();
  }

  @Override
  public Executor watching() {
    return watching;
  }

  @Override
  public StudyService studies() {
    return this;
  }

  @Override
  public RemoteWorkers remote() {
    return new NoRemoteWorkers();
  }

  @Override
  public ClusterArchive archive() {
    return archive;
  }

  @Override
  public NodeMeters meters() {
    return meters;
  }

  // ---- the study -------------------------------------------------------------------------------

  private boolean isIt(String study) {
    return study.equals(about.folder().id());
  }

  private CompletionStage<StudyIndex.Row> row() {
    return AskPattern.ask(
            node.coordinator(), StudyCoordinator.Describe::new, PATIENCE, system().scheduler())
        .thenApply(this::row);
  }

  private StudyIndex.Row row(StudyView view) {
    // Not ended before its report is written and its landscape kept, which this process does next.
    StudyPhase phase = view.phase() == StudyPhase.ENDED ? StudyPhase.ENDING : view.phase();
    return new StudyIndex.Row(
        about.folder().id(),
        about.spec().name(),
        about.since(),
        phase.name().toLowerCase(Locale.ROOT),
        StudyJson.of(about.folder().id(), about.spec(), view));
  }

  @Override
  public CompletionStage<List<StudyIndex.Row>> list(int limit, Optional<String> before) {
    return before.isPresent()
        ? CompletableFuture.completedFuture(List.of())
        : row().thenApply(List::of);
  }

  @Override
  public CompletionStage<Optional<StudyIndex.Row>> find(String study) {
    return isIt(study)
        ? row().thenApply(Optional::of)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<StudyDescription> describe(String study) {
    return AskPattern.ask(
        node.coordinator(), StudyCoordinator.DescribeStudy::new, PATIENCE, system().scheduler());
  }

  @Override
  public CompletionStage<Controlled> control(String study, Control control) {
    if (control.hasShare()) {
      throw new NotHereException(
          "the study has this machine to itself: shares are for studies of a server");
    }
    return AskPattern.ask(
        node.coordinator(),
        (ActorRef<Controlled> replyTo) -> new StudyCoordinator.Direct(control, replyTo),
        PATIENCE,
        system().scheduler());
  }

  @Override
  public CompletionStage<Optional<WatchedStudy>> watch(String study) {
    return AskPattern.ask(
            monitor,
            (ActorRef<StudyMonitor.Watched> replyTo) -> new StudyMonitor.Watch(study, replyTo),
            PATIENCE,
            system().scheduler())
        .thenApply(StudyMonitor.Watched::study);
  }

  @Override
  public CompletionStage<Optional<String>> report(String study) {
    return isIt(study)
        ? CompletableFuture.supplyAsync(() -> Optional.of(about.report().get()), watching)
        : CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public Optional<TrustCourse> trust(String study) {
    return isIt(study) ? Optional.of(about.trust().get()) : Optional.empty();
  }

  @Override
  public CompletionStage<Optional<Submission>> sweep(String study) {
    StudyCreated created = about.created();
    return CompletableFuture.completedFuture(
        isIt(study)
            ? Optional.of(
                new Submission(created.getSweepJson(), created.getSweepFolder(), study, ""))
            : Optional.empty());
  }

  // ---- workers ---------------------------------------------------------------------------------

  @Override
  public CompletionStage<Nodes> workers(String after, Duration patience) {
    return AskPattern.ask(
        node.dispatcher(),
        (ActorRef<Nodes> replyTo) -> new Dispatcher.ListNodes(after, replyTo),
        patience,
        system().scheduler());
  }

  // ---- what needs a server ---------------------------------------------------------------------

  @Override
  public CompletionStage<StudyIndex.Submission> submit(Submission submission) {
    throw new NotHereException(
        "this page belongs to one study that `cairn run` has in hand; start another one in a"
            + " terminal, or hand sweeps to a `cairn server`");
  }

  @Override
  public CompletionStage<Boolean> remove(String study) {
    throw new NotHereException("remove it with `cairn rm " + study + "` when it has ended");
  }

  @Override
  public CompletionStage<LogText> log(String worker, String study, long token) {
    return AskPattern.ask(
        node.dispatcher(),
        (ActorRef<LogText> replyTo) -> new Dispatcher.ReadNodeLog(worker, study, token, replyTo),
        WORKER_PATIENCE,
        system().scheduler());
  }

  @Override
  public CompletionStage<Drained> drain(String worker, Duration grace) {
    throw new NotHereException(
        "the worker is this process: pause the study, or end the process with Ctrl-C");
  }
}
