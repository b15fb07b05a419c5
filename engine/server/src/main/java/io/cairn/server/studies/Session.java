package io.cairn.server.studies;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.proto.StudyCreated;
import io.cairn.server.cluster.LocalNode;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.journal.JournalCheck;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.journal.StudyLock;
import io.cairn.server.trace.Tracing;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.spi.Evaluator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One process at work on one study: from taking its lock to letting it go, in order, also when the
 * process is asked to end.
 */
public final class Session implements AutoCloseable {

  private static final Duration STATUS_INTERVAL = Duration.ofSeconds(1);

  /** How long workers wait for the first fit of the model; usually it takes a tenth of a second. */
  private static final Duration HEAD_START = Duration.ofSeconds(5);

  private final StudyFolder folder;
  private final StudyLock lock;
  private final InstantSource time;
  private final StudySpec spec;
  private final LocalNode node;
  private final Tracing tracing;
  private final String mode;
  private final boolean recovered;

  /** Of a session that runs workers. */
  private Optional<Evaluator> evaluator = Optional.empty();

  /** Guards against leaving twice: by the end of the study and by a signal. */
  private final AtomicBoolean left = new AtomicBoolean();

  private final CompletableFuture<Void> waitedEnough = new CompletableFuture<>();

  /**
   * What is taken up, and how.
   *
   * @param folder of the study
   * @param created its first event, used if the journal is empty
   * @param priors landscapes that its model is fitted with
   * @param timeLimit longest time of one evaluation; zero for no limit
   * @param listener told of what happened, on the coordinator's thread and after durability; must
   *     not block
   */
  public record Opening(
      StudyFolder folder,
      StudyCreated created,
      List<FittedPrior> priors,
      Duration timeLimit,
      Consumer<List<StudyEvent>> listener) {

    public Opening {
      priors = List.copyOf(priors);
    }
  }

  /** Who looks on while a study's workers run. */
  public interface Onlooker {

    /** How long after one look at the study the next one comes, at most. */
    Duration interval();

    /** How the study stands, as it is followed; the last time when it has ended. */
    void shows(StudyView view);

    /** It has ended, and nothing more is shown. */
    void over();

    /** The process is asked to end: running evaluations are asked to end too. */
    void stopping();

    /** The study was left in order, and can be taken up again. */
    void stopped();
  }

  private Session(
      StudyFolder folder,
      StudyLock lock,
      InstantSource time,
      StudySpec spec,
      LocalNode node,
      Tracing tracing,
      String mode,
      StudyCoordinator.Opened opened) {
    this.folder = folder;
    this.lock = lock;
    this.time = time;
    this.spec = spec;
    this.node = node;
    this.tracing = tracing;
    this.mode = mode;
    this.recovered = opened.recovered();
  }

  /**
   * Takes a study up.
   *
   * @throws CairnException if another process has it, or its journal is torn
   */
  public static Session open(Opening opening) {
    InstantSource time = InstantSource.system();
    StudyFolder folder = opening.folder();
    String mode = opening.created().getMode();
    StudyLock lock = Studies.lock(folder);
    LocalNode node = null;
    Tracing tracing = Tracing.OFF;
    try {
      Studies.requireSound(JournalCheck.open(folder));
      boolean askTell = mode.equals(StudyDecider.ASK_TELL);
      tracing = Traces.open("local", folder.id());
      node =
          LocalNode.start(
              new LocalNode.Settings(
                  folder,
                  first ->
                      Terms.alone(
                          folder.id(),
                          StudySpecs.spec(first).withPriors(opening.priors()),
                          opening.timeLimit()),
                  time,
                  !askTell,
                  tracing.study(folder.id()).andTelling(opening.listener())));
      StudyCoordinator.Opened opened = node.open(opening.created(), mode);
      Session session =
          new Session(
              folder, lock, time, StudySpecs.spec(opened.created()), node, tracing, mode, opened);
      session.writeStatus(opened.view());
      return session;
    } catch (RuntimeException e) {
      if (node != null) {
        node.close();
      }
      tracing.close();
      lock.close();
      throw e;
    }
  }

