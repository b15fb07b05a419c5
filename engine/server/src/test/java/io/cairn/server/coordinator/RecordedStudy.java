package io.cairn.server.coordinator;

import io.cairn.core.study.Decision;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudyState;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.StudySnapshot;
import io.cairn.server.sweep.InvalidSweepException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.SweepReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * A study that a random but repeatable outside drives through all that a first version of Cairn
 * knew: results, failures, workers that vanish, come back or give up, reports that come twice,
 * sessions. Its journals are kept, so this must never be changed; write another beside it.
 */
final class RecordedStudy {

  /** The kinds of failure that there were when the journals were recorded. */
  private static final StudyEvent.FailureKind[] KINDS_THEN = {
    StudyEvent.FailureKind.ERROR,
    StudyEvent.FailureKind.TIME_LIMIT,
    StudyEvent.FailureKind.BAD_RESULT,
    StudyEvent.FailureKind.CANCELLED,
    StudyEvent.FailureKind.LOST
  };

  /** The methods of which journals are kept. */
  static final List<String> METHODS = List.of("asha", "asha-stopping", "hyperband");

  private static final int STEPS = 160;
  private static final int SNAPSHOT_AT = 90;

  private final SplittableRandom random;
  private final StudyDecider decider = new StudyDecider();
  private final List<StudyReply.Granted> out = new ArrayList<>();
  private final List<Long> ended = new ArrayList<>();
  private final StudyCreated created;
  private final StudyState state;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** What it wrote, oldest first. */
  final List<Commit> commits = new ArrayList<>();

  /** Its snapshot half way. */
  StudySnapshot snapshot = StudySnapshot.getDefaultInstance();

  RecordedStudy(String method) throws InvalidSweepException {
    this.created =
        StudyCreated.newBuilder()
            .setStudy("golden")
            .setName("golden " + method)
            .setSweepJson(sweep(method))
            .setSweepFolder("/")
            .setCairnVersion("0.1")
            .setMode("run")
            .build();
    this.state = state(created);
    this.random = new SplittableRandom(method.hashCode());
  }

  /** The state before the first event of a study that was created so. */
  static StudyState state(StudyCreated created) throws InvalidSweepException {
    return new StudyState(
        SweepReader.parse(created.getSweepJson(), Path.of("/"), Purpose.STORED).study());
  }

  private static String sweep(String method) {
    return "{\"schema\":1,\"name\":\"golden\","
        + "\"objective\":{\"metric\":\"accuracy\",\"direction\":\"maximize\"},"
        + "\"space\":{\"x\":{\"type\":\"real\",\"min\":0,\"max\":1},"
        + "\"k\":{\"type\":\"integer\",\"min\":1,\"max\":9}},"
        + "\"fidelity\":{\"name\":\"epoch\",\"min\":1,\"max\":9,\"reduction\":3,\"checkpoints\":true},"
        + "\"method\":{\"name\":\""
        + method
        + "\",\"seed\":7},\"budget\":{\"trials\":40},"
        + "\"failures\":{\"retries\":1,\"give-up-after\":10,\"max-relocations\":20},"
        + "\"workers\":{\"slots\":2,\"lease\":\"60s\",\"grace\":\"10s\"}}";
  }

  StudyCreated created() {
    return created;
  }

  StudyState state() {
    return state;
  }

  void run() {
    Event first =
        Event.newBuilder()
            .setAtEpochMicros(EventCodec.micros(now))
            .setStudyCreated(created)
            .build();
    commit(List.of(first));
    decide(new StudyCommand.OpenSession("run"));
    for (int step = 0; step < STEPS && state.phase() != StudyPhase.ENDED; step++) {
      StudyReply reply = decide(next());
      if (reply instanceof StudyReply.Granted granted) {
        out.add(granted);
      }
      if (step == SNAPSHOT_AT) {
        snapshot = SnapshotCodec.encode(created, state);
      }
    }
  }

  private StudyReply decide(StudyCommand command) {
    Decision decision = decider.decide(state, command, now);
    EventCodec codec = new EventCodec(state.spec().space());
    List<Event> events = new ArrayList<>();
    for (StudyEvent event : decision.events()) {
      events.add(codec.encode(event));
    }
    commit(events);
    return decision.reply();
  }

  private void commit(List<Event> events) {
    if (!events.isEmpty()) {
      commits.add(Commit.newBuilder().setSchemaVersion(1).addAllEvents(events).build());
      state.committed();
    }
  }

  private StudyCommand next() {
    now = now.plusMillis(random.nextInt(1, 3_000));
    int dice = random.nextInt(100);
    if (out.isEmpty() || dice < 45) {
      return new StudyCommand.RequestLease("w" + random.nextInt(3), random.nextBoolean());
    }
    StudyReply.Granted granted = out.get(random.nextInt(out.size()));
    double x = (double) granted.configuration().values().get("x");
    double accuracy =
        random.nextInt(12) == 0 ? Double.NaN : 1 - (x - 0.3) * (x - 0.3) - 0.5 / (1 + granted.to());
    Map<String, Double> metrics = Map.of("accuracy", accuracy);
    if (dice < 70) {
      out.remove(granted);
      ended.add(granted.token());
      return new StudyCommand.Complete(
          granted.token(), granted.to(), metrics, OptionalDouble.of(dice));
    }
    if (dice < 82) {
      double level = random.nextBoolean() ? granted.to() : Math.ceil(granted.to() / 3);
      return new StudyCommand.Report(
          granted.token(), 1 + random.nextInt(3), level, metrics, random.nextInt(9));
    }
    if (dice < 89) {
      out.remove(granted);
      StudyEvent.FailureKind[] kinds = KINDS_THEN;
      return new StudyCommand.Fail(
          granted.token(),
          kinds[random.nextInt(kinds.length)],
          "broke",
          "log",
          OptionalDouble.empty());
    }
    if (dice < 91) {
      return new StudyCommand.OpenSession("run");
    }
    if (dice < 92) {
      return new StudyCommand.ReleaseLeases("its process ended");
    }
    if (dice < 94) {
      now = now.plusSeconds(61);
    } else if (dice < 96 && !ended.isEmpty()) {
      long token = ended.get(random.nextInt(ended.size()));
      return new StudyCommand.Report(token, 9, 1, metrics, 1);
    }
    return new StudyCommand.Tick();
  }
}
