package io.cairn.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.Budget;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LiveHistoryTest {

  private static final StudySpec SPEC =
      Specs.of(
          "live", Specs.ACCURACY, Specs.booster(), Specs.epochs(9), "asha", Budget.ofTrials(50));

  private static List<StudyEvent> events(int seed) {
    return new SimulatedSweep(SPEC, SimulatedSweep::booster)
        .seed(seed)
        .errors(0.05)
        .losses(0.1)
        .comebacks(0.5)
        .restartAfter(90)
        .run();
  }

  @Test
  void eventsInAnyGroups_giveTheSameAsAllAtOnce() {
    for (int seed = 0; seed < 10; seed++) {
      List<StudyEvent> events = events(seed);
      String whole = text(StudyHistory.of(SPEC, "s", events.stream(), HistoryLimits.DEFAULT));
      LiveHistory live = new LiveHistory(SPEC, "s", HistoryLimits.DEFAULT);
      Random random = new Random(seed);
      for (int from = 0; from < events.size(); ) {
        int to = Math.min(events.size(), from + random.nextInt(12));
        live.apply(events.subList(from, to));
        from = to;
      }
      assertThat(live.<String>read(LiveHistoryTest::text)).as("seed %s", seed).isEqualTo(whole);
    }
  }

  @Test
  void readersWhileItGrows_seeWholeStates() throws Exception {
    List<StudyEvent> events = events(3);
    LiveHistory live = new LiveHistory(SPEC, "s", HistoryLimits.DEFAULT);
    ExecutorService readers = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> reading = new ArrayList<>();
      for (int reader = 0; reader < 4; reader++) {
        reading.add(
            readers.submit(
                () -> {
                  int seen = 0;
                  while (seen < SPEC.budget().trials().orElseThrow()) {
                    int now =
                        live.read(
                            history -> {
                              history.trials().forEach(TrialHistory::results);
                              assertThat(history.results())
                                  .hasSize((int) history.spending().evaluations());
                              return history.trials().size();
                            });
                    assertThat(now).isGreaterThanOrEqualTo(seen);
                    seen = now;
                  }
                }));
      }
      for (StudyEvent event : events) {
        live.apply(List.of(event));
      }
      for (Future<?> reader : reading) {
        reader.get();
      }
    } finally {
      readers.shutdownNow();
    }
  }

  /** All that there is to tell. */
  private static String text(StudyHistory history) {
    StringBuilder text = new StringBuilder(HistoryJson.summaryLine(history));
    for (TrialHistory trial : history.trials()) {
      text.append('\n')
          .append(trial.number())
          .append(trial.configuration())
          .append(trial.origin())
          .append(trial.status())
          .append(trial.results())
          .append(trial.decisions())
          .append(trial.failures())
          .append(trial.costSeconds())
          .append(trial.units())
          .append(trial.wastedUnits());
      for (int i = 0; i < trial.curve().size(); i++) {
        text.append(' ').append(trial.curve().resource(i)).append(trial.curve().value(i));
      }
    }
    history
        .evaluations()
        .forEach(
            e ->
                text.append('\n')
                    .append(e.id())
                    .append(e.worker())
                    .append(e.slot())
                    .append(e.start())
                    .append(e.end())
                    .append(e.outcome())
                    .append(e.costSeconds())
                    .append(e.units()));
    return text.append(history.sessions())
        .append(history.incumbents())
        .append(history.decisions())
        .toString();
  }
}
