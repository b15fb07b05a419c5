package io.cairn.server.coordinator;

import com.google.protobuf.ByteString;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.Share;
import io.cairn.core.study.SnapshotSink;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyRestorer;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.study.TrialStatus;
import io.cairn.proto.FailureKind;
import io.cairn.proto.SnapshotCalls;
import io.cairn.proto.SnapshotCheckpoints;
import io.cairn.proto.SnapshotHeader;
import io.cairn.proto.SnapshotIncumbent;
import io.cairn.proto.SnapshotLease;
import io.cairn.proto.SnapshotPart;
import io.cairn.proto.SnapshotQueued;
import io.cairn.proto.SnapshotTrials;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.StudySnapshot;
import io.cairn.workers.node.WireValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Snapshots of a study between the state in core and their form on disk, in one pass each way. */
final class SnapshotCodec {

  static final int SCHEMA_VERSION = 1;

  /**
   * Trials or calls in one part: large enough to pack well, small enough to stay a small object.
   */
  private static final int PART = 4096;

  private SnapshotCodec() {}

  static StudySnapshot encode(StudyCreated created, StudyState state) {
    ByteString.Output bytes = ByteString.newOutput(1 << 16);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater, 1 << 16)) {
      Writer writer = new Writer(out);
      state.copyTo(writer);
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    } finally {
      deflater.end();
    }
    return StudySnapshot.newBuilder()
        .setSchemaVersion(SCHEMA_VERSION)
        .setCreated(created)
        .setParts(bytes.toByteString())
        .build();
  }

  /**
   * The state that a snapshot holds.
   *
   * @throws IllegalArgumentException if it is of a newer version or damaged
   */
  static StudyState decode(StudySnapshot snapshot, StudySpec spec) {
    if (snapshot.getSchemaVersion() != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "a snapshot of schema version "
              + snapshot.getSchemaVersion()
              + "; this version of Cairn reads "
              + SCHEMA_VERSION);
    }
    StudyRestorer restorer = new StudyRestorer(spec);
    EventCodec codec = new EventCodec(spec.space());
    try (InputStream in = new InflaterInputStream(snapshot.getParts().newInput())) {
      for (SnapshotPart part = SnapshotPart.parseDelimitedFrom(in);
          part != null;
          part = SnapshotPart.parseDelimitedFrom(in)) {
        restore(part, restorer, codec);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("a damaged snapshot: " + e.getMessage(), e);
    }
    return restorer.state();
  }

  private static void restore(SnapshotPart part, SnapshotSink to, EventCodec codec) {
    switch (part.getKindCase()) {
      case HEADER -> header(part.getHeader(), to);
      case TRIALS -> trials(part.getTrials(), to, codec);
      case CALLS -> calls(part.getCalls(), to);
      case LEASE -> lease(part.getLease(), to);
      case QUEUED -> {
        SnapshotQueued q = part.getQueued();
        to.queued(q.getTrial(), q.getRung(), q.getFrom(), q.getTo());
      }
      case CHECKPOINTS -> {
        SnapshotCheckpoints c = part.getCheckpoints();
        for (int i = 0; i < c.getTrialsCount(); i++) {
          to.checkpoint(c.getTrials(i), c.getBytes(i));
        }
        c.getGoneList().forEach(to::checkpointGone);
      }
      case INCUMBENT -> {
        SnapshotIncumbent i = part.getIncumbent();
        to.incumbent(
            new Incumbent(
                i.getTrial(),
                i.getRung(),
                i.getResource(),
                i.getLoss(),
                WireValues.toJava(i.getMetricsList())));
      }
      case SHARE -> to.share(EventCodec.share(part.getShare()));
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("a snapshot with a part of a newer version");
    }
  }

  private static void header(SnapshotHeader h, SnapshotSink to) {
    to.header(
        h.getCommits(),
        phase(h.getPhase()),
        h.getReason(),
        h.getMode(),
        h.getLastToken(),
        Duration.ofNanos(h.getActiveMicros() * 1_000),
        EventCodec.instant(h.getSessionStartMicros()),
        EventCodec.instant(h.getEndingAtMicros()),
        EventCodec.instant(h.getLastEventMicros()),
        new Spending(
            h.getTrials(),
            h.getEvaluations(),
            h.getUnits(),
            h.getWastedUnits(),
            h.getComputeSeconds(),
            h.getDiverged(),
            h.getFailures(),
            h.getRelocations() - h.getGivenBack(),
            h.getGivenBack(),
            h.getTrialsFailed(),
            h.getFailedInARow()));
  }

  private static StudyPhase phase(int number) {
    return switch (number) {
      case 0 -> StudyPhase.RUNNING;
      case 1 -> StudyPhase.ENDING;
      case 2 -> StudyPhase.ENDED;
      case 3 -> StudyPhase.PAUSED;
      default ->
          throw new IllegalArgumentException(
              "a snapshot with a phase of a newer version: " + number);
    };
  }

  private static int number(StudyPhase phase) {
    return switch (phase) {
      case RUNNING -> 0;
      case ENDING -> 1;
      case ENDED -> 2;
      case PAUSED -> 3;
    };
  }

  private static void trials(SnapshotTrials t, SnapshotSink to, EventCodec codec) {
    int count = t.getBracketsCount();
    int width = count == 0 ? 0 : t.getCodesCount() / count;
    TrialStatus[] statuses = TrialStatus.values();
    for (int i = 0; i < count; i++) {
      to.trial(
          codec.configuration(t.getCodesList().subList(i * width, (i + 1) * width)),
          t.getBrackets(i),
          t.getDueRungs(i),
          t.getReachedPlusOne(i) - 1,
          statuses[t.getStatuses(i)]);
    }
  }

  private static void calls(SnapshotCalls c, SnapshotSink to) {
    int loss = 0;
    for (int i = 0; i < c.getCallsCount(); i++) {
      long call = c.getCalls(i);
      boolean reported = (call & 0xff) == 2;
      double seconds = reported && loss < c.getSecondsCount() ? c.getSeconds(loss) : 0;
      to.methodCall(call, reported ? c.getLosses(loss++) : 0, seconds);
    }
  }

  private static void lease(SnapshotLease l, SnapshotSink to) {
    SnapshotSink.LeaseRecord lease =
        new SnapshotSink.LeaseRecord(
            l.getToken(),
            l.getTrial(),
            l.getRung(),
            l.getAttempt(),
            l.getFrom(),
            l.getTo(),
            l.getWorker(),
            EventCodec.instant(l.getLeasedAtMicros()),
            l.getFailures(),
            l.getRelocations(),
            l.getLastSequence(),
            l.getHighestResource(),
            l.getLastResource(),
            l.getRepeatedUnits(),
            l.getReportedCost(),
            l.getResultCost(),
            l.getRecomputedUnits());
    if (l.getWaiting()) {
      boolean known = l.getWhy() != FailureKind.FAILURE_KIND_UNSPECIFIED;
      to.lostLease(lease, known ? EventCodec.fromWire(l.getWhy()) : StudyEvent.FailureKind.LOST);
    } else {
      to.lease(lease);
    }
  }

  /** Packs what a state hands on into parts. */
  private static final class Writer implements SnapshotSink {

    private final OutputStream out;
    private SnapshotTrials.Builder trials = SnapshotTrials.newBuilder();
    private SnapshotCalls.Builder calls = SnapshotCalls.newBuilder();
    private SnapshotCheckpoints.Builder checkpoints = SnapshotCheckpoints.newBuilder();

    Writer(OutputStream out) {
      this.out = out;
    }

    private void write(SnapshotPart.Builder part) {
      try {
        part.build().writeDelimitedTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
    }

    void flush() {
      if (trials.getBracketsCount() > 0) {
        write(SnapshotPart.newBuilder().setTrials(trials));
        trials = SnapshotTrials.newBuilder();
      }
      if (calls.getCallsCount() > 0) {
        write(SnapshotPart.newBuilder().setCalls(calls));
        calls = SnapshotCalls.newBuilder();
      }
      if (checkpoints.getTrialsCount() + checkpoints.getGoneCount() > 0) {
        write(SnapshotPart.newBuilder().setCheckpoints(checkpoints));
        checkpoints = SnapshotCheckpoints.newBuilder();
      }
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
        Spending s) {
      write(
          SnapshotPart.newBuilder()
              .setHeader(
                  SnapshotHeader.newBuilder()
                      .setCommits(commits)
                      .setPhase(number(phase))
                      .setReason(reason)
                      .setMode(mode)
                      .setLastToken(lastToken)
                      .setActiveMicros(active.toNanos() / 1_000)
                      .setSessionStartMicros(EventCodec.micros(sessionStart))
                      .setEndingAtMicros(EventCodec.micros(endingAt))
                      .setLastEventMicros(EventCodec.micros(lastEvent))
                      .setTrials(s.trials())
                      .setEvaluations(s.evaluations())
                      .setUnits(s.units())
                      .setWastedUnits(s.wastedUnits())
                      .setComputeSeconds(s.computeSeconds())
                      .setDiverged(s.diverged())
                      .setFailures(s.failures())
                      .setRelocations(s.relocations())
                      .setGivenBack(s.givenBack())
                      .setTrialsFailed(s.trialsFailed())
                      .setFailedInARow(s.failedInARow())));
    }

    @Override
    public void trial(
        Configuration configuration, int bracket, int due, int reached, TrialStatus status) {
      for (long code : configuration.codes()) {
        trials.addCodes(code);
      }
      trials
          .addBrackets(bracket)
          .addDueRungs(due)
          .addReachedPlusOne(reached + 1)
          .addStatuses(status.ordinal());
      if (trials.getBracketsCount() == PART) {
        flush();
      }
    }

    @Override
    public void methodCall(long call, double loss, double seconds) {
      if (trials.getBracketsCount() > 0) {
        flush();
      }
      calls.addCalls(call);
      if ((call & 0xff) == 2) {
        calls.addLosses(loss).addSeconds(seconds);
      }
      if (calls.getCallsCount() == PART) {
        flush();
      }
    }

    @Override
    public void lease(LeaseRecord lease) {
      write(part(lease));
    }

    @Override
    public void lostLease(LeaseRecord lease, StudyEvent.FailureKind why) {
      write(part(lease).setWaiting(true).setWhy(EventCodec.toWire(why)));
    }

    @Override
    public void queued(int trial, int rung, double from, double to) {
      flush();
      write(
          SnapshotPart.newBuilder()
              .setQueued(
                  SnapshotQueued.newBuilder()
                      .setTrial(trial)
                      .setRung(rung)
                      .setFrom(from)
                      .setTo(to)));
    }

    private void write(SnapshotLease.Builder lease) {
      flush();
      write(SnapshotPart.newBuilder().setLease(lease));
    }

    private static SnapshotLease.Builder part(LeaseRecord l) {
      return SnapshotLease.newBuilder()
          .setToken(l.token())
          .setTrial(l.trial())
          .setRung(l.rung())
          .setAttempt(l.attempt())
          .setFrom(l.from())
          .setTo(l.to())
          .setWorker(l.worker())
          .setLeasedAtMicros(EventCodec.micros(l.leasedAt()))
          .setFailures(l.failures())
          .setRelocations(l.relocations())
          .setLastSequence(l.lastSequence())
          .setHighestResource(l.highestResource())
          .setLastResource(l.lastResource())
          .setRepeatedUnits(l.repeatedUnits())
          .setReportedCost(l.reportedCost())
          .setResultCost(l.resultCost())
          .setRecomputedUnits(l.recomputedUnits());
    }

    @Override
    public void checkpoint(int trial, long bytes) {
      checkpoints.addTrials(trial).addBytes(bytes);
      flushCheckpointsIfFull();
    }

    @Override
    public void checkpointGone(int trial) {
      checkpoints.addGone(trial);
      flushCheckpointsIfFull();
    }

    @Override
    public void share(Share share) {
      flush();
      write(SnapshotPart.newBuilder().setShare(EventCodec.share(share)));
    }

    private void flushCheckpointsIfFull() {
      if (checkpoints.getTrialsCount() + checkpoints.getGoneCount() == PART) {
        flush();
      }
    }

    @Override
    public void incumbent(Incumbent i) {
      flush();
      List<io.cairn.proto.Metric> metrics = WireValues.toWire(i.metrics());
      write(
          SnapshotPart.newBuilder()
              .setIncumbent(
                  SnapshotIncumbent.newBuilder()
                      .setTrial(i.trial())
                      .setRung(i.rung())
                      .setResource(i.resource())
                      .setLoss(i.loss())
                      .addAllMetrics(metrics)));
    }
  }
}
