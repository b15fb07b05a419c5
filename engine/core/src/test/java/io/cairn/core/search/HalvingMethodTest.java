package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.AshaPromotion;
import io.cairn.core.halving.FullFidelity;
import io.cairn.core.halving.SuccessiveHalving;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class HalvingMethodTest {
  private static final SearchSpace SQUARE = TestSpaces.square();
  private static final RungLadder EPOCHS = TestSpaces.epochs();

  private static MethodSpec spec(String name, long seed, int trials) {
    return new MethodSpec(
        MethodSettings.of(name, seed), SQUARE, EPOCHS, OptionalInt.of(trials), List.of());
  }

  /** Field case O21: the same number of configurations a rung, however many run at once. */
  @Test
  void rungSizes_doNotDependOnTheNumberOfWorkers() {
    for (String name : List.of("sha", "hyperband", "bohb")) {
      for (int workers : new int[] {1, 2, 3, 27}) {
        MethodRun run = run(name, workers, 49, (t, c, level) -> TestSpaces.loss(c, level));
        List<Long> sizes = new ArrayList<>();
        for (int rung = 0; rung < EPOCHS.size(); rung++) {
          sizes.add(run.reports(rung));
        }
        List<Long> expected =
            name.equals("sha") ? List.of(49L, 16L, 5L, 1L) : List.of(27L, 21L, 13L, 8L);
        assertThat(sizes).as("%s, %d workers", name, workers).isEqualTo(expected);
      }
    }
  }

  /** Field case O21: a worker that dies on the last member of a rung does not stall the others. */
  @Test
  void lastMemberOfARungFails_theRungIsJudgedWithoutIt() {
    for (String name : List.of("sha", "hyperband", "asha", "bohb")) {
      for (int workers : new int[] {1, 2, 3, 27}) {
        MethodRun run =
            run(
                name,
                workers,
                27,
                (t, c, level) -> t == 26 ? null : (Double) TestSpaces.loss(c, level));
        assertThat(run.best()).as("%s, %d workers", name, workers).isFinite();
      }
    }
  }

  @Test
  void asynchronousMethods_neverWaitWhileTheBudgetAllowsAStart() {
    for (String name : List.of("asha", "asha-stopping", "pasha", "random", "portfolio")) {
      Method method = Methods.create(spec(name, 1, 1000));
      for (int trial = 0; trial < 200; trial++) {
        Action action = method.next(true);
        assertThat(action).as("%s, trial %d", name, trial).isInstanceOf(Action.StartTrial.class);
        Action.StartTrial start = (Action.StartTrial) action;
        method.started(trial, start.configuration(), start.bracket(), start.rung());
      }
    }
  }

  private static MethodRun run(
      String name, int workers, int trials, MethodRun.Objective objective) {
    return new MethodRun(
            Methods.create(spec(name, 2, trials)), EPOCHS, workers, trials, objective, workers)
        .run();
  }

  @Test
  void next_budgetReached_finishesWithTheReasonOfTheSchedule() {
    MethodRun run = run("random", 2, 5, (t, c, level) -> TestSpaces.loss(c, level));
    assertThat(run.configurations()).hasSize(5);
    assertThat(run.ended()).contains("budget");
  }

  /** A sampler that gives nothing and remembers what it was told. */
  private static final class Silent implements Sampler {
    private final List<String> told = new ArrayList<>();

    @Override
    public Optional<Proposal> propose(int trial, int attempt) {
      return Optional.empty();
    }

    @Override
    public String exhaustion() {
      return "nothing to offer";
    }

    @Override
    public void started(int trial, Configuration configuration) {
      told.add("started " + trial);
    }

    @Override
    public void reported(int trial, Configuration configuration, int rung, double loss) {
      told.add("reported " + trial + " " + configuration + " " + rung + " " + loss);
    }

    @Override
    public void stopped(int trial, Configuration configuration) {
      told.add("stopped " + trial);
    }

    @Override
    public void failed(int trial, Configuration configuration) {
      told.add("failed " + trial);
    }
  }

  private static Configuration corner() {
    return SQUARE.decode(new double[] {0, 1});
  }

  @Test
  void next_samplerHasNothing_waitsForWhatRunsAndThenFinishesWithItsReason() {
    HalvingMethod method = new HalvingMethod(new Silent(), AshaPromotion.of(EPOCHS));
    assertThat(method.next(true)).isEqualTo(new Action.Finished("nothing to offer"));
    method.started(0, corner(), 0, 0);
    assertThat(method.next(true)).isEqualTo(new Action.Wait("nothing to offer; 1 running"));
    method.reported(0, 0, 1.0, 1);
    assertThat(method.next(true)).isEqualTo(new Action.Finished("nothing to offer"));
  }

  @Test
  void next_samplerHasNothing_stillPromotesWhatCanBe() {
    HalvingMethod asynchronous = new HalvingMethod(new Silent(), AshaPromotion.of(EPOCHS));
    HalvingMethod synchronous = new HalvingMethod(new Silent(), SuccessiveHalving.of(EPOCHS, 27));
    for (HalvingMethod method : List.of(asynchronous, synchronous)) {
      for (int trial = 0; trial < 4; trial++) {
        method.started(trial, corner(), 0, 0);
        method.reported(trial, 0, trial, 1);
      }
      assertThat(method.next(true)).isInstanceOf(Action.Promote.class);
      assertThat(((Action.Promote) method.next(true)).trial()).isZero();
    }
  }

  @Test
  void facts_reachTheSamplerWithTheConfiguration() {
    Silent sampler = new Silent();
    HalvingMethod method = new HalvingMethod(sampler, AshaPromotion.of(EPOCHS));
    method.started(0, corner(), 0, 0);
    method.started(1, corner(), 0, 0);
    method.started(2, corner(), 0, 0);
    method.reported(0, 0, 0.5, 1);
    method.stopped(0, 0);
    method.failed(1, 0);
    method.stopped(2, 0);
    assertThat(sampler.told)
        .containsExactly(
            "started 0",
            "started 1",
            "started 2",
            "reported 0 {x=0.0, y=1.0} 0 0.5",
            "stopped 0",
            "failed 1",
            "stopped 2");
    assertThat(method.isOver(0)).isTrue();
  }

  @Test
  void reported_afterTheEndOfATrial_isRefused() {
    HalvingMethod method = new HalvingMethod(new Silent(), FullFidelity.of(EPOCHS));
    method.started(0, corner(), 0, EPOCHS.top());
    method.reported(0, EPOCHS.top(), 1, 1);
    assertThatThrownBy(() -> method.reported(0, EPOCHS.top(), 1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("trial 0");
    assertThatThrownBy(() -> method.failed(5, 0)).isInstanceOf(IllegalStateException.class);
  }
}
