package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.Commit;
import io.cairn.proto.EvaluationCompleted;
import io.cairn.proto.EvaluationFailed;
import io.cairn.proto.EvaluationLeased;
import io.cairn.proto.Event;
import io.cairn.proto.LeaseRestored;
import io.cairn.proto.MetricsReported;
import io.cairn.proto.StudyCreated;
import io.cairn.proto.StudyEnded;
import io.cairn.proto.TrialStarted;
import io.cairn.proto.TrialStopped;
import io.cairn.server.coordinator.EventCodec;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.store.JournalInvariants.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker finds what is broken, and nothing else. */
class JournalInvariantsTest {

  /** Events written by hand. */
  private static final class Sketch {
    private final List<Event> events = new ArrayList<>();

    Sketch() {
      add(Event.newBuilder().setStudyCreated(StudyCreated.newBuilder().setStudy("s")));
    }

    Sketch add(Event.Builder event) {
      events.add(event.build());
      return this;
    }

    Sketch start(int trial) {
      return add(Event.newBuilder().setTrialStarted(TrialStarted.newBuilder().setTrial(trial)));
    }

    Sketch lease(long token, int trial) {
      return lease(token, trial, 0, 1, 1);
    }

    Sketch lease(long token, int trial, int rung, int attempt, double to) {
      return add(
          Event.newBuilder()
              .setEvaluationLeased(
                  EvaluationLeased.newBuilder()
                      .setToken(token)
                      .setTrial(trial)
                      .setRung(rung)
                      .setAttempt(attempt)
                      .setTo(to)));
    }

    Sketch result(long token, int trial, int rung) {
      return add(
          Event.newBuilder()
              .setMetricsReported(
                  MetricsReported.newBuilder()
                      .setToken(token)
                      .setTrial(trial)
                      .setRungPlusOne(rung + 1)));
    }

    Sketch complete(long token) {
      return add(
          Event.newBuilder()
              .setEvaluationCompleted(
                  EvaluationCompleted.newBuilder().setToken(token).setUnits(1)));
    }

    Sketch fail(long token, boolean retry) {
      return add(
          Event.newBuilder()
              .setEvaluationFailed(EvaluationFailed.newBuilder().setToken(token).setRetry(retry)));
    }

    Sketch restore(long token) {
      return add(Event.newBuilder().setLeaseRestored(LeaseRestored.newBuilder().setToken(token)));
    }

    Sketch stop(int trial) {
      return add(Event.newBuilder().setTrialStopped(TrialStopped.newBuilder().setTrial(trial)));
    }

    Sketch end() {
      return add(Event.newBuilder().setStudyEnded(StudyEnded.newBuilder()));
    }

    List<String> violations() {
      return violations(Limits.NONE);
    }

    List<String> violations(Limits limits) {
      return JournalInvariants.violations(
          events.stream().map(event -> Commit.newBuilder().addEvents(event).build()).toList(),
          limits);
    }
  }

  private static Sketch oneTrial() {
    return new Sketch().start(0).lease(1, 0).result(1, 0, 0).complete(1);
  }

  @Test
  void soundJournal_hasNoViolations() {
    assertThat(oneTrial().end().violations()).isEmpty();
    assertThat(new Sketch().start(0).lease(1, 0).violations()).isEmpty();
    // Lost, leased again, and the other way: lost, and back before anybody had it.
    assertThat(
            new Sketch()
                .start(0)
                .lease(1, 0)
                .fail(1, true)
                .lease(2, 0, 0, 2, 1)
                .result(2, 0, 0)
                .complete(2)
                .end()
                .violations())
        .isEmpty();
    assertThat(
            new Sketch()
                .start(0)
                .lease(1, 0)
                .fail(1, true)
                .restore(1)
                .result(1, 0, 0)
                .complete(1)
                .end()
                .violations())
        .isEmpty();
    assertThat(new Sketch().start(0).lease(1, 0).stop(0).complete(1).violations()).isEmpty();
  }

