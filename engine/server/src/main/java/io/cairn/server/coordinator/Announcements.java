package io.cairn.server.coordinator;

import io.cairn.core.study.Share;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import io.cairn.proto.cluster.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the listener of a study was told and what it is to be told. Confined to the coordinator's
 * thread.
 */
final class Announcements {

  /** How often a study says that it is there: a new dispatcher knows it as soon. */
  private static final Duration CLAIM_EVERY = Duration.ofSeconds(3);

  private static final Duration STANDS_EVERY = Duration.ofSeconds(1);

  /** In one message; see DropCheckpoints in cluster.proto. */
  private static final int MOST_TRIALS = 1_000;

  private final StudyListener listener;

  /** Whether something happened since the last announcement that may have made work. */
  private boolean changed;

  private StudyPhase announced = StudyPhase.RUNNING;
  private Instant claimed = Instant.EPOCH;
  private Optional<Share> share = Optional.empty();
  private Instant stood = Instant.EPOCH;
  private long version = -1;
  private final List<Integer> dropped = new ArrayList<>();

  Announcements(StudyListener listener) {
    this.listener = listener;
  }

  /** Something happened that may have made work. */
  void changed() {
    changed = true;
  }

  /** What was decided on checkpoints. */
  void checkpoints(List<StudyEvent> events) {
    for (StudyEvent event : events) {
      if (event instanceof StudyEvent.CheckpointDropped drop) {
        dropped.add(drop.trial());
      }
    }
  }

  /** Says that the study is there, if it was not said for a while. */
  void claim(Terms terms, StudyState state, Instant now) {
    boolean due = isDue(claimed, CLAIM_EVERY, now) || !state.share().equals(share);
    if (announced == StudyPhase.RUNNING && due) {
      claimed = now;
      share = state.share();
      listener.claims(share.map(given -> with(terms.claim(), given)).orElse(terms.claim()));
    }
  }

  private static Claim with(Claim claim, Share share) {
    return claim.toBuilder().setWeight(share.weight()).setPriority(share.priority()).build();
  }

  /** Tells what changed; everything in {@code state} is durable. */
  void of(Terms terms, StudyState state, Instant now, Supplier<StudyView> view) {
    if (!state.share().equals(share)) {
      claim(terms, state, now);
    }
    boolean phaseChanged = state.phase() != announced;
    if (state.commits() != version && (phaseChanged || isDue(stood, STANDS_EVERY, now))) {
      version = state.commits();
      stood = now;
      listener.stands(version, terms, view.get());
    }
    tellOfCheckpoints(state);
    if (phaseChanged) {
      announced = state.phase();
      if (announced == StudyPhase.ENDING) {
        listener.ending();
      } else if (announced == StudyPhase.ENDED) {
        tellWhatIsKept(state);
        listener.ended();
      }
    }
    if (changed && state.phase() == StudyPhase.RUNNING) {
      changed = false;
      listener.workAvailable();
    }
  }

  /** Also when the clock was set back since: it might be long before it is that late again. */
  private static boolean isDue(Instant last, Duration every, Instant now) {
    return now.isBefore(last) || !now.isBefore(last.plus(every));
  }

  private void tellOfCheckpoints(StudyState state) {
    // Who did not find it began from scratch and may have the next one in the making.
    dropped.removeIf(state::isInHands);
    for (int from = 0; from < dropped.size(); from += MOST_TRIALS) {
      listener.checkpointsDropped(
          List.copyOf(dropped.subList(from, Math.min(dropped.size(), from + MOST_TRIALS))));
    }
    dropped.clear();
  }

  /** There may be more than anybody told of: of trials that were given back, for one. */
  private void tellWhatIsKept(StudyState state) {
    if (state.spec().checkpoints()) {
      state
          .spec()
          .checkpointRules()
          .whatStays(state.incumbent())
          .ifPresent(trials -> listener.checkpointsKept(List.copyOf(trials)));
    }
  }

  /** The study is read anew from its journal; who waits for work is told so. */
  void forget() {
    changed = true;
    announced = StudyPhase.RUNNING;
    claimed = Instant.EPOCH;
    version = -1;
    dropped.clear();
  }
}
