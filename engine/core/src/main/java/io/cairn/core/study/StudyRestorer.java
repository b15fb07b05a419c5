package io.cairn.core.study;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Duration;
import java.time.Instant;

/** Makes a state of what {@link StudyState#copyTo} hands on. */
public final class StudyRestorer implements SnapshotSink {

  private final StudyState state;

  /** For a study of this spec. */
  public StudyRestorer(StudySpec spec) {
    this.state = new StudyState(spec);
  }

  /** The restored state, once every piece was taken. */
  public StudyState state() {
    return state;
  }

  @Override
  public void header(
      long commits,
      StudyPhase phase,
      String reason,
      String mode,
      long lastToken,
      Duration active,
      Instant sessionStart,
      Instant endingAt,
      Instant lastEvent,
      Spending spending) {
    state.restore(commits, phase, reason, mode, endingAt, lastEvent, spending);
    state.active().restore(active, sessionStart, phase == StudyPhase.PAUSED);
    state.book().restoreToken(lastToken);
  }

  @Override
  public void trial(
      Configuration configuration, int bracket, int due, int reached, TrialStatus status) {
    TrialTable trials = state.table();
    int trial = trials.size();
    trials.add(configuration, bracket, due);
    trials.reached(trial, reached);
    trials.status(trial, status);
  }

  @Override
  public void methodCall(long call, double loss, double seconds) {
    state.record().replay(call, loss, seconds);
  }

  @Override
  public void lease(LeaseRecord record) {
    state.book().restoreRunning(of(record));
  }

  @Override
  public void lostLease(LeaseRecord record, FailureKind why) {
    state.book().await(of(record), why);
  }

  @Override
  public void queued(int trial, int rung, double from, double to) {
    state.book().queue(trial, rung, from, to);
  }

  @Override
  public void incumbent(Incumbent incumbent) {
    state.best().set(incumbent);
  }

  @Override
  public void checkpoint(int trial, long bytes) {
    state.checkpoints().kept(trial, bytes);
  }

  @Override
  public void checkpointGone(int trial) {
    state.checkpoints().dropped(trial, true);
  }

  @Override
  public void share(Share share) {
    state.restoreShare(share);
  }

  private Lease of(LeaseRecord record) {
    return Lease.of(record, state.lastEvent().plus(state.spec().lease()));
  }
}