  @Test
  void brokenJournal_isFound() {
    assertThat(oneTrial().lease(2, 0).result(2, 0, 0).violations())
        .containsExactly("event 7: trial 0 has a second result at rung 0");
    assertThat(oneTrial().complete(1).violations())
        .containsExactly("event 6: token 1 ends a second time");
    assertThat(oneTrial().fail(9, false).violations())
        .containsExactly("event 6: token 9 ends and was never granted");
    assertThat(oneTrial().lease(1, 0).violations())
        .containsExactly("event 6: token 1 is granted after token 1");
    assertThat(oneTrial().lease(3, 0).violations())
        .containsExactly("event 6: token 3 is granted after token 1");
    assertThat(oneTrial().result(1, 0, 1).violations())
        .containsExactly("event 6: a report comes under token 1, which is not open");
    assertThat(oneTrial().start(1).lease(2, 1).result(2, 0, 1).violations())
        .containsExactly("event 8: a report of trial 0 comes under token 2, which is for trial 1");
    assertThat(new Sketch().start(0).lease(1, 0).complete(1).violations())
        .containsExactly("event 4: token 1 is complete and trial 0 has no result at rung 0");
    assertThat(new Sketch().start(0).lease(1, 0).lease(2, 0).violations())
        .containsExactly("event 4: trial 0 is leased under token 2 while token 1 has it");
    assertThat(new Sketch().start(0).lease(1, 0).end().violations())
        .containsExactly("event 4: the study ends and token 1 is still open");
    assertThat(oneTrial().end().start(1).violations())
        .containsExactly("event 7: a trial started comes after the end of the study");
    assertThat(oneTrial().lease(2, 4).violations())
        .containsExactly("event 6: trial 4 is leased and was not started");
    assertThat(oneTrial().start(0).violations())
        .containsExactly("event 6: trial 0 is started after 1 others");
    assertThat(new Sketch().start(0).lease(1, 0).fail(1, true).lease(2, 0).restore(1).violations())
        .containsExactly(
            "event 6: token 1 is restored and its evaluation does not wait for anybody");
    assertThat(new Sketch().start(0).lease(1, 0).fail(1, false).restore(1).violations())
        .containsExactly(
            "event 5: token 1 is restored and its evaluation does not wait for anybody");
  }

  @Test
  void budgetsThatAreNotKept_areFound() {
    assertThat(oneTrial().start(1).violations(Limits.ofTrials(1)))
        .containsExactly("event 6: trial 1 is started; the budget is 1 trials");
    Limits evaluations =
        new Limits(OptionalInt.empty(), OptionalLong.of(1), OptionalDouble.empty());
    assertThat(oneTrial().violations(evaluations)).isEmpty();
    assertThat(oneTrial().start(1).lease(2, 1).violations(evaluations))
        .containsExactly(
            "event 7: token 2 is granted with 1 evaluations complete or under way; the budget is 1");
    Limits resource = new Limits(OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.of(3));
    assertThat(oneTrial().start(1).lease(2, 1, 0, 1, 2).violations(resource)).isEmpty();
    assertThat(oneTrial().start(1).lease(2, 1, 0, 1, 2.5).violations(resource))
        .containsExactly("event 7: token 2 is granted, which makes 3.5 units; the budget is 3.0");
  }

  @Test
  void recordsWithGaps_areFound() {
    Commit commit =
        Commit.newBuilder()
            .addEvents(Event.newBuilder().setStudyCreated(StudyCreated.getDefaultInstance()))
            .build();
    assertThat(
            JournalInvariants.violations(
                Stream.of(new JournalReader.Entry(2, Instant.EPOCH, commit)), Limits.NONE))
        .containsExactly("event 0: record 2 comes after record 0");
  }

  /** Whatever the real decider does in a sweep with lost and failing workers is sound. */
  @Test
  void simulatedSweeps_areSound() {
    for (long seed = 1; seed <= 20; seed++) {
      StudySpec spec = Specs.asha(40);
      List<StudyEvent> events =
          new SimulatedSweep(spec, SimulatedSweep::booster)
              .seed(seed)
              .errors(0.1)
              .losses(0.2)
              .comebacks(0.5)
              .run();
      List<Commit> commits = commits(spec, events, new Random(seed));
      assertThat(JournalInvariants.violations(commits, Limits.ofTrials(40)))
          .as("seed " + seed)
          .isEmpty();
      assertThat(broken(commits, new Random(seed))).as("seed " + seed).isNotEmpty();
    }
  }

  private static List<Commit> commits(StudySpec spec, List<StudyEvent> events, Random random) {
    EventCodec codec = new EventCodec(spec.space());
    List<Commit> commits = new ArrayList<>();
    Commit.Builder open =
        Commit.newBuilder()
            .addEvents(Event.newBuilder().setStudyCreated(StudyCreated.getDefaultInstance()));
    for (StudyEvent event : events) {
      open.addEvents(codec.encode(event));
      if (random.nextBoolean()) {
        commits.add(open.build());
        open = Commit.newBuilder();
      }
    }
    if (open.getEventsCount() > 0) {
      commits.add(open.build());
    }
    return commits;
  }

  /** A lease, an end of one or a result twice. */
  private static List<String> broken(List<Commit> commits, Random random) {
    List<Event> events =
        new ArrayList<>(commits.stream().flatMap(c -> c.getEventsList().stream()).toList());
    while (true) {
      Event event = events.get(random.nextInt(events.size()));
      if (event.hasEvaluationLeased()
          || event.hasEvaluationCompleted()
          || event.hasEvaluationFailed()
          || event.getMetricsReported().getRungPlusOne() > 0) {
        events.add(random.nextInt(events.size() - 1) + 1, event);
        return JournalInvariants.violations(
            List.of(Commit.newBuilder().addAllEvents(events).build()), Limits.NONE);
      }
    }
  }
}
