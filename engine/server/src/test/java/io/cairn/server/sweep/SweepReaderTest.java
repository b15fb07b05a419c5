package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.Condition;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepReaderTest {

  static final String FULL =
      """
      name = "churn-gbm"
      objective { metric = val_accuracy, direction = maximize }
      space {
        trees-share { type = real, min = 0.1, max = 1.0 }
        shrinkage   { type = real, min = 0.001, max = 1.0, scale = log }
        depth       { type = integer, min = 1, max = 15, step = 1 }
        booster     { type = categorical, values = [gbtree, dart] }
        drop-rate   { type = real, min = 0, max = 1, when { booster = [dart] } }
        batch       { type = ordinal, values = [16, 32, 64, 128] }
      }
      constraints = [ "depth * 2 <= batch", "not (booster = dart and depth > 10)" ]
      fidelity { name = epoch, min = 1, max = 81, reduction = 3, checkpoints = true }
      method { name = asha, seed = 1 }
      budget { trials = 200, wall-clock = 10m, target = 0.97, evaluations = 500, resource = 5000, compute = 2h }
      workers { slots = 2 }
      worker { type = function, function = branin, inputs = [ trees-share, shrinkage ], time-limit = 5m }
      priors { use = all }
      """;

  static final String SMALL =
      """
      objective { metric = loss, direction = minimize }
      space { x { type = real, min = 0, max = 1 } }
      budget { trials = 3 }
      """;

  @TempDir Path folder;

  @Test
  void completeFile_isReadInAllItsParts() {
    Sweep sweep = SweepFiles.read(folder, FULL, Purpose.RUN);
    assertThat(sweep.study().name()).isEqualTo("churn-gbm");
    assertThat(sweep.study().objective())
        .isEqualTo(new Objective("val_accuracy", Objective.Direction.MAXIMIZE));
    assertThat(sweep.study().space().parameters().stream().map(Parameter::name))
        .containsExactly("trees-share", "shrinkage", "depth", "booster", "drop-rate", "batch");
    assertThat(sweep.study().space().parameter(1))
        .isEqualTo(new RealParameter("shrinkage", 0.001, 1, Scale.LOG, OptionalDouble.empty()));
    assertThat(sweep.study().space().parameter(2))
        .isEqualTo(new IntegerParameter("depth", 1, 15, Scale.LINEAR, 1));
    assertThat(sweep.study().space().condition(4))
        .contains(new Condition.In("booster", List.of("dart")));
    assertThat(sweep.study().space().constraints()).hasSize(2);
    assertThat(sweep.study().ladder())
        .isEqualTo(RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(81), 3, true)));
    assertThat(sweep.study().method()).isEqualTo(MethodSettings.of("asha", 1));
    assertThat(sweep.study().budget())
        .isEqualTo(
            new Budget(
                OptionalInt.of(200),
                OptionalLong.of(500),
                OptionalDouble.of(5000),
                Optional.of(Duration.ofHours(2)),
                Optional.of(Duration.ofMinutes(10)),
                OptionalDouble.of(0.97)));
    assertThat(sweep.slots()).isEqualTo(2);
    assertThat(sweep.priors().use()).isEqualTo(new PriorSelection.All());
    WorkerSection.Configured worker = (WorkerSection.Configured) sweep.worker();
    assertThat(worker.type()).isEqualTo("function");
    assertThat(worker.timeLimit()).contains(Duration.ofMinutes(5));
    assertThat(worker.settings().values())
        .isEqualTo(Map.of("function", "branin", "inputs", List.of("trees-share", "shrinkage")));
    assertThat(worker.settings().metric()).isEqualTo("val_accuracy");
    assertThat(worker.settings().maximize()).isTrue();
    assertThat(worker.settings().resource().orElseThrow().max()).isEqualTo(81);
  }

  @Test
  void smallestFile_getsTheDocumentedDefaults() {
    Sweep sweep = SweepFiles.read(folder, SMALL, Purpose.PLAN);
    assertThat(sweep.study().name()).isEqualTo("sweep");
    assertThat(sweep.study().ladder()).isEqualTo(RungLadder.single());
    assertThat(sweep.study().method()).isEqualTo(MethodSettings.of("landscape", 1));
    assertThat(sweep.study().failures()).isEqualTo(FailureRules.DEFAULT);
    assertThat(sweep.study().lease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(sweep.study().grace()).isEqualTo(Duration.ofSeconds(10));
    assertThat(sweep.study().portfolio()).isEmpty();
    assertThat(sweep.slots()).isEqualTo(2);
    assertThat(sweep.priors()).isEqualTo(SweepPriors.of(new PriorSelection.All(), List.of()));
    assertThat(sweep.worker()).isEqualTo(new WorkerSection.None());
    assertThat(sweep.folder()).isEqualTo(folder.toAbsolutePath().normalize());
  }

  @Test
  void lease_isThatOfThePurpose() {
    String text = SMALL + "workers { lease = 5s }\nask-tell { lease = 3h }";
    assertThat(SweepFiles.read(folder, text, Purpose.PLAN).study().lease())
        .isEqualTo(Duration.ofSeconds(5));
    assertThat(SweepFiles.read(folder, text, Purpose.ASK_TELL).study().lease())
        .isEqualTo(Duration.ofHours(3));
    assertThat(SweepFiles.read(folder, SMALL, Purpose.ASK_TELL).study().lease())
        .isEqualTo(Duration.ofDays(36_500));
  }

  @Test
  void yamlAndJson_readLikeHocon() throws InvalidSweepException {
    String yaml =
        """
        objective: {metric: loss, direction: minimize}
        space:
          model.depth: {type: integer, min: 1, max: 1e3}
          lr: {type: real, min: 1e-5, max: 1, scale: log}
          mode: {type: categorical, values: [yes, no, 1.50]}
          level: {type: ordinal, values: [1, 2.5, 4]}
          flag: {type: boolean, when: {model.depth: {above: 3}}}
          fixed: {type: constant, value: 007}
        fidelity: {name: share, min: 1/27, max: 1}
        budget: {trials: 3, wall-clock: 90}
        """;
    String json =
        """
        {"objective": {"metric": "loss", "direction": "minimize"},
         "space": {
          "model.depth": {"type": "integer", "min": 1, "max": 1e3},
          "lr": {"type": "real", "min": 1e-5, "max": 1, "scale": "log"},
          "mode": {"type": "categorical", "values": ["yes", "no", "1.50"]},
          "level": {"type": "ordinal", "values": [1, 2.5, 4]},
          "flag": {"type": "boolean", "when": {"model.depth": {"above": 3}}},
          "fixed": {"type": "constant", "value": 7}},
         "fidelity": {"name": "share", "min": "1/27", "max": 1},
         "budget": {"trials": 3, "wall-clock": 90}}
        """;
    String hocon =
        """
        objective { metric = loss, direction = minimize }
        space {
          "model.depth" { type = integer, min = 1, max = 1e3 }
          lr { type = real, min = 1e-5, max = 1, scale = log }
          mode { type = categorical, values = [yes, no, 1.50] }
          level { type = ordinal, values = [1, 2.5, 4] }
          flag { type = boolean, when { "model.depth" { above = 3 } } }
          fixed { type = constant, value = 7 }
        }
        fidelity { name = share, min = 1/27, max = 1 }
        budget { trials = 3, wall-clock = 90 }
        """;
    Sweep fromHocon = read("sweep.conf", hocon);
    assertThat(read("sweep.yaml", yaml).canonicalJson()).isEqualTo(fromHocon.canonicalJson());
    assertThat(read("sweep.yml", yaml).study()).isEqualTo(fromHocon.study());
    assertThat(read("sweep.json", json).canonicalJson()).isEqualTo(fromHocon.canonicalJson());
    assertThat(fromHocon.study().budget().wallClock()).contains(Duration.ofSeconds(90));
    assertThat(fromHocon.study().ladder().exactLevel(0)).isEqualTo(new Rational(1, 27));
  }

  private Sweep read(String name, String text) throws InvalidSweepException {
    return SweepReader.read(SweepFiles.write(folder, name, text), Purpose.PLAN);
  }

  @Test
  void yamlAnchorsAndMergeKeys_resolve() throws InvalidSweepException {
    String yaml =
        """
        objective: {metric: loss, direction: minimize}
        space:
          a: &unit {type: real, min: 0, max: 1}
          b: *unit
          c: {<<: *unit, max: 2}
        budget: {trials: 3}
        """;
    Sweep sweep = read("anchors.yaml", yaml);
    assertThat(sweep.study().space().parameters().stream().map(Parameter::domain))
        .containsExactly("a real in [0.0, 1.0]", "a real in [0.0, 1.0]", "a real in [0.0, 2.0]");
  }

  @Test
  void yamlAliasesOfAliases_areBounded() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    assertThat(SweepFiles.mistakes(folder, "bomb.yaml", yaml.toString(), Purpose.PLAN))
        .contains("use fewer aliases");
  }

  @Test
  void includesAndSubstitutions_resolveRelativeToTheirFile() {
    SweepFiles.write(
        folder,
        "common/base.conf",
        "include \"limits.conf\"\nspace { first { type = real, min = 0, max = ${define.top} } }");
    SweepFiles.write(folder, "common/limits.conf", "define { top = 5 }");
    String text =
        """
        include "common/base.conf"
        objective { metric = loss, direction = minimize }
        space { second { type = integer, min = 1, max = ${space.first.max} } }
        budget { trials = ${?CAIRN_TEST_NO_SUCH_VARIABLE}, evaluations = 3 }
        """;
    Sweep sweep = SweepFiles.read(folder, text, Purpose.PLAN);
    assertThat(sweep.study().space().parameters().stream().map(Parameter::domain))
        .containsExactly("a real in [0.0, 5.0]", "an integer in [1, 5]");
    assertThat(sweep.study().budget().trials()).isEmpty();
    SweepFiles.write(folder, "common/limits.conf", "define { top = 5 }\ntop = 6");
    assertThat(SweepFiles.mistakes(folder, "sweep.conf", text, Purpose.PLAN))
        .startsWith("common/limits.conf:2: top is an unknown key");
  }

  @Test
  void keysOfAnInclude_comeInItsPlace() {
    SweepFiles.write(
        folder, "common/base.conf", "zebra { type = boolean }, ape { type = boolean }");
    String text =
        """
        objective { metric = loss, direction = minimize }
        space { cat { type = boolean }, include "common/base.conf", bee { type = boolean } }
        budget { trials = 3 }
        """;
    assertThat(
            SweepFiles.read(folder, text, Purpose.PLAN).study().space().parameters().stream()
                .map(Parameter::name))
        .containsExactly("cat", "zebra", "ape", "bee");
  }

  @Test
  void stringsWithSecrets_areInNoProblemAndNoText() {
    String text =
        SMALL
            + "worker { type = procss, environment { TOKEN = sesame }, time-limit = never }\nwrker = 1";
    String mistakes = SweepFiles.mistakes(folder, "sweep.conf", text, Purpose.RUN);
    assertThat(mistakes).contains("procss").contains("time-limit").doesNotContain("sesame");
    String fine =
        SMALL.replace("x {", "x {type=real,min=0,max=1},y {")
            + "worker { type = function, function = branin, faults { crash = 0.25 } }";
    assertThat(SweepFiles.read(folder, fine, Purpose.RUN).toString()).doesNotContain("0.25");
  }

  @Test
  void runWithoutWorker_isAMistake_otherPurposesNeedNone() {
    assertThat(SweepFiles.mistakes(folder, "sweep.conf", SMALL, Purpose.RUN))
        .contains("worker is missing");
    String broken = SMALL + "worker { type = nonsense }";
    assertThat(SweepFiles.mistakes(folder, "sweep.conf", broken, Purpose.PLAN))
        .contains("worker.type = nonsense is no kind of worker");
    assertThat(SweepFiles.read(folder, broken, Purpose.ASK_TELL).worker())
        .isEqualTo(new WorkerSection.None());
    String endless = SMALL.replace("budget { trials = 3 }", "");
    assertThat(SweepFiles.read(folder, endless, Purpose.SPACE).study().budget())
        .isEqualTo(Budget.UNLIMITED);
  }

  @Test
  void methodThatEndsByItself_needsNoBudget() {
    String text = SMALL.replace("budget { trials = 3 }", "method = grid");
    assertThat(SweepFiles.read(folder, text, Purpose.PLAN).study().method().name())
        .isEqualTo("grid");
    String finite =
        SMALL
            .replace("budget { trials = 3 }", "method = random")
            .replace("type = real", "type = integer");
    assertThat(SweepFiles.read(folder, finite, Purpose.PLAN).study().budget().bounded()).isFalse();
  }

  @Test
  void missingFile_saysWhereItLooked() {
    Path absent = folder.resolve("absent.conf");
    try {
      SweepReader.read(absent, Purpose.PLAN);
      throw new AssertionError("must fail");
    } catch (InvalidSweepException e) {
      assertThat(e.problems()).hasSize(1);
      assertThat(e.getMessage())
          .startsWith("absent.conf: does not exist")
          .contains(absent.toString());
    }
  }
}
