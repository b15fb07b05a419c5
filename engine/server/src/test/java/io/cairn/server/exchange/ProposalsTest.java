package io.cairn.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.StudySpec;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.optuna.OptunaReader;
import io.cairn.server.exchange.smac.SmacReader;
import io.cairn.server.sweep.ImportMap;
import io.cairn.server.sweep.ImportMapReader;
import io.cairn.server.sweep.InvalidSweepException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProposalsTest {

  @TempDir Path folder;

  private static ForeignStudy optuna(String study) throws Exception {
    return new OptunaReader().read(List.of(Stores.path("optuna/store.db")), study);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tuning", "pareto", "kinds", "warm"})
  void proposedSpace_isASweepFileThatTakesEveryTrial(String name) throws Exception {
    ForeignStudy study = optuna(name);
    ForeignMetric metric = study.metrics().get(0);
    StudySpec sweep = Stores.spec(folder, new SpaceProposal(study, metric).text());
    SearchSpace found = FoundSpace.of(study, Set.of(metric.name())).space().orElseThrow();
    assertThat(sweep.space()).isEqualTo(found);
    assertThat(sweep.objective().metric()).isEqualTo(metric.name());
    ImportReport report =
        new TrialProjection(study, metric, sweep, ImportMap.SAME)
            .project(name, Instant.EPOCH)
            .report();
    assertThat(report.projected()).isZero();
    assertThat(report.reasons())
        .extracting(ImportReport.Reason::text)
        .allMatch(
            text ->
                text.startsWith("never") || text.startsWith("failed") || text.startsWith("was"));
    assertThat(report.used()).isEqualTo(name.equals("tuning") ? 39 : study.trials().size());
  }

  @Test
  void proposedSpace_ofATrialTableHasItsFidelity() throws Exception {
    ForeignStudy study = optuna("tuning");
    StudySpec sweep = Stores.spec(folder, new SpaceProposal(study, study.metrics().get(0)).text());
    assertThat(sweep.ladder().fidelity().orElseThrow().max()).hasToString("9");
    assertThat(sweep.ladder().fidelity().orElseThrow().min()).hasToString("1");
    assertThat(sweep.resourceName()).isEqualTo("step");
  }

  @Test
  void proposedSpace_ofSmacHasItsConditions() throws Exception {
    ForeignStudy study = new SmacReader().read(List.of(Stores.path("smac/v2")), "v2");
    String text = new SpaceProposal(study, study.metrics().get(0)).text();
    assertThat(text).contains("when { opt = sgd }").contains("# declared");
    assertThat(Stores.spec(folder, text).space().dimensions()).isEqualTo(4);
  }

  @Test
  void proposedMap_findsNamesUnitsAndWords_andReadsBack() throws Exception {
    List<ForeignTrial> trials = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      trials.add(
          new ForeignTrial(
              "" + i,
              State.COMPLETE,
              Map.of(
                  "model/learning_rate",
                  0.2 + i,
                  "Optimizer",
                  i % 2 == 0 ? "Adam" : "RMSprop",
                  "batch_size",
                  16L << (i % 3),
                  "note",
                  "x" + i),
              Map.of("loss", 1.0 * i),
              List.of(),
              Double.NaN,
              ""));
    }
    ForeignStudy study =
        new ForeignStudy(
            "s",
            "test",
            List.of(new ForeignMetric("loss", Direction.MINIMIZE)),
            DeclaredSpace.NONE,
            Optional.empty(),
            trials,
            Set.of(),
            List.of());
    StudySpec sweep =
        Stores.spec(
            folder,
            """
            objective { metric = loss, direction = minimize }
            space {
              lr { type = real, min = 1e-5, max = 1e-1, scale = log }
              optimizer { type = categorical, values = [adam, sgd] }
              batch { type = ordinal, values = [16, 32] }
              wd { type = real, min = 0, max = 1 }
            }
            """);
    String text = new MapProposal(study, study.metrics().get(0), sweep.space()).text();
    assertThat(text)
        .contains("lr { from = \"model/learning_rate\", times = 0.001 }")
        .contains("optimizer { from = Optimizer, values { Adam = adam } }")
        .contains("RMSprop (10 trials) is none of [adam, sgd]")
        .contains("batch { from = batch_size }")
        .contains("6 of 20 values lie outside")
        .contains("wd { default = 0.5 }")
        .contains("drop = [note]");
    Path file = Files.writeString(folder.resolve("map.conf"), text);
    ImportMap map = ImportMapReader.read(file, sweep.space(), study.parameterNames());
    ImportReport report =
        new TrialProjection(study, study.metrics().get(0), sweep, map)
            .project("s", Instant.EPOCH)
            .report();
    assertThat(report.rejected()).isEqualTo(10);
    assertThat(report.projected()).isEqualTo(10);
  }

  @Test
  void proposedMap_goesByRangeWhereNamesSayNothing() throws Exception {
    ForeignStudy study = optuna("warm");
    StudySpec sweep =
        Stores.spec(
            folder,
            """
            objective { metric = loss, direction = minimize }
            space { alpha { type = real, min = 1e-4, max = 0.1, scale = log }, b { type = boolean } }
            """);
    assertThat(new MapProposal(study, study.metrics().get(0), sweep.space()).text())
        .contains("# By its range alone, a real in [0.0001, 0.1]: is it the same?")
        .contains("alpha { from = lr }")
        .contains("b { default = false }")
        .contains("drop = [opt]");
  }

  @Test
  void mapWithMistakes_tellsAllOfThemAtOnce() throws Exception {
    StudySpec sweep = Stores.spec(folder, Stores.TWELVE);
    Path file =
        Files.writeString(
            folder.resolve("map.conf"),
            """
            map {
              lr { from = learningrate, times = 0, widen = maybe }
              layers { from = a, default = 9, outside = ignore }
              opt { from = a, times = 2, values = [x] }
              momentum { form = b, widen = true, outside = reject }
              depth { from = b }
              drop = [ a, c ]
            }
            metric { time = 2 }
            steps { times = -1 }
            map2 {}
            """);
    assertThatThrownBy(
            () -> ImportMapReader.read(file, sweep.space(), Set.of("learning_rate", "a", "b")))
        .isInstanceOfSatisfying(
            InvalidSweepException.class,
            e -> {
              List<String> all = e.problems().stream().map(Object::toString).toList();
              assertThat(all)
                  .anyMatch(
                      p -> p.contains("map.lr.from") && p.contains("did you mean learning_rate?"))
                  .anyMatch(p -> p.contains("map.lr.times = 0 must not be 0"))
                  .anyMatch(p -> p.contains("map.lr.widen = maybe must be true or false"))
                  .anyMatch(p -> p.contains("map.layers.default = 9 must be"))
                  .anyMatch(p -> p.contains("map.layers.outside = ignore must be one of"))
                  .anyMatch(p -> p.contains("map.opt.from = a is what layers is made from, too"))
                  .anyMatch(p -> p.contains("map.opt.times = 2 needs numbers"))
                  .anyMatch(
                      p ->
                          p.contains("map.opt.values must be a section")
                              || p.contains("map.opt.values"))
                  .anyMatch(p -> p.contains("map.momentum.form is an unknown key"))
                  .anyMatch(
                      p ->
                          p.contains("map.momentum.outside = reject rejects what widen lets in")
                              || p.contains("map.momentum.outside"))
                  .anyMatch(p -> p.contains("map.depth is no parameter of the space"))
                  .anyMatch(p -> p.contains("map.drop") && p.contains("names a, which layers"))
                  .anyMatch(p -> p.contains("map.drop[1] = c is no parameter of the trials"))
                  .anyMatch(p -> p.contains("metric.time is an unknown key"))
                  .anyMatch(p -> p.contains("steps") && p.contains("must rise"))
                  .anyMatch(p -> p.contains("map2 is an unknown key"));
            });
  }

  @Test
  void pythonLiterals_areReadOrRefused() {
    assertThat(PythonLiteral.of("{'a': [1, 2.5, (True, None)], \"b\": {'c': 'it\\'s'}, 'd': nan}"))
        .hasValueSatisfying(value -> assertThat(value.toString()).contains("it's", "NaN"));
    assertThat(PythonLiteral.dictionary("{'a': {'b': 1}, 'c': []}"))
        .hasValue(Map.of("a/b", 1L, "c", "[]"));
    for (String wrong : List.of("", "{", "{'a'}", "{'a': }", "[1, 2", "'x", "{'a': 1} x")) {
      assertThat(PythonLiteral.dictionary(wrong)).as(wrong).isEmpty();
    }
    assertThat(PythonLiteral.of("[".repeat(100_000))).isEmpty();
  }
}
