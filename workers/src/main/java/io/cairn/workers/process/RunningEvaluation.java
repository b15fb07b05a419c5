package io.cairn.workers.process;

import io.cairn.workers.pace.Pace;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One evaluation from start to end, on the thread of its slot alone.
 *
 * <p>Threads that read the pipes would block for as long as any process holds the other end, and a
 * blocked read cannot be ended from outside. So the slot's thread looks at the pipes, the results
 * file, the process and the reasons to stop in turn, without waiting anywhere longer than
 * milliseconds. Memory is bounded: a pipe that is not read fills, and then its writer waits.
 */
final class RunningEvaluation {

  static final Duration KILL_PATIENCE = Duration.ofSeconds(5);

  /** What a command leaves running when it ends by itself gets so long after SIGTERM. */
  private static final long ABANDONED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long MOST_KEPT_OF_GRACE = TimeUnit.SECONDS.toNanos(2);
  private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_IDLE_MILLIS = 20;

  private final ProcessSettings settings;
  private final Evaluation evaluation;
  private final Progress progress;
  private final BooleanSupplier closing;
  private final Secrets secrets;
  private final LogValve log;
  private final Reports reports;
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile Optional<Job> job = Optional.empty();
  private Optional<Ending> verdict = Optional.empty();
  private boolean stopping;

  /**
   * @param closing whether the evaluator is being closed
   */
  RunningEvaluation(
      ProcessSettings settings, Evaluation evaluation, Progress progress, BooleanSupplier closing) {
    this.settings = settings;
    this.evaluation = evaluation;
    this.progress = progress;
    this.closing = closing;
    this.secrets = Secrets.of(settings.passedOn(), System.getenv());
    this.log = new LogValve(progress::log, secrets::blotOut, System::nanoTime);
    this.reports = new Reports(evaluation, settings, progress, log);
  }

