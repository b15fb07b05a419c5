package io.cairn.server.embedded;

import io.cairn.core.study.StudyPhase;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.studies.Begun;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Session;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A study whose evaluations run in this program, until it ends or is closed. Safe for use from any
 * thread, from hooks too. If the process is asked to end by a signal, the study is left in order.
 */
public final class RunningStudy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningStudy.class);

  private final Session session;
  private final Work work;
  private final HookTeller teller;
  private final Home home;
  private final CompletableFuture<StudyResult> result = new CompletableFuture<>();
  private final Thread thread;
  private volatile StudyView view;

  /**
   * What runs and how.
   *
   * @param slots evaluations at once
   * @param timeLimit longest time of one evaluation; zero for no limit
   */
  record Work(Evaluator evaluator, int slots, Duration timeLimit) {}

  private RunningStudy(Session session, Work work, HookTeller teller, Home home) {
    this.session = session;
    this.work = work;
    this.teller = teller;
    this.home = home;
    this.view = session.node().view();
    this.thread = new Thread(this::run, "cairn-study-" + session.folder().id());
  }

  /** Takes a study up and begins to run it. */
  static RunningStudy start(Begun study, Work work, StudyHooks hooks, Home home) {
    HookTeller teller = new HookTeller(hooks);
    Session session;
    try {
      session = Session.open(study.opening(work.timeLimit(), teller::accept));
    } catch (RuntimeException e) {
      work.evaluator().close();
      throw e;
    }
    RunningStudy running = new RunningStudy(session, work, teller, home);
    teller.start(() -> BestTrial.of(session.node().view(), session.spec()));
    running.thread.start();
    return running;
  }

  private void run() {
    try {
      StudyView end;
      try (session) {
        end = runAndTell();
      }
      view = end;
      if (end.phase() == StudyPhase.ENDED) {
        result.complete(Results.of(session.folder(), home));
      } else {
        result.completeExceptionally(closed());
      }
    } catch (InterruptedException e) {
      result.completeExceptionally(closed());
    } catch (RuntimeException | Error e) {
      result.completeExceptionally(e);
    }
  }

  private CairnException closed() {
    return CairnException.refused(
        "study " + id() + " was closed before it ended; go on with it by its id");
  }

  /** Hooks are told while the study can still be asked for its best. */
  private StudyView runAndTell() throws InterruptedException {
    try {
      return session.run(new Paced(work.evaluator(), teller), work.slots(), new Onlooker());
    } finally {
      teller.close();
    }
  }

  /** Id of the study. */
  public String id() {
    return session.folder().id();
  }

  /** The best trial as of a moment ago; empty before the first result. */
  public Optional<BestTrial> best() {
    return BestTrial.of(view, session.spec());
  }

  /** How much of the budget was spent as of a moment ago, from 0 to 1; empty without a limit. */
  public OptionalDouble progress() {
    return session.spec().budget().spent(view.spending(), view.elapsed());
  }

  /** Whether it has ended, as of a moment ago. */
  public boolean isEnded() {
    return view.phase() == StudyPhase.ENDED;
  }

  /**
   * Asks the study to end, for good; what runs gets its grace period. Returns at once.
   *
   * @param reason for people
   */
  public void stop(String reason) {
    if (!isEnded()) {
      session.node().stop(reason);
    }
  }

  /**
   * Waits for the end.
   *
   * @throws CairnException if it was closed before
   * @throws IllegalStateException if the study broke off, which is a bug of Cairn
   * @throws InterruptedException if this thread is interrupted; the study goes on
   */
  public StudyResult await() throws InterruptedException {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CairnException closed) {
        throw closed;
      }
      throw new IllegalStateException("study " + id() + " broke off", e.getCause());
    }
  }

  /**
   * Leaves the study. If it has not ended, running evaluations are asked to end and are given back;
   * it can be gone on with by its id. Not to be called from a hook: {@link #stop} is.
   */
  @Override
  public void close() {
    session.stopWaiting();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Onlooker implements Session.Onlooker {

    @Override
    public Duration interval() {
      return Duration.ofMillis(200);
    }

    @Override
    public void shows(StudyView now) {
      view = now;
    }

    @Override
    public void over() {
      // It was shown.
    }

    @Override
    public void stopping() {
      LOG.info("study {} is left, since the process ends", id());
    }

    @Override
    public void stopped() {
      LOG.info("study {} was left; it can be gone on with by its id", id());
    }
  }

  /** Begins an evaluation when hooks are not far behind. */
  private record Paced(Evaluator evaluator, HookTeller teller) implements Evaluator {

    @Override
    public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {
      teller.awaitRoom();
      return evaluator.evaluate(evaluation, progress);
    }

    @Override
    public void close() {
      evaluator.close();
    }
  }
}
