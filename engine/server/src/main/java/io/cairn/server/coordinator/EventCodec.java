package io.cairn.server.coordinator;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Share;
import io.cairn.core.study.StudyEvent;
import io.cairn.proto.CheckpointDropped;
import io.cairn.proto.CheckpointKept;
import io.cairn.proto.EvaluationCompleted;
import io.cairn.proto.EvaluationFailed;
import io.cairn.proto.EvaluationLeased;
import io.cairn.proto.EvaluationQueued;
import io.cairn.proto.Event;
import io.cairn.proto.FailureKind;
import io.cairn.proto.LeaseRestored;
import io.cairn.proto.MetricsReported;
import io.cairn.proto.SessionOpened;
import io.cairn.proto.ShareChanged;
import io.cairn.proto.StudyEnded;
import io.cairn.proto.StudyEnding;
import io.cairn.proto.StudyPaused;
import io.cairn.proto.StudyResumed;
import io.cairn.proto.TrialFailed;
import io.cairn.proto.TrialPaused;
import io.cairn.proto.TrialPromoted;
import io.cairn.proto.TrialStarted;
import io.cairn.proto.TrialStopped;
import io.cairn.workers.node.WireValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Events between their form in core and their form in the journal. One codec per search space. */
public final class EventCodec {

  private final SearchSpace space;

  /** A codec for events of a study over {@code space}. */
  public EventCodec(SearchSpace space) {
    this.space = space;
  }

  /** The journal's form. */
  public Event encode(StudyEvent event) {
    Event.Builder to = Event.newBuilder().setAtEpochMicros(micros(event.at()));
    if (event instanceof StudyEvent.SessionOpened e) {
      to.setSessionOpened(SessionOpened.newBuilder().setMode(e.mode()));
    } else if (event instanceof StudyEvent.TrialStarted e) {
      to.setTrialStarted(
          TrialStarted.newBuilder()
              .setTrial(e.trial())
              .addAllCodes(codes(e.configuration()))
              .setBracket(e.bracket())
              .setRung(e.rung())
              .setOrigin(e.origin()));
    } else if (event instanceof StudyEvent.TrialPromoted e) {
      to.setTrialPromoted(
          TrialPromoted.newBuilder().setTrial(e.trial()).setRung(e.rung()).setReason(e.reason()));
    } else if (event instanceof StudyEvent.TrialPaused e) {
      to.setTrialPaused(
          TrialPaused.newBuilder().setTrial(e.trial()).setRung(e.rung()).setReason(e.reason()));
    } else if (event instanceof StudyEvent.TrialStopped e) {
      to.setTrialStopped(
          TrialStopped.newBuilder().setTrial(e.trial()).setRung(e.rung()).setReason(e.reason()));
    } else if (event instanceof StudyEvent.TrialFailed e) {
      to.setTrialFailed(
          TrialFailed.newBuilder().setTrial(e.trial()).setRung(e.rung()).setReason(e.reason()));
    } else if (event instanceof StudyEvent.EvaluationLeased e) {
      to.setEvaluationLeased(
          EvaluationLeased.newBuilder()
              .setToken(e.token())
              .setTrial(e.trial())
              .setRung(e.rung())
              .setAttempt(e.attempt())
              .setFrom(e.from())
              .setTo(e.to())
              .setWorker(e.worker()));
    } else if (event instanceof StudyEvent.Reported e) {
      to.setMetricsReported(
          MetricsReported.newBuilder()
              .setToken(e.token())
              .setTrial(e.trial())
              .setSequence(e.sequence())
              .setResource(e.resource())
              .addAllMetrics(WireValues.toWire(e.metrics()))
              .setCostSeconds(e.costSeconds())
              .setRungPlusOne(e.rung().orElse(-1) + 1));
    } else if (event instanceof StudyEvent.EvaluationCompleted e) {
      to.setEvaluationCompleted(
          EvaluationCompleted.newBuilder()
              .setToken(e.token())
              .setCostSeconds(e.costSeconds())
              .setUnits(e.units()));
    } else if (event instanceof StudyEvent.EvaluationFailed e) {
      to.setEvaluationFailed(
          EvaluationFailed.newBuilder()
              .setToken(e.token())
              .setWhy(toWire(e.why()))
              .setMessage(e.message())
              .setLogTail(e.logTail())
              .setCostSeconds(e.costSeconds())
              .setUnits(e.units())
              .setRetry(e.retry()));
    } else if (event instanceof StudyEvent.LeaseRestored e) {
      to.setLeaseRestored(LeaseRestored.newBuilder().setToken(e.token()));
    } else if (event instanceof StudyEvent.EvaluationQueued e) {
      to.setEvaluationQueued(
          EvaluationQueued.newBuilder()
              .setTrial(e.trial())
              .setRung(e.rung())
              .setFrom(e.from())
              .setTo(e.to()));
    } else if (event instanceof StudyEvent.CheckpointKept e) {
      to.setCheckpointKept(CheckpointKept.newBuilder().setTrial(e.trial()).setBytes(e.bytes()));
    } else if (event instanceof StudyEvent.CheckpointDropped e) {
      to.setCheckpointDropped(
          CheckpointDropped.newBuilder()
              .setTrial(e.trial())
              .setBytes(e.bytes())
              .setReason(e.reason()));
    } else if (event instanceof StudyEvent.StudyPaused e) {
      to.setStudyPaused(StudyPaused.newBuilder().setReason(e.reason()));
    } else if (event instanceof StudyEvent.StudyResumed) {
      to.setStudyResumed(StudyResumed.getDefaultInstance());
    } else if (event instanceof StudyEvent.ShareChanged e) {
      to.setShareChanged(share(e.share()));
    } else if (event instanceof StudyEvent.StudyEnding e) {
      to.setStudyEnding(StudyEnding.newBuilder().setReason(e.reason()));
    } else if (event instanceof StudyEvent.StudyEnded e) {
      to.setStudyEnded(StudyEnded.newBuilder().setReason(e.reason()));
    } else {
      throw new IllegalArgumentException("no journal form for " + event.getClass());
    }
    return to.build();
  }

