package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Methods;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method on every kind of cluster: whatever machines come and go, each rung of a trial has
 * one result, limits hold, labels are covered, the study does not stand still, and it ends; and a
 * study that is taken up by another process goes on as if nothing had happened.
 */
class ElasticStudyTest {

  private static final int WILD = 220;
  private static final int MOST = 4_000;

  private record Recorded(StudyCommand command, Instant at, Decision decision) {}

  static Stream<String> methods() {
    return Methods.names().stream();
  }

  private static int seeds(String method) {
    return method.equals("landscape") ? 6 : 40;
  }

  private static StudySpec spec(String method, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<WorkerLabels> needs = List.of(ElasticCluster.CPU, ElasticCluster.GPU, ElasticCluster.BIG);
    List<WorkerLabels> byRung = new ArrayList<>();
    for (int rung = 0; rung < 3; rung++) {
      // Sets that grow from rung to rung as a sweep has them, and sets that do not.
      byRung.add(seed % 3 == 0 ? needs.get(random.nextInt(3)) : needs.get(rung));
    }
    Placement placement = seed % 5 == 0 ? Placement.ANYWHERE : new Placement(byRung);
    OptionalInt most =
        random.nextBoolean() ? OptionalInt.of(random.nextInt(1, 5)) : OptionalInt.empty();
    OptionalLong disk =
        random.nextBoolean() ? OptionalLong.of(random.nextLong(10, 60)) : OptionalLong.empty();
    return Studies.spec(method, budget(random), new FailureRules(1, 10, 3), random.nextInt(4) > 0)
        .withWorkers(new WorkerRules(placement, most))
        .withCheckpointRules(new CheckpointRules(disk, random.nextInt(3) == 0));
  }

