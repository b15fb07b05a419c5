package io.cairn.core.study;

import io.cairn.core.study.StudyEvent.SessionOpened;
import io.cairn.core.study.StudyEvent.ShareChanged;
import io.cairn.core.study.StudyEvent.StudyEnded;
import io.cairn.core.study.StudyEvent.StudyEnding;
import io.cairn.core.study.StudyEvent.StudyPaused;
import io.cairn.core.study.StudyEvent.StudyResumed;
import java.util.Optional;

/**
 * Whether a study runs, pauses or ends.
 *
 * <pre>
 * RUNNING -> PAUSED, ENDING, ENDED     PAUSED -> RUNNING, ENDING     ENDING -> ENDED
 * </pre>
 *
 * <p>While paused nothing new is handed out and time does not count; what runs goes on to its end,
 * all the way up for a lease that runs through, and its results count with all that they bring
 * about: a target that is reached or a compute budget that is spent ends a paused study too.
 */
final class Course {

  private final Deliberation on;
  private final StudyState state;

  Course(Deliberation on) {
    this.on = on;
    this.state = on.state;
  }

  StudyReply open(String mode) {
    if (state.phase() == StudyPhase.ENDED) {
      return new StudyReply.Done(state.reason());
    }
    on.emit(new SessionOpened(on.now, mode));
    return new StudyReply.Noted();
  }

  StudyReply pause(String reason) {
    if (state.phase().isEnding()) {
      return tooLate("paused");
    }
    if (state.phase() == StudyPhase.RUNNING) {
      on.emit(new StudyPaused(on.now, reason));
    }
    return new StudyReply.Noted();
  }

  StudyReply resume() {
    if (state.phase().isEnding()) {
      return tooLate("resumed");
    }
    if (state.phase() == StudyPhase.PAUSED) {
      on.emit(new StudyResumed(on.now));
    }
    return new StudyReply.Noted();
  }

  StudyReply changeShare(Share share) {
    if (state.phase() == StudyPhase.ENDED) {
      return tooLate("given another share of the machines");
    }
    if (!state.share().equals(Optional.of(share))) {
      on.emit(new ShareChanged(on.now, share));
    }
    return new StudyReply.Noted();
  }

  private StudyReply tooLate(String what) {
    String how = state.phase() == StudyPhase.ENDED ? "has ended" : "is ending";
    return new StudyReply.Refused(
        "the study cannot be " + what + ": it " + how + " (" + state.reason() + ")");
  }

  StudyReply stop(String reason) {
    if (!state.phase().isEnding()) {
      end(reason);
    }
    return new StudyReply.Noted();
  }

  /** Nothing new from now on; over as soon as nothing runs. */
  void end(String reason) {
    on.emit(new StudyEnding(on.now, reason));
    settle();
  }

  void settle() {
    if (state.phase() == StudyPhase.ENDING && state.running() == 0) {
      on.emit(new StudyEnded(on.now, state.reason()));
    }
  }

  /**
   * Nothing can be decided any more; with nothing out and nothing waiting, that is the end.
   *
   * @param needed what a worker must have for what waits, where the asker has not
   */
  StudyReply exhausted(String reason, WorkerLabels needed) {
    if (state.running() > 0 || !state.waiting().isEmpty()) {
      return new StudyReply.Wait(reason, needed);
    }
    on.emit(new StudyEnded(on.now, reason));
    return new StudyReply.Done(reason);
  }

  /** Ends the study when the clock or the compute budget says so. */
  void endIfSpent() {
    Budget budget = on.spec.budget();
    if (budget.wallClock().isPresent()
        && state.elapsed(on.now).compareTo(budget.wallClock().get()) >= 0) {
      end("wall-clock budget reached (" + budget.wallClock().get().toSeconds() + " s)");
      return;
    }
    if (budget.compute().isPresent()) {
      double seconds = state.spending().computeSeconds();
      for (Lease lease : state.leases()) {
        seconds += on.costSoFar(lease);
      }
      if (seconds >= budget.compute().get().toMillis() / 1000.0) {
        end("compute budget reached (" + budget.compute().get().toSeconds() + " s)");
      }
    }
  }
}