  /**
   * The form in core; empty for kinds that are no events of the study's life (its creation,
   * remarks).
   *
   * @throws IllegalArgumentException if the kind is not known: the journal is of a newer version
   */
  public Optional<StudyEvent> decode(Event event) {
    Instant at = instant(event.getAtEpochMicros());
    return switch (event.getKindCase()) {
      case STUDY_CREATED, NOTE -> Optional.empty();
      case SESSION_OPENED ->
          Optional.of(new StudyEvent.SessionOpened(at, event.getSessionOpened().getMode()));
      case TRIAL_STARTED -> Optional.of(decode(at, event.getTrialStarted()));
      case TRIAL_PROMOTED -> {
        TrialPromoted e = event.getTrialPromoted();
        yield Optional.of(
            new StudyEvent.TrialPromoted(at, e.getTrial(), e.getRung(), e.getReason()));
      }
      case TRIAL_PAUSED -> {
        TrialPaused e = event.getTrialPaused();
        yield Optional.of(new StudyEvent.TrialPaused(at, e.getTrial(), e.getRung(), e.getReason()));
      }
      case TRIAL_STOPPED -> {
        TrialStopped e = event.getTrialStopped();
        yield Optional.of(
            new StudyEvent.TrialStopped(at, e.getTrial(), e.getRung(), e.getReason()));
      }
      case TRIAL_FAILED -> {
        TrialFailed e = event.getTrialFailed();
        yield Optional.of(new StudyEvent.TrialFailed(at, e.getTrial(), e.getRung(), e.getReason()));
      }
      case EVALUATION_LEASED -> {
        EvaluationLeased e = event.getEvaluationLeased();
        yield Optional.of(
            new StudyEvent.EvaluationLeased(
                at,
                e.getToken(),
                e.getTrial(),
                e.getRung(),
                e.getAttempt(),
                e.getFrom(),
                e.getTo(),
                e.getWorker()));
      }
      case METRICS_REPORTED -> Optional.of(decode(at, event.getMetricsReported()));
      case EVALUATION_COMPLETED -> {
        EvaluationCompleted e = event.getEvaluationCompleted();
        yield Optional.of(
            new StudyEvent.EvaluationCompleted(at, e.getToken(), e.getCostSeconds(), e.getUnits()));
      }
      case EVALUATION_FAILED -> {
        EvaluationFailed e = event.getEvaluationFailed();
        yield Optional.of(
            new StudyEvent.EvaluationFailed(
                at,
                e.getToken(),
                fromWire(e.getWhy()),
                e.getMessage(),
                e.getLogTail(),
                e.getCostSeconds(),
                e.getUnits(),
                e.getRetry()));
      }
      case LEASE_RESTORED ->
          Optional.of(new StudyEvent.LeaseRestored(at, event.getLeaseRestored().getToken()));
      case EVALUATION_QUEUED -> {
        EvaluationQueued e = event.getEvaluationQueued();
        yield Optional.of(
            new StudyEvent.EvaluationQueued(at, e.getTrial(), e.getRung(), e.getFrom(), e.getTo()));
      }
      case CHECKPOINT_KEPT -> {
        CheckpointKept e = event.getCheckpointKept();
        yield Optional.of(new StudyEvent.CheckpointKept(at, e.getTrial(), e.getBytes()));
      }
      case CHECKPOINT_DROPPED -> {
        CheckpointDropped e = event.getCheckpointDropped();
        yield Optional.of(
            new StudyEvent.CheckpointDropped(at, e.getTrial(), e.getBytes(), e.getReason()));
      }
      case STUDY_PAUSED ->
          Optional.of(new StudyEvent.StudyPaused(at, event.getStudyPaused().getReason()));
      case STUDY_RESUMED -> Optional.of(new StudyEvent.StudyResumed(at));
      case SHARE_CHANGED ->
          Optional.of(new StudyEvent.ShareChanged(at, share(event.getShareChanged())));
      case STUDY_ENDING ->
          Optional.of(new StudyEvent.StudyEnding(at, event.getStudyEnding().getReason()));
      case STUDY_ENDED ->
          Optional.of(new StudyEvent.StudyEnded(at, event.getStudyEnded().getReason()));
      case KIND_NOT_SET ->
          throw new IllegalArgumentException(
              "the journal holds an event that this version of Cairn does not know; it was written by"
                  + " a newer version, run that one");
    };
  }

