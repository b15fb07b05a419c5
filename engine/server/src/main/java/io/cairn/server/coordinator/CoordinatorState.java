package io.cairn.server.coordinator;

import io.cairn.core.study.StudyState;
import io.cairn.proto.StudyCreated;
import java.util.Optional;

/**
 * The study, once there is one. Mutable: the state changes when a command is decided, ahead of the
 * journal by the open batch, and is thrown away with the actor if the journal refuses.
 */
final class CoordinatorState {

  /** What there is of a study from its first event on. */
  record Study(StudyCreated created, Terms terms, StudyState state, EventCodec codec) {}

  private static final long FIRST_SNAPSHOT = 1_000;

  private Optional<Study> study = Optional.empty();
  private long snapshotDue = FIRST_SNAPSHOT;

  /** Begins the study. */
  StudyState create(StudyCreated created, Terms terms) {
    StudyState state = new StudyState(terms.spec());
    restore(created, terms, state);
    return state;
  }

  /** Takes the study up as a snapshot has it. */
  void restore(StudyCreated created, Terms terms, StudyState state) {
    study = Optional.of(new Study(created, terms, state, new EventCodec(state.spec().space())));
  }

  /** As if nothing had happened. */
  void forget() {
    study = Optional.empty();
    snapshotDue = FIRST_SNAPSHOT;
  }

  Optional<Study> study() {
    return study;
  }

  /**
   * Snapshots are taken ever more rarely, each time the journal grew by half: their cost stays a
   * constant share of the cost of the journal, however long the study, and recovery reads at most a
   * third of it.
   */
  boolean snapshotIsDue(long sequence) {
    if (sequence < snapshotDue || study.isEmpty()) {
      return false;
    }
    scheduleSnapshot(sequence);
    return true;
  }

  /** The next snapshot, with a journal of this length. */
  void scheduleSnapshot(long sequence) {
    snapshotDue = Math.max(FIRST_SNAPSHOT, sequence + sequence / 2);
  }
}
