package io.cairn.server.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.Share;
import io.cairn.core.study.SnapshotSink;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import io.cairn.core.study.TrialStatus;
import io.cairn.proto.Commit;
import io.cairn.proto.Event;
import io.cairn.proto.StudySnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions wrote is read for ever, and old studies decide as they did. */
class GoldenJournalTest {

  static Stream<String> methods() {
    return RecordedStudy.METHODS.stream();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void sameCommands_giveTheJournalOfTheFirstVersionByteForByte(String method) throws Exception {
    RecordedStudy study = new RecordedStudy(method);
    study.run();
    assertThat(study.commits).isEqualTo(journal(method));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void journalOfTheFirstVersion_givesTheSameState(String method) throws Exception {
    RecordedStudy study = new RecordedStudy(method);
    study.run();
    StudyState read = RecordedStudy.state(created(method));
    replay(read, journal(method));
    assertThat(Description.of(read)).isEqualTo(Description.of(study.state()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void snapshotOfTheFirstVersion_goesOnFromWhereItWas(String method) throws Exception {
    StudyState whole = RecordedStudy.state(created(method));
    replay(whole, journal(method));
    StudySnapshot snapshot = StudySnapshot.parseFrom(bytes(method + ".snapshot"));
    StudyState restored =
        SnapshotCodec.decode(snapshot, RecordedStudy.state(snapshot.getCreated()).spec());
    List<Commit> all = journal(method);
    assertThat(restored.commits()).isBetween(1L, all.size() - 1L);
    replay(restored, all.subList((int) restored.commits(), all.size()));
    assertThat(Description.of(restored)).isEqualTo(Description.of(whole));
  }

  private static io.cairn.proto.StudyCreated created(String method) throws IOException {
    return journal(method).get(0).getEvents(0).getStudyCreated();
  }

  private static void replay(StudyState state, List<Commit> commits) {
    EventCodec codec = new EventCodec(state.spec().space());
    for (Commit commit : commits) {
      for (Event event : commit.getEventsList()) {
        codec.decode(event).ifPresent(state::apply);
      }
      state.committed();
    }
  }

  private static List<Commit> journal(String method) throws IOException {
    List<Commit> commits = new ArrayList<>();
    try (InputStream in = open(method + ".journal")) {
      for (Commit next = Commit.parseDelimitedFrom(in);
          next != null;
          next = Commit.parseDelimitedFrom(in)) {
        commits.add(next);
      }
    }
    return commits;
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = open(name)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        GoldenJournalTest.class.getResourceAsStream("/journals/first/" + name), name);
  }

  /**
   * A state in words, without what a snapshot of the first version did not tell: which relocations
   * were given back, and why an evaluation waits.
   */
  private static final class Description implements SnapshotSink {

    private final List<String> lines = new ArrayList<>();

    static List<String> of(StudyState state) {
      Description description = new Description();
      state.copyTo(description);
      return description.lines;
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
      lines.add(
          String.join(
              " ",
              "" + commits + phase + reason + mode + lastToken + active,
              "" + sessionStart + endingAt + lastEvent,
              "" + s.trials() + s.evaluations() + s.units() + s.wastedUnits() + s.computeSeconds(),
              "" + s.diverged() + s.failures() + s.relocations() + s.trialsFailed()));
    }

    @Override
    public void trial(Configuration c, int bracket, int due, int reached, TrialStatus status) {
      lines.add(Arrays.toString(c.codes()) + bracket + due + reached + status);
    }

    @Override
    public void methodCall(long call, double loss, double seconds) {
      lines.add(call + " " + loss + " " + seconds);
    }

    @Override
    public void lease(LeaseRecord lease) {
      lines.add("out " + text(lease));
    }

    @Override
    public void lostLease(LeaseRecord lease, StudyEvent.FailureKind why) {
      lines.add("lost " + text(lease));
    }

    private static String text(LeaseRecord l) {
      return l.token()
          + " "
          + l.trial()
          + " "
          + l.rung()
          + " "
          + l.from()
          + " "
          + l.to()
          + l.worker()
          + l.attempt()
          + " "
          + l.failures()
          + " "
          + l.highestResource()
          + " "
          + l.repeatedUnits();
    }

    @Override
    public void queued(int trial, int rung, double from, double to) {
      lines.add("queued " + trial);
    }

    @Override
    public void checkpoint(int trial, long bytes) {
      lines.add("checkpoint " + trial + " " + bytes);
    }

    @Override
    public void checkpointGone(int trial) {
      lines.add("gone " + trial);
    }

    @Override
    public void incumbent(Incumbent incumbent) {
      lines.add(incumbent.toString());
    }

    @Override
    public void share(Share share) {
      lines.add(share.toString());
    }
  }
}
