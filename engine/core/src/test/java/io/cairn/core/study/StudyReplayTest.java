package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Interrupted equals uninterrupted: from the journal alone, or from a snapshot and the rest of the
 * journal, a study goes on as if nothing had happened, wherever it was cut.
 */
class StudyReplayTest {

  /** A random but repeatable outside: commands with their times. */
  private static final class Outside {
    private final SplittableRandom random;
    private final List<StudyReply.Granted> out = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Outside(long seed) {
      random = new SplittableRandom(seed);
    }

    StudyCommand next() {
      now = now.plusMillis(random.nextInt(1, 3_000));
      int dice = random.nextInt(100);
      if (out.isEmpty() || dice < 40) {
        return new StudyCommand.RequestLease("w" + random.nextInt(3), false);
      }
      StudyReply.Granted granted = out.get(random.nextInt(out.size()));
      double accuracy =
          random.nextInt(12) == 0
              ? Double.NaN
              : Studies.accuracy(granted.configuration(), granted.to());
      if (dice < 75) {
        out.remove(granted);
        return new StudyCommand.Complete(
            granted.token(), granted.to(), Map.of("accuracy", accuracy), OptionalDouble.of(dice));
      }
      if (dice < 83) {
        return new StudyCommand.Report(
            granted.token(), 1 + random.nextInt(3), granted.to(), Map.of("accuracy", accuracy), 1);
      }
      if (dice < 90) {
        out.remove(granted);
        return new StudyCommand.Fail(
            granted.token(),
            random.nextBoolean() ? FailureKind.ERROR : FailureKind.CANCELLED,
            "broke",
            "",
            OptionalDouble.of(1));
      }
      if (dice < 93) {
        now = now.plusSeconds(61);
      }
      return new StudyCommand.Tick();
    }

    void hear(StudyReply reply) {
      if (reply instanceof StudyReply.Granted granted) {
        out.add(granted);
      }
    }
  }

  private record Recorded(StudyCommand command, Instant at, Decision decision) {}

  private static List<Recorded> record(StudySpec spec, long seed, int steps) {
    StudyState state = new StudyState(spec);
    Outside outside = new Outside(seed);
    List<Recorded> recorded = new ArrayList<>();
    StudyCommand command = new StudyCommand.OpenSession("run");
    for (int i = 0; i < steps && state.phase() != StudyPhase.ENDED; i++) {
      Decision decision = new StudyDecider().decide(state, command, outside.now);
      recorded.add(new Recorded(command, outside.now, decision));
      outside.hear(decision.reply());
      command = outside.next();
    }
    return recorded;
  }

  private static StudyState replay(StudySpec spec, List<Recorded> until) {
    StudyState state = new StudyState(spec);
    until.forEach(r -> r.decision().events().forEach(state::apply));
    return state;
  }

  private static StudyState throughSnapshot(StudyState state) {
    StudyRestorer restorer = new StudyRestorer(state.spec());
    state.copyTo(restorer);
    return restorer.state();
  }

  private static void assertGoesOnAlike(StudyState state, List<Recorded> rest, String where) {
    for (Recorded r : rest) {
      Decision decision = new StudyDecider().decide(state, r.command(), r.at());
      assertThat(decision).as(where + ", " + r.command()).isEqualTo(r.decision());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "random",
        "sobol",
        "grid",
        "sha",
        "asha",
        "asha-stopping",
        "hyperband",
        "pasha",
        "bohb",
        "portfolio"
      })
  void everyCrashPoint_goesOnAsIfUninterrupted(String method) {
    for (long seed = 1; seed <= 3; seed++) {
      StudySpec spec =
          Studies.spec(method, Budget.ofTrials(27), new FailureRules(1, 10, 3), seed % 2 == 0);
      List<Recorded> recorded = record(spec, seed, 130);
      assertThat(recorded.size()).isGreaterThan(40);
      // Every crash point costs a replay of all before it and a run of all after it.
      for (int cut = 0; cut <= recorded.size(); cut++) {
        String where = method + ", seed " + seed + ", cut at " + cut;
        List<Recorded> rest = recorded.subList(cut, recorded.size());
        assertGoesOnAlike(replay(spec, recorded.subList(0, cut)), rest, where);
        assertGoesOnAlike(
            throughSnapshot(replay(spec, recorded.subList(0, cut))), rest, where + ", snapshot");
      }
    }
  }

  @Test
  void anyOrder_recordsEachTrialAndRungOnceAndLosesNothingAccepted() {
    for (long seed = 1; seed <= 40; seed++) {
      StudySpec spec =
          Studies.spec("asha", Budget.ofTrials(40), new FailureRules(1, 10, 3), seed % 2 == 0);
      List<Recorded> recorded = record(spec, seed, 600);
      Set<String> results = new HashSet<>();
      Set<Long> tokens = new HashSet<>();
      int counted = 0;
      for (Recorded r : recorded) {
        for (StudyEvent event : r.decision().events()) {
          if (event instanceof StudyEvent.Reported e && e.rung().isPresent()) {
            assertThat(results.add(e.trial() + "/" + e.rung().getAsInt()))
                .as("seed " + seed + ": second result " + e)
                .isTrue();
            counted++;
          }
          if (event instanceof StudyEvent.EvaluationLeased e) {
            assertThat(tokens.add(e.token())).as("seed " + seed + ": token twice").isTrue();
          }
        }
      }
      StudyState state = replay(spec, recorded);
      assertThat(state.spending().evaluations()).as("seed " + seed).isEqualTo(counted);
      assertThat(state.trials()).as("seed " + seed).isLessThanOrEqualTo(40);
    }
  }
}