  private static Budget budget(SplittableRandom random) {
    int kind = random.nextInt(3);
    return new Budget(
        OptionalInt.of(27),
        kind == 1 ? OptionalLong.of(20) : OptionalLong.empty(),
        kind == 2 ? OptionalDouble.of(60) : OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  /** Runs a study to its end and holds every step of it to the rules. */
  private static List<Recorded> run(StudySpec spec, long seed, String where) {
    StudyState state = new StudyState(spec);
    ElasticCluster cluster = new ElasticCluster(seed);
    Rules rules = new Rules(spec, where);
    List<Recorded> recorded = new ArrayList<>();
    StudyCommand command = new StudyCommand.OpenSession("run");
    while (state.phase() != StudyPhase.ENDED) {
      assertThat(recorded.size()).as(where + ": it ends").isLessThan(MOST);
      cluster.calm = recorded.size() > WILD;
      Decision decision = new StudyDecider().decide(state, command, cluster.now);
      recorded.add(new Recorded(command, cluster.now, decision));
      rules.check(command, decision, state);
      cluster.hear(decision.reply());
      command = cluster.next(state.phase());
    }
    return recorded;
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anyCluster_keepsTheRulesAndReachesTheEnd(String method) {
    for (long seed = 1; seed <= seeds(method); seed++) {
      String where = method + ", seed " + seed;
      run(spec(method, seed), seed, where);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anotherProcess_goesOnAsIfUninterrupted(String method) {
    int compared = 0;
    for (long seed = 1; seed <= seeds(method) / 2; seed++) {
      String where = method + ", seed " + seed;
      StudySpec spec = spec(method, seed);
      List<Recorded> recorded = run(spec, seed, where);
      for (int cut = 1; cut < recorded.size(); cut++) {
        // A session gives every lease a whole term; what happens before it is the other process's.
        if (recorded.get(cut).command() instanceof StudyCommand.OpenSession) {
          List<Recorded> rest = recorded.subList(cut, recorded.size());
          StudyState replayed = replay(spec, recorded.subList(0, cut));
          StudyRestorer restorer = new StudyRestorer(spec);
          replayed.copyTo(restorer);
          assertGoesOnAlike(restorer.state(), rest, where + ", snapshot at " + cut);
          assertGoesOnAlike(replayed, rest, where + ", journal at " + cut);
          compared++;
        }
      }
    }
    assertThat(compared).isPositive();
  }

  private static StudyState replay(StudySpec spec, List<Recorded> until) {
    StudyState state = new StudyState(spec);
    until.forEach(r -> r.decision().events().forEach(state::apply));
    return state;
  }

  private static void assertGoesOnAlike(StudyState state, List<Recorded> rest, String where) {
    for (Recorded r : rest) {
      Decision decision = new StudyDecider().decide(state, r.command(), r.at());
      assertThat(decision).as(where + ", " + r.command()).isEqualTo(r.decision());
    }
  }

  /** What holds after every step. */
  private static final class Rules {

    private final StudySpec spec;
    private final String where;
    private final Set<String> results = new HashSet<>();
    private final Set<Long> tokens = new HashSet<>();
    private final Set<Long> askedBack = new HashSet<>();

    Rules(StudySpec spec, String where) {
      this.spec = spec;
      this.where = where;
    }

    void check(StudyCommand command, Decision decision, StudyState state) {
      for (StudyEvent event : decision.events()) {
        check(command, event);
      }
      assertThat(state.running())
          .as(where + ": in flight")
          .isLessThanOrEqualTo(spec.workers().maxInFlight().orElse(Integer.MAX_VALUE));
      budget(state);
      checkpoints(state);
      if (command instanceof StudyCommand.RequestLease request) {
        alive(request, decision, state);
      }
      if (decision.reply() instanceof StudyReply.Preempted preempted) {
        int asked = ((StudyCommand.Preempt) command).count();
        assertThat(preempted.leases().size()).as(where).isLessThanOrEqualTo(asked);
        for (PreemptedLease lease : preempted.leases()) {
          assertThat(state.isRunning(lease.token())).as(where).isTrue();
          assertThat(askedBack.add(lease.token())).as(where + ": asked back twice").isTrue();
        }
      }
    }

    private void check(StudyCommand command, StudyEvent event) {
      if (event instanceof StudyEvent.Reported e && e.rung().isPresent()) {
        assertThat(results.add(e.trial() + "/" + e.rung().getAsInt()))
            .as(where + ": second result " + e)
            .isTrue();
      } else if (event instanceof StudyEvent.EvaluationLeased e) {
        assertThat(tokens.add(e.token())).as(where + ": token twice").isTrue();
        WorkerLabels labels = ((StudyCommand.RequestLease) command).labels();
        int last = spec.ladder().rungAt(e.to());
        assertThat(last).as(where).isGreaterThanOrEqualTo(e.rung());
        assertThat(e.from()).as(where).isLessThan(e.to());
        for (int rung = e.rung(); rung <= last; rung++) {
          assertThat(labels.covers(spec.workers().placement().needed(rung)))
              .as(where + ": " + labels + " for rung " + rung)
              .isTrue();
        }
      } else if (event instanceof StudyEvent.LeaseRestored e) {
        askedBack.remove(e.token());
      } else if (event instanceof StudyEvent.SessionOpened) {
        askedBack.clear();
      }
    }

    private void budget(StudyState state) {
      Spending spent = state.spending();
      assertThat(state.trials()).as(where).isLessThanOrEqualTo(spec.budget().trials().getAsInt());
      if (spec.budget().evaluations().isPresent() && !state.method().runsThrough()) {
        assertThat(spent.evaluations())
            .as(where + ": evaluations")
            .isLessThanOrEqualTo(spec.budget().evaluations().getAsLong());
      }
      if (spec.budget().resource().isPresent()) {
        assertThat(spent.units() - spent.wastedUnits())
            .as(where + ": resource")
            .isLessThanOrEqualTo(spec.budget().resource().getAsDouble() * (1 + 1e-9));
      }
    }

    private void checkpoints(StudyState state) {
      boolean exceeded =
          state.checkpointBytes() > spec.checkpointRules().budgetBytes().orElse(Long.MAX_VALUE);
      for (int trial = 0; trial < state.trials(); trial++) {
        if (state.checkpointBytes(trial).isEmpty() || state.isInHands(trial)) {
          continue;
        }
        assertThat(exceeded)
            .as(where + ": trial " + trial + " has one beyond the budget")
            .isFalse();
        if (!spec.checkpointRules().keepWhenOver()
            && state.incumbent().orElseThrow().trial() != trial) {
          assertThat(state.method().isOver(trial)).as(where + ": trial " + trial).isFalse();
          assertThat(state.phase()).as(where).isNotEqualTo(StudyPhase.ENDED);
        }
      }
    }

    /** Free capacity that fits, and budget left: something runs. */
    private void alive(StudyCommand.RequestLease request, Decision decision, StudyState state) {
      if (decision.reply() instanceof StudyReply.Wait wait) {
        if (state.phase() == StudyPhase.RUNNING && request.labels().covers(ElasticCluster.BIG)) {
          assertThat(state.running()).as(where + ": stands still: " + wait.reason()).isPositive();
        }
        if (state.phase() == StudyPhase.PAUSED) {
          assertThat(decision.events()).as(where + ": paused").isEmpty();
        }
      } else if (decision.reply() instanceof StudyReply.Done) {
        assertThat(state.phase()).as(where).isEqualTo(StudyPhase.ENDED);
      }
    }
  }
}