  static Share share(ShareChanged share) {
    return new Share(share.getWeight(), share.getPriority());
  }

  static ShareChanged share(Share share) {
    return ShareChanged.newBuilder()
        .setWeight(share.weight())
        .setPriority(share.priority())
        .build();
  }

  private StudyEvent decode(Instant at, TrialStarted e) {
    return new StudyEvent.TrialStarted(
        at,
        e.getTrial(),
        configuration(e.getCodesList()),
        e.getBracket(),
        e.getRung(),
        e.getOrigin());
  }

  private static StudyEvent decode(Instant at, MetricsReported e) {
    return new StudyEvent.Reported(
        at,
        e.getToken(),
        e.getTrial(),
        e.getSequence(),
        e.getResource(),
        WireValues.toJava(e.getMetricsList()),
        e.getCostSeconds(),
        e.getRungPlusOne() == 0 ? OptionalInt.empty() : OptionalInt.of(e.getRungPlusOne() - 1));
  }

  /** The codes of a configuration, in declaration order. */
  static List<Long> codes(Configuration configuration) {
    long[] codes = configuration.codes();
    List<Long> boxed = new ArrayList<>(codes.length);
    for (long code : codes) {
      boxed.add(code);
    }
    return boxed;
  }

  /** The configuration with these codes. */
  Configuration configuration(List<Long> codes) {
    if (codes.size() != space.dimensions()) {
      throw new IllegalArgumentException(
          "a configuration of "
              + codes.size()
              + " parameters in the journal of a study with "
              + space.dimensions());
    }
    long[] plain = new long[codes.size()];
    for (int i = 0; i < plain.length; i++) {
      plain[i] = codes.get(i);
    }
    return Configuration.of(space, plain);
  }

  static long micros(Instant at) {
    return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
  }

  static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  static FailureKind toWire(StudyEvent.FailureKind kind) {
    return switch (kind) {
      case ERROR -> FailureKind.FAILURE_KIND_ERROR;
      case TIME_LIMIT -> FailureKind.FAILURE_KIND_TIME_LIMIT;
      case BAD_RESULT -> FailureKind.FAILURE_KIND_BAD_RESULT;
      case CANCELLED -> FailureKind.FAILURE_KIND_CANCELLED;
      case LOST -> FailureKind.FAILURE_KIND_LOST;
      case UNAVAILABLE -> FailureKind.FAILURE_KIND_UNAVAILABLE;
    };
  }

  static StudyEvent.FailureKind fromWire(FailureKind kind) {
    return switch (kind) {
      case FAILURE_KIND_TIME_LIMIT -> StudyEvent.FailureKind.TIME_LIMIT;
      case FAILURE_KIND_BAD_RESULT -> StudyEvent.FailureKind.BAD_RESULT;
      case FAILURE_KIND_CANCELLED -> StudyEvent.FailureKind.CANCELLED;
      case FAILURE_KIND_LOST -> StudyEvent.FailureKind.LOST;
      case FAILURE_KIND_UNAVAILABLE -> StudyEvent.FailureKind.UNAVAILABLE;
      case FAILURE_KIND_ERROR, FAILURE_KIND_UNSPECIFIED, UNRECOGNIZED ->
          StudyEvent.FailureKind.ERROR;
    };
  }
}
