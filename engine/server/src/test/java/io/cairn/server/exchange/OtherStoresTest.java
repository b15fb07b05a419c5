package io.cairn.server.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Condition;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.StudySpec;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.mlflow.MlflowReader;
import io.cairn.server.exchange.nni.NniReader;
import io.cairn.server.exchange.ray.RayReader;
import io.cairn.server.exchange.smac.SmacReader;
import io.cairn.server.exchange.synetune.SyneTuneReader;
import io.cairn.server.exchange.wandb.WandbReader;
import io.cairn.server.sweep.ImportMap;
import io.cairn.server.sweep.ImportMapReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every other system tells of the same twelve trials; all must become the same landscape. */
class OtherStoresTest {

  @TempDir Path folder;

  static Stream<Arguments> stores() {
    String nested = "lr { from = \"model/lr\" }, layers { from = model.layers }, ";
    return Stream.of(
        Arguments.of(
            new SyneTuneReader(), List.of("synetune/train-2024-01-01"), "val_loss", "", ""),
        Arguments.of(
            new RayReader(),
            List.of("ray/train_2024-01-01"),
            "val/loss",
            "map { " + nested + "momentum { from = \"model/momentum\" } }",
            ""),
        Arguments.of(
            new WandbReader(), List.of("wandb/runs.csv", "wandb/chart.csv"), "val_loss", "", ""),
        Arguments.of(
            new MlflowReader(),
            List.of("mlflow/mlruns"),
            "val_loss",
            "map { lr { from = model/lr } }",
            ""),
        Arguments.of(
            new MlflowReader(),
            List.of("mlflow/mlflow.db"),
            "val_loss",
            "map { lr { from = model/lr } }",
            ""),
        Arguments.of(new SmacReader(), List.of("smac/v1"), "cost", "", "fails"),
        Arguments.of(new SmacReader(), List.of("smac/v2"), "val_loss", "", "fails"),
        Arguments.of(new SmacReader(), List.of("smac/v3/runhistory.json"), "val_loss", "", "fails"),
        Arguments.of(
            new NniReader(),
            List.of("nni"),
            "default",
            "map { momentum { from = opt/momentum } }",
            "counted"),
        Arguments.of(
            new NniReader(),
            List.of("nni/export.json"),
            "default",
            "map { momentum { from = opt/momentum } }",
            "counted finished"));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void sameTrials_becomeTheSameLandscape(
      StoreReader reader, List<String> names, String metric, String map, String ways)
      throws Exception {
    List<Path> paths = names.stream().map(Stores::path).toList();
    List<StoreReader.Listed> listed = reader.list(paths);
    assertThat(listed).hasSize(1);
    ForeignStudy study = reader.read(paths, listed.get(0).name());
    // NNI counts reports, not epochs: 1, 2, 3 instead of 1, 3, 9.
    boolean counted = ways.contains("counted");
    StudySpec sweep =
        Stores.spec(folder, counted ? Stores.TWELVE.replace("max = 9", "max = 3") : Stores.TWELVE);
    ForeignMetric chosen =
        study.metrics().stream().filter(m -> m.name().equals(metric)).findFirst().orElseThrow();
    TrialProjection.Outcome outcome =
        new TrialProjection(study, chosen, sweep, map(map, study, sweep))
            .project("twelve", Instant.EPOCH);
    Landscape landscape = outcome.landscape().orElseThrow().landscape();
    boolean finished = ways.contains("finished");
    assertThat(outcome.report().trials()).isEqualTo(finished ? 10 : 12);
    assertThat(landscape.levels())
        .isEqualTo(counted ? new double[] {1, 2, 3} : new double[] {1, 3, 9});
    for (int i = 0; i < landscape.size(); i++) {
      double lr = (Double) landscape.configurations().get(i).value("lr").orElseThrow();
      int k = (int) Math.round(-4 * (Math.log10(lr) + 1));
      assertThat(landscape.configurations().get(i).value("opt"))
          .hasValue(k % 2 == 1 ? "sgd" : "adam");
      assertThat(landscape.configurations().get(i).value("momentum").isPresent())
          .isEqualTo(k % 2 == 1);
      for (int level = 0; level < 3; level++) {
        int epoch = new int[] {1, 3, 9}[level];
        double value = landscape.value(level, i);
        boolean reached = epoch == 1 || (k != 4 && k != 5);
        if (k == 6 && epoch > 1) {
          // SMAC calls what diverged crashed, and a crash is no measurement.
          assertThat(Double.isNaN(value)).isEqualTo(ways.equals("fails"));
          assertThat(value)
              .satisfiesAnyOf(
                  v -> assertThat(v).isNaN(),
                  v -> assertThat(v).isEqualTo(Double.POSITIVE_INFINITY));
        } else if (reached) {
          assertThat(value)
              .as("trial %d, epoch %d", k, epoch)
              .isCloseTo(Stores.loss(k, epoch), within(1e-9));
        } else {
          assertThat(value).as("trial %d, epoch %d", k, epoch).isNaN();
        }
      }
    }
    boolean smac = ways.equals("fails");
    // SMAC's trial 5 crashed at its first epoch already.
    assertThat(landscape.size()).isEqualTo(finished ? 10 : smac ? 11 : 12);
  }

  private ImportMap map(String text, ForeignStudy study, StudySpec sweep) throws Exception {
    if (text.isEmpty()) {
      return ImportMap.SAME;
    }
    Path file = Files.createTempFile(folder, "map", ".conf");
    Files.writeString(file, text);
    return ImportMapReader.read(file, sweep.space(), study.parameterNames());
  }

  @Test
  void syneTune_declaresItsSpaceAndDirection() throws Exception {
    ForeignStudy study =
        new SyneTuneReader()
            .read(List.of(Stores.path("synetune/train-2024-01-01")), "train-2024-01-01");
    assertThat(study.metrics()).containsExactly(new ForeignMetric("val_loss", Direction.MINIMIZE));
    SearchSpace space = FoundSpace.of(study, Set.of()).space().orElseThrow();
    assertThat(space.parameter(0))
        .isEqualTo(new RealParameter("lr", 1e-4, 0.1, Scale.LOG, OptionalDouble.empty()));
    assertThat(study.declared().parameters().get("width").domain()).contains("8", "16", "32");
    assertThat(study.resource()).hasValue("epoch");
    assertThat(study.trials().get(4).state()).isEqualTo(State.PRUNED);
    assertThat(study.trials().get(3).state()).isEqualTo(State.COMPLETE);
    assertThat(study.trials().get(3).reports().get(2).costSeconds()).isEqualTo(18);
  }

  @Test
  void ray_flattensNestedKeysAndTakesTheLaterOfTwoReports() throws Exception {
    ForeignStudy study =
        new RayReader().read(List.of(Stores.path("ray/train_2024-01-01")), "train_2024-01-01");
    assertThat(study.parameterNames())
        .containsExactlyInAnyOrder("model/lr", "model/layers", "model/momentum", "opt");
    assertThat(study.metrics()).containsExactly(new ForeignMetric("val/loss", Direction.UNKNOWN));
    assertThat(study.trials().get(5).state()).isEqualTo(State.FAILED);
    assertThat(study.trials().get(5).failure()).isEqualTo("RuntimeError: out of memory");
    assertThat(study.notes()).anyMatch(note -> note.startsWith("1 values came twice"));
    SearchSpace space = FoundSpace.of(study, Set.of()).space().orElseThrow();
    assertThat(space.condition(space.indexOf("model/momentum").orElseThrow()))
        .hasValue(new Condition.Equals("opt", "sgd"));
  }

  @Test
  void ray_resultsCutOff_areReadAsFarAsTheyGo() throws Exception {
    Path trial = Files.createDirectories(folder.resolve("exp/train_x_00000"));
    Files.writeString(trial.resolve("params.json"), "{\"a\": 1}");
    Files.writeString(
        trial.resolve("result.json"),
        "{\"loss\": NaN, \"training_iteration\": 1}\n{\"loss\": 0.5, \"training_iteration\": 2}\n{\"loss\": 0.");
    ForeignStudy study = new RayReader().read(List.of(folder.resolve("exp")), "exp");
    assertThat(study.trials().get(0).reports()).hasSize(2);
    assertThat(study.trials().get(0).reports().get(0).values().get("loss")).isNaN();
    assertThat(study.notes()).anyMatch(note -> note.startsWith("1 lines"));
  }

  @Test
  void smac_declaresItsConditions() throws Exception {
    ForeignStudy study = new SmacReader().read(List.of(Stores.path("smac/v2")), "v2");
    assertThat(study.declared().conditions())
        .containsEntry("momentum", new Condition.Equals("opt", "sgd"));
    assertThat(study.metrics()).containsExactly(new ForeignMetric("val_loss", Direction.MINIMIZE));
  }

  @Test
  void nni_nestedChoice_isACategoryWithConditionalParameters() throws Exception {
    ForeignStudy study = new NniReader().read(List.of(Stores.path("nni")), "exp1");
    assertThat(study.metrics().get(0)).isEqualTo(new ForeignMetric("default", Direction.MINIMIZE));
    assertThat(study.declared().conditions())
        .containsEntry("opt/momentum", new Condition.Equals("opt", "sgd"));
    assertThat(study.trials().get(4).state()).isEqualTo(State.PRUNED);
    assertThat(study.trials().get(3).parameters()).containsEntry("opt", "sgd");
  }

  @Test
  void wandb_tableOfTheScript_tellsConfigurationFromResults() throws Exception {
    ForeignStudy study =
        new WandbReader().read(List.of(Stores.path("wandb/project.csv")), "project");
    assertThat(study.uncertain()).isEmpty();
    assertThat(study.metrics()).containsExactly(new ForeignMetric("val_loss", Direction.UNKNOWN));
    assertThat(study.parameterNames())
        .containsExactlyInAnyOrder("model/lr", "model/layers", "opt", "note", "none");
    assertThat(study.trials().get(0).parameters()).containsEntry("note", "it's");
    assertThat(study.trials().get(0).parameters()).containsEntry("none", "None");
  }

  @Test
  void mlflow_deletedRuns_areLeftOutAndCounted() throws Exception {
    for (String store : List.of("mlflow/mlruns", "mlflow/mlflow.db")) {
      ForeignStudy study = new MlflowReader().read(List.of(Stores.path(store)), "churn");
      assertThat(study.trials()).hasSize(12);
      assertThat(study.notes()).contains("1 deleted runs were left out");
      assertThat(study.trials().get(3).values()).containsEntry("size", 103.0);
      assertThat(study.trials().get(3).reports().get(1).costSeconds()).isEqualTo(6);
    }
  }

  @Test
  void wrongStores_areRefusedWithASentence() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty"));
    Path nothing = Files.createDirectory(folder.resolve("nothing"));
    Path garbage = Files.writeString(folder.resolve("garbage.json"), "{\"data\": [1, 2");
    List<StoreReader> readers =
        List.of(
            new SyneTuneReader(),
            new RayReader(),
            new WandbReader(),
            new MlflowReader(),
            new SmacReader(),
            new NniReader());
    for (StoreReader reader : readers) {
      for (Path wrong : List.of(empty, nothing, garbage, folder.resolve("gone"))) {
        assertThatThrownBy(() -> reader.list(List.of(wrong)))
            .as("%s on %s", reader.getClass().getSimpleName(), wrong.getFileName())
            .isInstanceOf(UnreadableStoreException.class)
            .message()
            .matches(m -> m.length() > 30);
      }
    }
  }

  @Test
  void archiveOfSyneTuneCutOff_isASentence() throws Exception {
    Path exp = Files.createDirectory(folder.resolve("exp"));
    Path whole = Stores.path("synetune/train-2024-01-01");
    Files.copy(whole.resolve("metadata.json"), exp.resolve("metadata.json"));
    byte[] bytes = Files.readAllBytes(whole.resolve("results.csv.zip"));
    Files.write(exp.resolve("results.csv.zip"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> new SyneTuneReader().list(List.of(exp)))
        .isInstanceOf(UnreadableStoreException.class)
        .hasMessageContaining("cut off");
  }
}
