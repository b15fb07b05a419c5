package io.cairn.server.cli;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
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
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.WorkerSection;
import io.cairn.server.trace.Tracing;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.node.NodeSettings;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One process at work on one study: from taking its lock to letting it go, in order, also when the
 * person presses Ctrl-C.
 */
final class Session implements AutoCloseable {

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
   * Takes the study up.
   *
   * @param created its first event, used if the journal is empty
   * @param priors landscapes that its model is fitted with
   * @throws CommandException if another process has it, or its journal is torn
   */
  static Session open(
      StudyFolder folder, StudyCreated created, Sweep sweep, List<FittedPrior> priors) {
    InstantSource time = InstantSource.system();
    String mode = created.getMode();
    StudyLock lock = Studies.lock(folder);
    LocalNode node = null;
    Tracing tracing = Tracing.OFF;
    try {
      Studies.requireSound(JournalCheck.open(folder));
      LogFile.to(folder);
      boolean askTell = mode.equals(StudyDecider.ASK_TELL);
      Duration timeLimit =
          sweep.worker() instanceof WorkerSection.Configured worker
              ? worker.timeLimit().orElse(Duration.ZERO)
              : Duration.ZERO;
      tracing = Traces.open("local", folder.id());
      node =
          LocalNode.start(
              new LocalNode.Settings(
                  folder,
                  first ->
                      Terms.alone(
                          folder.id(), StudySpecs.spec(first).withPriors(priors), timeLimit),
                  time,
                  !askTell,
                  tracing.study(folder.id())));
      StudyCoordinator.Opened opened = node.open(created, mode);
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

  StudyFolder folder() {
    return folder;
  }

  StudySpec spec() {
    return spec;
  }

  LocalNode node() {
    return node;
  }

  boolean recovered() {
    return recovered;
  }

  /**
   * Runs the study's workers on this machine until the study ends, showing progress.
   *
   * @param types the kinds of worker that there are
   * @param slots evaluations at once
   * @return how it stands at the end
   */
  StudyView run(Sweep sweep, WorkerTypes types, int slots, PrintStream progress, boolean terminal) {
    WorkFolders.endLeftovers(folder);
    if (recovered) {
      // Workers of this machine lived in the process that had the study before; its lock is ours
      // now.
      node.decide(new StudyCommand.ReleaseLeases("the process that ran it ended"));
    }
    Evaluator runs = evaluator(sweep, types);
    evaluator = Optional.of(runs);
    node.awaitModel(HEAD_START);
    node.startWorkers(
        folder.id(),
        NodeSettings.alone("local", slots, Duration.ofSeconds(2), spec.grace(), folder.path()),
        tracing.follow(runs, "local"));
    ProgressLine line = new ProgressLine(progress, terminal, spec);
    CountDownLatch finished = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              if (left.compareAndSet(false, true)) {
                line.end();
                progress.println("stopping: running evaluations are asked to end ...");
                leave();
                progress.println(
                    "stopped; nothing is lost. Go on with: cairn resume " + folder.id());
              }
              finished.countDown();
            },
            "cairn-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    StudyView view;
    try {
      view = follow(line, terminal);
    } catch (IllegalStateException e) {
      if (left.get()) {
        // What broke off is what the hook is shutting down.
        awaitForever(finished);
      }
      throw e;
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // A signal came first: its hook has the study now, and the process ends when it is done.
      awaitForever(finished);
    }
    return view;
  }

  private static void awaitForever(CountDownLatch latch) {
    try {
      latch.await();
      Thread.currentThread().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private StudyView follow(ProgressLine line, boolean terminal) {
    long interval = terminal ? 200 : 500;
    Instant statusDue = time.instant();
    StudyView view = node.view();
    while (!node.ended().isDone()) {
      line.show(view);
      if (!time.instant().isBefore(statusDue)) {
        writeStatus(view);
        statusDue = time.instant().plus(STATUS_INTERVAL);
      }
      try {
        node.ended().get(interval, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // Not yet: that is what the interval is for.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return view;
      } catch (ExecutionException e) {
        throw new IllegalStateException("the study broke off", e.getCause());
      }
      view = node.view();
    }
    line.show(view);
    line.end();
    writeStatus(view);
    return view;
  }

  private static Evaluator evaluator(Sweep sweep, WorkerTypes types) {
    if (!(sweep.worker() instanceof WorkerSection.Configured worker)) {
      throw CommandException.invalid(
          "the sweep has no worker section, so nothing here can run its evaluations; add one, or drive"
              + " it with cairn ask-tell");
    }
    try {
      return types
          .find(worker.type())
          .orElseThrow(() -> CommandException.refused(types.unknown(worker.type())))
          .create(worker.settings());
    } catch (InvalidSettingsException e) {
      throw CommandException.invalid(e.getMessage() + "; nothing was started.");
    }
  }

  /** Writes the status file. */
  void writeStatus(StudyView view) {
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
    try {
      StudyView view = node.view();
      node.leave(spec.grace().plusSeconds(2));
      if (view.phase() == StudyPhase.ENDED) {
        WorkFolders.removeEmpty(folder);
      }
      writeStatus(view, false);
    } finally {
      node.close();
      evaluator.ifPresent(Evaluator::close); // No evaluation runs any more.
      tracing.close();
      lock.close();
    }
  }
}