  /**
   * Runs the command to its end.
   *
   * @param setsid the program that starts another in a session of its own, if there is one
   */
  Outcome run(Launcher launcher, Optional<Path> setsid) throws IOException {
    try {
      long start = System.nanoTime();
      Leftovers.killIn(evaluation.scratch());
      EvaluationFiles files =
          EvaluationFiles.in(Files.createDirectories(launcher.folder(evaluation.scratch())));
      files.prepare(evaluation, settings.resource().isPresent());
      Job started;
      try {
        started = launcher.start(new Launch(settings, evaluation, files, setsid));
      } catch (UnavailableException e) {
        return failed(Kind.UNAVAILABLE, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        return failed(Kind.ERROR, String.valueOf(e.getMessage()));
      }
      job = Optional.of(started);
      Outcome outcome = supervise(started, files, start);
      return outcome instanceof Failed failed ? failed(failed.kind(), failed.message()) : outcome;
    } finally {
      finished.countDown();
    }
  }

  private Failed failed(Kind kind, String message) {
    return new Failed(kind, secrets.blotOut(message));
  }

  private Outcome supervise(Job started, EvaluationFiles files, long start) throws IOException {
    InputStream out = started.stdout();
    InputStream err = started.stderr();
    // When the first process ends, the JDK reads what is left in its pipes into memory, all of it,
    // and a grandchild may be writing without end. It takes the streams' monitors for that; who
    // holds them reads in bounded pieces instead, and closes the streams before letting go.
    synchronized (out) {
      synchronized (err) {
        try {
          Outputs outputs = outputs(started, files);
          Ending ending = follow(started, outputs, start);
          end(started, outputs, ending);
          return outcome(verdict.filter(later -> !stopping).orElse(ending), outputs);
        } finally {
          if (started.kill(KILL_PATIENCE)) {
            started.forget();
          } else {
            progress.log("[processes of the command could not be ended and are left behind]");
          }
          out.close();
          err.close();
        }
      }
    }
  }

  private Outputs outputs(Job started, EvaluationFiles files) {
    Optional<Path> file =
        settings.resultsInFile() ? Optional.of(files.results()) : Optional.empty();
    return new Outputs(started, file, this::result, log);
  }

  private void result(String line, long cutBytes) {
    if (stopping || verdict.isPresent()) {
      log.line(line, cutBytes);
    } else {
      verdict = reports.take(line, cutBytes);
    }
  }

  private Ending follow(Job started, Outputs outputs, long begun) throws IOException {
    long limit = evaluation.timeLimit().map(Pace::nanos).orElse(Long.MAX_VALUE);
    long idle = 1;
    long start = begun;
    long remembered = start;
    while (true) {
      // Asked before reading: what was written before the end is then read after it.
      boolean alive = started.isAlive();
      started.news().ifPresent(words -> log.line("[" + words + "]", 0));
      boolean busy = outputs.read();
      if (verdict.isPresent()) {
        return verdict.get();
      }
      if (Thread.interrupted() || isCancelled()) {
        return new Ending.Cancelled();
      }
      if (!alive) {
        return ended(started);
      }
      long now = System.nanoTime();
      if (started.isWaiting()) {
        start = now;
      } else if (now - start > limit) {
        return new Ending.TimeLimit();
      }
      if (now - remembered > TimeUnit.SECONDS.toNanos(1)) {
        started.remember();
        remembered = now;
      }
      idle = busy ? 1 : Math.min(LONGEST_IDLE_MILLIS, 2 * idle);
      if (!busy && !pause(started, idle)) {
        return new Ending.Cancelled();
      }
    }
  }

  private static Ending ended(Job started) {
    Optional<Failed> trouble = started.trouble();
    return trouble.isPresent()
        ? new Ending.Troubled(trouble.get())
        : new Ending.Exited(started.exitCode());
  }

  private boolean isCancelled() {
    return closing.getAsBoolean() || progress.cancelled();
  }

  /** Waits for some milliseconds; answers whether the wait was undisturbed. */
  private static boolean pause(Job started, long millis) {
    try {
      started.pause(millis);
      return true;
    } catch (InterruptedException e) {
      // The outcome says the same; the slot's thread is used again.
      return false;
    }
  }

  /** Ends what still runs, and takes what was written until then. */
  private void end(Job started, Outputs outputs, Ending ending) throws IOException {
    boolean byItself = ending instanceof Ending.Exited || ending instanceof Ending.Troubled;
    stopping = !byItself;
    int left = started.left();
    if (left > 0) {
      if (byItself) {
        log.line("[the command ended and left " + left + " processes; they are ended]", 0);
      }
      started.askToEnd();
      awaitEnd(started, outputs, byItself ? ABANDONED_NANOS : patienceNanos());
      started.kill(KILL_PATIENCE);
    }
    long deadline = System.nanoTime() + DRAIN_NANOS;
    boolean more = true;
    while (more && System.nanoTime() < deadline) {
      more = outputs.read();
    }
    outputs.end();
  }

  private void awaitEnd(Job started, Outputs outputs, long nanos) throws IOException {
    long start = System.nanoTime();
    long idle = 1;
    while (System.nanoTime() - start < nanos) {
      boolean busy = outputs.read();
      if (!started.isAlive() && started.left() == 0) {
        return;
      }
      idle = Math.min(LONGEST_IDLE_MILLIS, 2 * idle);
      if (!busy) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(idle));
        // It is being stopped already, and the stop is bounded; a pending interrupt would turn the
        // pauses into a busy loop.
        boolean unused = Thread.interrupted();
      }
    }
  }

  /** The grace period without what is kept of it for SIGKILL and its effect. */
  private long patienceNanos() {
    long grace = Pace.nanos(settings.grace());
    return grace - Math.min(grace / 4, MOST_KEPT_OF_GRACE);
  }

  private Outcome outcome(Ending ending, Outputs outputs) {
    if (ending instanceof Ending.Exited exited) {
      Outcome outcome =
          exited.code() == 0
              ? reports.atExit()
              : new Failed(Kind.ERROR, failure(exited.code(), outputs.lastWords()));
      // A command that ended because the machine is shutting down has done nothing wrong.
      return outcome instanceof Failed && isCancelled() ? cancelled() : outcome;
    }
    if (ending instanceof Ending.Troubled troubled) {
      return troubled(troubled.failed(), outputs.lastWords());
    }
    if (ending instanceof Ending.Unusable unusable) {
      return new Failed(Kind.BAD_RESULT, unusable.problem());
    }
    if (reports.isReached() || ending instanceof Ending.Refused) {
      // Also at the time limit: a command that hangs while it shuts down has done its work.
      return reports.completed();
    }
    return ending instanceof Ending.TimeLimit
        ? new Failed(Kind.TIME_LIMIT, timeLimit())
        : cancelled();
  }

  private Outcome troubled(Failed failed, String lastWords) {
    if (isCancelled()) {
      return cancelled();
    }
    if (failed.kind() == Kind.TIME_LIMIT && reports.isReached()) {
      return reports.completed();
    }
    return new Failed(failed.kind(), failed.message() + lastWords(lastWords));
  }

  private static String lastWords(String text) {
    return text.isEmpty() ? "" : "; its last words: " + Quotes.shorten(text);
  }

  private Failed cancelled() {
    return new Failed(
        Kind.CANCELLED, "the evaluation was cancelled; " + reports.reached() + " before");
  }

  private String timeLimit() {
    return "the command ran longer than its time limit of %s s and was ended; %s"
        .formatted(
            Texts.value(evaluation.timeLimit().orElseThrow().toMillis() / 1000.0),
            reports.reached());
  }

  private static String failure(int code, String lastWords) {
    return "the command ended with " + ExitCode.describe(code) + lastWords(lastWords);
  }

  /** Waits until the evaluation is over; answers whether it is. */
  boolean awaitFinish(long nanos) throws InterruptedException {
    return finished.await(nanos, TimeUnit.NANOSECONDS);
  }

  /** Ends every process at once, from any thread. */
  void kill() {
    job.ifPresent(started -> started.kill(KILL_PATIENCE));
  }
}
