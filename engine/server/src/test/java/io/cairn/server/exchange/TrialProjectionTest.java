package io.cairn.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.study.StudySpec;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.ImportReport.Fate;
import io.cairn.server.exchange.ImportReport.Reason;
import io.cairn.server.exchange.optuna.OptunaReader;
import io.cairn.server.sweep.ImportMap;
import io.cairn.server.sweep.ImportMapReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialProjectionTest {

  private static final String LR_AND_OPT =
      """
      objective { metric = loss, direction = minimize }
      space {
        lr { type = real, min = 1e-5, max = 1e-2, scale = log }
        opt { type = categorical, values = [adam, lion] }
        wd { type = real, min = 1e-6, max = 1e-2, scale = log }
      }
      """;

  @TempDir Path folder;

  private final List<ForeignTrial> trials = new ArrayList<>();

  private void trial(State state, Map<String, Object> parameters, List<Double> course) {
    List<ForeignReport> reports = new ArrayList<>();
    for (int i = 0; i < course.size(); i++) {
      reports.add(new ForeignReport(i + 1, Map.of("loss", course.get(i)), 2.0 * (i + 1)));
    }
    trials.add(
        new ForeignTrial(
            Integer.toString(trials.size()), state, parameters, Map.of(), reports, Double.NaN, ""));
  }

  private void complete(Map<String, Object> parameters, double value) {
    trials.add(
        new ForeignTrial(
            Integer.toString(trials.size()),
            State.COMPLETE,
            parameters,
            Map.of("loss", value),
            List.of(),
            5,
            ""));
  }

  private ForeignStudy study() {
    return new ForeignStudy(
        "s",
        "test",
        List.of(new ForeignMetric("loss", Direction.MINIMIZE)),
        DeclaredSpace.NONE,
        Optional.empty(),
        trials,
        Set.of(),
        List.of());
  }

  private TrialProjection.Outcome project(String sweep, String map) throws Exception {
    return project(study(), sweep, map);
  }

  private TrialProjection.Outcome project(ForeignStudy study, String sweep, String map)
      throws Exception {
    StudySpec spec = Stores.spec(folder, sweep);
    ImportMap read = ImportMap.SAME;
    if (!map.isEmpty()) {
      Path file = Files.createTempFile(folder, "map", ".conf");
      Files.writeString(file, map);
      read = ImportMapReader.read(file, spec.space(), study.parameterNames());
    }
    return new TrialProjection(study, study.metrics().get(0), spec, read)
        .project("s", Instant.EPOCH);
  }

  /** Field case: a category added, one gone, a range moved, a parameter new. */
  @Test
  void priorOfAnotherSpace_isCountedTrialByTrial() throws Exception {
    ForeignStudy warm = new OptunaReader().read(List.of(Stores.path("optuna/store.db")), "warm");
    long sgd = warm.trials().stream().filter(t -> "sgd".equals(t.parameters().get("opt"))).count();
    long high =
        warm.trials().stream()
            .filter(t -> "adam".equals(t.parameters().get("opt")))
            .filter(t -> (Double) t.parameters().get("lr") > 1e-2)
            .count();
    TrialProjection.Outcome outcome = project(warm, LR_AND_OPT, "");
    ImportReport report = outcome.report();
    assertThat(report.trials()).isEqualTo(200);
    assertThat(report.used()).isZero();
    assertThat(report.rejected()).isEqualTo((int) sgd);
    assertThat(report.projected()).isEqualTo(200 - (int) sgd);
    assertThat(report.reasons())
        .anySatisfy(
            reason -> {
              assertThat(reason.fate()).isEqualTo(Fate.REJECTED);
              assertThat(reason.text()).isEqualTo("opt = sgd must be one of [adam, lion]");
              assertThat(reason.count()).isEqualTo((int) sgd);
              assertThat(reason.examples()).hasSize(3);
            })
        .anySatisfy(
            reason -> {
              assertThat(reason.text()).isEqualTo("lr above its greatest value 0.01, clipped");
              assertThat(reason.count()).isEqualTo((int) high);
            });
    assertThat(report.differences()).anyMatch(line -> line.startsWith("wd: added"));
    // What is clipped becomes one configuration, since nothing else tells those trials apart.
    assertThat(outcome.landscape().orElseThrow().landscape().size())
        .isEqualTo(200 - (int) sgd - (int) high + 1);
    assertThat(report.notes()).anyMatch(note -> note.startsWith(high - 1 + " trials repeat"));

    ImportReport kept =
        project(warm, LR_AND_OPT, "map { opt { widen = true }, lr { outside = reject } }").report();
    long inside =
        warm.trials().stream().filter(t -> (Double) t.parameters().get("lr") <= 1e-2).count();
    assertThat(kept.projected()).isEqualTo((int) inside);
    assertThat(kept.reasons())
        .extracting(Reason::text)
        .contains("lr above its greatest value 0.01, which the map rejects");
  }

  @Test
  void unitsWordsAndNames_areConvertedExactly() throws Exception {
    complete(Map.of("learning_rate", 0.3, "opt", "Adam", "worker", 7L), 1);
    complete(Map.of("learning_rate", 3.0, "opt", "Lion!", "worker", 8L), 2);
    TrialProjection.Outcome outcome =
        project(
            LR_AND_OPT,
            """
            map {
              lr { from = learning_rate, times = 0.001 }
              opt { values { Adam = adam, "Lion!" = lion } }
              wd { default = 1e-4 }
              drop = [ worker ]
            }
            """);
    assertThat(outcome.report().reasons())
        .extracting(Reason::text)
        .containsExactly("wd has no value in the prior, filled with the given default 0.0001");
    Landscape landscape = outcome.landscape().orElseThrow().landscape();
    assertThat(landscape.configurations().get(0).values())
        .isEqualTo(Map.of("lr", 3e-4, "opt", "adam", "wd", 1e-4));
    assertThat(landscape.configurations().get(1).value("lr")).hasValue(0.003);
  }

  @Test
  void whatIsDroppedByTheMap_leavesTrialsUsed() throws Exception {
    String one =
        """
        objective { metric = loss, direction = minimize }
        space { x { type = real, min = 0, max = 1 } }
        """;
    complete(Map.of("x", 0.5, "worker", 7L), 1);
    assertThat(project(one, "").report().projected()).isEqualTo(1);
    assertThat(project(one, "map { drop = [worker] }").report().used()).isEqualTo(1);
  }

  @Test
  void trialsThatDidNotEnd_countAsFarAsTheyCame() throws Exception {
    Map<String, Object> x = Map.of("x", 0.25);
    trial(State.COMPLETE, Map.of("x", 0.5), List.of(3.0, 2.0, 1.0));
    trial(State.PRUNED, x, List.of(4.0));
    trial(State.FAILED, Map.of("x", 0.75), List.of(5.0, 6.0));
    trial(State.FAILED, Map.of("x", 0.1), List.of());
    trial(State.RUNNING, Map.of("x", 0.2), List.of(Double.NaN));
    trial(State.WAITING, Map.of(), List.of());
    trial(State.COMPLETE, Map.of("x", 0.3), List.of());
    String space = "space { x { type = real, min = 0, max = 1 } }";
    String levels =
        "objective { metric = loss, direction = minimize }\nfidelity { name = epoch, min = 1, max = 3 }\n"
            + space;
    TrialProjection.Outcome outcome = project(levels, "");
    assertThat(outcome.report().used()).isEqualTo(4);
    assertThat(outcome.report().reasons())
        .extracting(Reason::text)
        .containsExactlyInAnyOrder(
            "failed and reported no loss", "never started", "reported no loss");
    Landscape landscape = outcome.landscape().orElseThrow().landscape();
    assertThat(landscape.value(2, 0)).isEqualTo(1);
    assertThat(landscape.cost(2, 0)).isEqualTo(6);
    assertThat(landscape.value(1, 1)).isNaN();
    assertThat(landscape.value(1, 2)).isEqualTo(6);
    assertThat(landscape.value(0, 3)).isEqualTo(Double.POSITIVE_INFINITY);

    TrialProjection.Outcome whole =
        project("objective { metric = loss, direction = minimize }\n" + space, "");
    assertThat(whole.report().used()).isEqualTo(1);
    assertThat(whole.landscape().orElseThrow().landscape().value(0, 0)).isEqualTo(1);
    assertThat(whole.report().reasons())
        .extracting(Reason::text)
        .contains("was pruned, and without a fidelity nothing says how far it had come");
    assertThat(whole.report().notes()).anyMatch(note -> note.contains("2 values on the way"));
  }

  @Test
  void stepsFromZero_areRoundsDone_unlessTheMapSaysOtherwise() throws Exception {
    trials.add(
        new ForeignTrial(
            "0",
            State.PRUNED,
            Map.of("x", 0.5),
            Map.of(),
            List.of(
                new ForeignReport(0, Map.of("loss", 1.0), Double.NaN),
                new ForeignReport(1, Map.of("loss", 2.0), Double.NaN)),
            Double.NaN,
            ""));
    String sweep =
        """
        objective { metric = loss, direction = minimize }
        fidelity { name = rows, min = 100, max = 300 }
        space { x { type = real, min = 0, max = 1 } }
        """;
    assertThat(project(sweep, "").landscape().orElseThrow().landscape().levels())
        .containsExactly(1, 2);
    assertThat(
            project(sweep, "map {}, steps { times = 100, plus = 100 }")
                .landscape()
                .orElseThrow()
                .landscape()
                .levels())
        .containsExactly(100, 200);
  }

  @Test
  void sameConfigurationAgain_isARepeat() throws Exception {
    complete(Map.of("x", 0.5), 1);
    complete(Map.of("x", 0.5), 3);
    TrialProjection.Outcome outcome =
        project(
            """
            objective { metric = loss, direction = minimize }
            space { x { type = real, min = 0, max = 1 } }
            """,
            "");
    Landscape landscape = outcome.landscape().orElseThrow().landscape();
    assertThat(landscape.size()).isEqualTo(1);
    assertThat(landscape.value(0, 0)).isEqualTo(2);
    assertThat(landscape.repeats(0, 0)).isEqualTo(2);
    assertThat(landscape.spread(0, 0)).isCloseTo(Math.sqrt(2), within(1e-12));
    assertThat(outcome.report().notes()).anyMatch(note -> note.startsWith("1 trial repeats"));
  }

  @Test
  void widenedRange_keepsEveryValue() throws Exception {
    complete(Map.of("x", 2.5, "n", 7L, "c", "new", "o", 64L), 1);
    String sweep =
        """
        objective { metric = loss, direction = minimize }
        space {
          x { type = real, min = 0, max = 1, step = 0.5 }
          n { type = integer, min = 1, max = 5, step = 2 }
          c { type = categorical, values = [old] }
          o { type = ordinal, values = [16, 32] }
          f { type = boolean }
        }
        """;
    String map =
        "map { x { widen = true }, n { widen = true }, c { widen = true }, o { widen = true }, f {"
            + " default = true } }";
    Landscape landscape = project(sweep, map).landscape().orElseThrow().landscape();
    assertThat(landscape.configurations().get(0).values())
        .isEqualTo(Map.of("x", 2.5, "n", 7L, "c", "new", "o", 64L, "f", true));
    complete(Map.of("x", 0.5, "f", "maybe"), 2);
    assertThatThrownBy(() -> project(sweep, "map { f { widen = true } }"))
        .hasMessageContaining("f is")
        .hasMessageContaining("remove widen");
  }

  @Test
  void negatedMetric_isTurnedRoundByTheMap() throws Exception {
    complete(Map.of("x", 0.5), -0.75);
    Landscape landscape =
        project(
                """
                objective { metric = accuracy, direction = maximize }
                space { x { type = real, min = 0, max = 1 } }
                """,
                "map {}, metric { times = -1 }")
            .landscape()
            .orElseThrow()
            .landscape();
    assertThat(landscape.value(0, 0)).isEqualTo(0.75);
    assertThat(landscape.maximize()).isTrue();
  }
}