  /** Where the study is kept. */
  public StudyFolder folder() {
    return folder;
  }

  /** What the study is, without the landscapes of its priors. */
  public StudySpec spec() {
    return spec;
  }

  /** The machine's one node. */
  public LocalNode node() {
    return node;
  }

  /** Whether an earlier process had it. */
  public boolean recovered() {
    return recovered;
  }

  /**
   * Runs the study's workers on this machine until the study ends.
   *
   * @param runs evaluates; closed when the session is
   * @param slots evaluations at once
   * @return how it stands at the end, or when {@link #stopWaiting} was called
   * @throws InterruptedException if the thread that waits is interrupted; the study is not left
   */
  public StudyView run(Evaluator runs, int slots, Onlooker onlooker) throws InterruptedException {
    evaluator = Optional.of(runs);
    WorkFolders.endLeftovers(folder);
    if (recovered) {
      // Workers of this machine lived in the process that had the study before; its lock is ours
      // now.
      node.decide(new StudyCommand.ReleaseLeases("the process that ran it ended"));
    }
    node.awaitModel(HEAD_START);
    node.startWorkers(
        folder.id(),
        NodeSettings.alone("local", slots, Duration.ofSeconds(2), spec.grace(), folder.path()),
        tracing.follow(runs, "local"));
    CountDownLatch finished = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              if (left.compareAndSet(false, true)) {
                onlooker.stopping();
                leave();
                onlooker.stopped();
              }
              finished.countDown();
            },
            "cairn-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    StudyView view;
    try {
      view = follow(onlooker);
    } catch (IllegalStateException e) {
      if (left.get()) {
        // What broke off is what the hook is shutting down.
        awaitForever(finished);
      }
      throw e;
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException stopping) {
        // A signal came first: its hook has the study now, and the process ends when it is done.
        awaitForever(finished);
      }
    }
    return view;
  }

  /**
   * Makes {@link #run} return; the study is not left. An interrupt would do so too, and break off a
   * file that is just written.
   */
  public void stopWaiting() {
    waitedEnough.complete(null);
  }

  private static void awaitForever(CountDownLatch latch) {
    try {
      latch.await();
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StudyView follow(Onlooker onlooker) throws InterruptedException {
    Instant statusDue = time.instant();
    StudyView view = node.view();
    CompletableFuture<Object> end = CompletableFuture.anyOf(node.ended(), waitedEnough);
    boolean over = isOver(end, Duration.ZERO);
    while (!over) {
      onlooker.shows(view);
      if (!time.instant().isBefore(statusDue)) {
        writeStatus(view);
        statusDue = time.instant().plus(STATUS_INTERVAL);
      }
      over = isOver(end, onlooker.interval());
      view = node.view();
    }
    onlooker.shows(view);
    if (node.ended().isDone()) {
      onlooker.over();
    }
    writeStatus(view);
    return view;
  }

  private static boolean isOver(CompletableFuture<?> end, Duration patience)
      throws InterruptedException {
    try {
      end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the study broke off", e.getCause());
    }
  }

  private void writeStatus(StudyView view) {
    writeStatus(view, true);
  }

  private void writeStatus(StudyView view, boolean attached) {
    StudyStatus.of(folder.id(), spec, mode, view, time.instant(), attached).write(folder);
  }

  /** Leaves the study in order; it can be taken up again unless it has ended. */
  @Override
  public void close() {
    if (left.compareAndSet(false, true)) {
      leave();
    }
  }

  /** Whatever fails here, the next process must find the lock free. */
  private void leave() {
    // Files that are written by an interrupted thread break off.
    boolean interrupted = Thread.interrupted();
    try {
      StudyView view = node.view();
      node.leave(spec.grace().plusSeconds(2));
      if (view.phase() == StudyPhase.ENDED) {
        WorkFolders.removeEmpty(folder);
      }
      interrupted |= Thread.interrupted();
      writeStatus(view, false);
    } finally {
      node.close();
      evaluator.ifPresent(Evaluator::close); // No evaluation runs any more.
      tracing.close();
      lock.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
