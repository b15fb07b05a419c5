package io.cairn.server.coordinator;

import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What the listener of a study was told and what it is to be told. Confined to the coordinator's
 * thread.
 */
final class Announcements {

  /** How often a study says that it is there: a new dispatcher knows it as soon. */
  private static final Duration CLAIM_EVERY = Duration.ofSeconds(3);

  private static final Duration STANDS_EVERY = Duration.ofSeconds(1);

  private final StudyListener listener;

  /** Whether something happened since the last announcement that may have made work. */
  private boolean changed;

  private StudyPhase announced = StudyPhase.RUNNING;
  private Instant claimed = Instant.EPOCH;
  private Instant stood = Instant.EPOCH;
  private long version = -1;

  Announcements(StudyListener listener) {
    this.listener = listener;
  }

  /** Something happened that may have made work. */
  void changed() {
    changed = true;
  }

  /** Says that the study is there, if it was not said for a while. */
  void claim(Terms terms, Instant now) {
    if (announced == StudyPhase.RUNNING && !now.isBefore(claimed.plus(CLAIM_EVERY))) {
      claimed = now;
      listener.claims(terms.claim());
    }
  }

  /** Tells what changed; everything in {@code state} is durable. */
  void of(Terms terms, StudyState state, Instant now, Supplier<StudyView> view) {
    boolean phaseChanged = state.phase() != announced;
    if (state.commits() != version && (phaseChanged || !now.isBefore(stood.plus(STANDS_EVERY)))) {
      version = state.commits();
      stood = now;
      listener.stands(version, terms, view.get());
    }
    if (phaseChanged) {
      announced = state.phase();
      if (announced == StudyPhase.ENDING) {
        listener.ending();
      } else if (announced == StudyPhase.ENDED) {
        listener.ended();
      }
    }
    if (changed && state.phase() == StudyPhase.RUNNING) {
      changed = false;
      listener.workAvailable();
    }
  }

  /** The study is read anew from its journal; who waits for work is told so. */
  void forget() {
    changed = true;
    announced = StudyPhase.RUNNING;
    claimed = Instant.EPOCH;
    version = -1;
  }
}
