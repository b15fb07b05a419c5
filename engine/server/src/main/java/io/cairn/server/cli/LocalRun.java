package io.cairn.server.cli;

import io.cairn.server.coordinator.StudyView;
import io.cairn.server.studies.Begun;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.ConfiguredWorker;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Session;
import io.cairn.server.sweep.Sweep;
import io.cairn.workers.WorkerTypes;
import java.io.PrintStream;
import java.time.Duration;

/** A study of this machine in the hands of a command. */
final class LocalRun {

  private LocalRun() {}

  /**
   * Takes a study up; what is logged goes to its folder from now on.
   *
   * @throws CairnException if another process has it, or its journal is torn
   */
  static Session open(Begun study) {
    LogFile.to(study.folder());
    return Session.open(study.opening());
  }

  /**
   * Runs a study's workers until it ends, showing progress on standard error.
   *
   * @param types the kinds of worker that there are
   * @param slots evaluations at once
   * @param page where its live page is, if there is one
   */
  static void run(Begun study, WorkerTypes types, int slots, PageOptions page, Home home) {
    try (Session session = open(study)) {
      page.open(session, study.created(), study.priors().fits(), home, Terminal.watched())
          .ifPresent(address -> System.err.println("page  " + address));
      run(session, study.sweep(), types, slots);
    }
  }

  /** As {@link #run(Begun, WorkerTypes, int, PageOptions, Home)}, without a page. */
  static void run(Begun study, WorkerTypes types, int slots) {
    try (Session session = open(study)) {
      run(session, study.sweep(), types, slots);
    }
  }

  private static void run(Session session, Sweep sweep, WorkerTypes types, int slots) {
    boolean terminal = Terminal.watched();
    try {
      session.run(
          ConfiguredWorker.of(sweep, types),
          slots,
          new Progress(session, new ProgressLine(System.err, terminal, session.spec()), terminal));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a person sees of it. */
  private record Progress(Session session, ProgressLine line, boolean terminal)
      implements Session.Onlooker {

    private static final PrintStream OUT = System.err;

    @Override
    public Duration interval() {
      return Duration.ofMillis(terminal ? 200 : 500);
    }

    @Override
    public void shows(StudyView view) {
      line.show(view);
    }

    @Override
    public void over() {
      line.end();
    }

    @Override
    public void stopping() {
      line.end();
      OUT.println("stopping: running evaluations are asked to end ...");
    }

    @Override
    public void stopped() {
      OUT.println("stopped; nothing is lost. Go on with: cairn resume " + session.folder().id());
    }
  }
}
