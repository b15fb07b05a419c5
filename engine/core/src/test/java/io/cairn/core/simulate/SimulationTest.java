package io.cairn.core.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.search.Methods;
import io.cairn.core.study.Budget;
import io.cairn.core.study.Decision;
import io.cairn.core.study.Studies;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static Workload workload() {
    return (configuration, trial, from, to) ->
        new Workload.Result(
            Map.of("accuracy", Studies.accuracy(configuration, to)), (to - from) * (1 + trial % 3));
  }

  private static List<StudyEvent> run(String method, int workers) {
    List<StudyEvent> events = new ArrayList<>();
    Simulation simulation =
        new Simulation(Studies.spec(method, Budget.ofTrials(30)), workload(), workers, events::add);
    assertThat(simulation.run().state().phase()).isEqualTo(StudyPhase.ENDED);
    return events;
  }

  @Test
  void everyMethod_endsAndRepeatsExactly_withAnyNumberOfWorkers() {
    for (String method : Methods.names()) {
      for (int workers : new int[] {1, 4, 40}) {
        assertThat(run(method, workers)).as(method + " " + workers).isEqualTo(run(method, workers));
      }
    }
  }

  @Test
  void deciderFromOutside_isAskedEverything_andChangesNothing() {
    List<StudyEvent> events = new ArrayList<>();
    List<StudyEvent> decided = new ArrayList<>();
    StudyDecider decider = new StudyDecider();
    new Simulation(
            Studies.spec("asha", Budget.ofTrials(30)),
            workload(),
            4,
            events::add,
            (state, command, now) -> {
              Decision decision = decider.decide(state, command, now);
              decided.addAll(decision.events());
              return decision;
            })
        .run();
    assertThat(events).isEqualTo(decided).isEqualTo(run("asha", 4));
  }

  @Test
  void asyncMethod_keepsWorkersBusy() {
    Simulation.Outcome outcome =
        new Simulation(Studies.spec("asha", Budget.ofTrials(2_000)), workload(), 16, event -> {})
            .run();
    assertThat(outcome.utilisation()).isGreaterThan(0.95);
    assertThat(outcome.state().trials()).isEqualTo(2_000);
  }
}
