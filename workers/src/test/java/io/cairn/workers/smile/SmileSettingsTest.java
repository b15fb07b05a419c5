package io.cairn.workers.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.workers.smile.model.Learners;
import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.InvalidSettingsException.Problem;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmileSettingsTest {

  private static final Optional<Resource> NONE = Optional.empty();

  @Test
  void everyMistake_isSaidAtOnce() {
    Map<String, Object> worker = new LinkedHashMap<>();
    worker.put("model", "xgboost");
    worker.put(
        "data",
        Map.of(
            "file",
            "../data/wine.csv.gz",
            "target",
            "nope",
            "task",
            "guess",
            "rows",
            3L,
            "exlude",
            List.of("x0")));
    worker.put("validation", Map.of("kind", "k-fold", "folds", 1L, "share", 1.5));
    worker.put("optons", Map.of());

    assertThat(problems(worker, "val_accuracy", NONE))
        .extracting(Problem::key)
        .contains(
            "model",
            "data.target",
            "data.task",
            "data.rows",
            "data.exlude",
            "validation.folds",
            "validation.share",
            "optons");
  }

  @Test
  void missingKeys_areNamed() {
    assertThat(problems(Map.of(), "val_accuracy", NONE))
        .extracting(Problem::key)
        .containsExactlyInAnyOrder("model", "data.file", "data.target");
  }

  @Test
  void missingFile_saysWhereItWasLookedFor() {
    assertThat(only(Sweeps.worker("knn", "gone"), "val_accuracy", NONE))
        .satisfies(
            p -> {
              assertThat(p.key()).isEqualTo("data.file");
              assertThat(p.message()).contains("gone.csv.gz", "config/sweeps", "does not exist");
            });
  }

  @Test
  void unknownParameter_listsWhatTheModelKnows() {
    assertThat(only(Sweeps.worker("svm", "wine"), "val_accuracy", NONE, "C", "sigmo").message())
        .contains("'sigmo'", "C, kernel, sigma", "did you mean \"sigma\"?", "rename")
        .doesNotContain("epsilon");
    assertThat(
            only(Sweeps.worker("svm", "diabetes442_regression"), "val_r2", NONE, "passes")
                .message())
        .contains("'passes'", "epsilon");
  }

  @Test
  void renamedParameters_areChecked() {
    Map<String, Object> worker =
        Sweeps.worker(
            "gradient-boosting",
            "wine",
            "rename",
            Map.of("rate", "shrinkage", "gone", "depth", "size", "sise"));

    assertThat(problems(worker, "val_accuracy", NONE, "rate", "size", "shrinkage"))
        .extracting(Problem::key)
        .containsExactlyInAnyOrder("rename.gone", "rename.size", "rename.shrinkage");
  }

  @Test
  void renamedParameter_setsTheModelsOwn() throws Exception {
    WorkerSettings settings =
        Sweeps.settings(
            Sweeps.worker("knn", "wine", "rename", Map.of("k", "neighbors")),
            "val_accuracy",
            NONE,
            "k");
    SmileSettings read = new SmileSettingsReader(settings, Optional::empty).read();

    assertThat(read.options(Map.of("k", 7L)).integer("neighbors")).isEqualTo(7);
  }

  @Test
  void fixedOptions_areChecked() {
    Map<String, Object> worker =
        Sweeps.worker(
            "random-forest", "wine", "options", Map.of("trees", 0L, "mtry", 3L, "size", 1L));

    assertThat(problems(worker, "val_accuracy", NONE, "mtry"))
        .extracting(Problem::key)
        .containsExactlyInAnyOrder("options.trees", "options.mtry", "options.size");
  }

  @Test
  void objective_mustBeReportedAndInItsDirection() {
    assertThat(only(Sweeps.worker("knn", "wine"), "val_auc", NONE).message())
        .contains("val_accuracy, val_error, val_log_loss, val_f1", "'val_auc'");
    assertThat(only(Sweeps.worker("knn", "breast_cancer_wdbc"), "accuracy", NONE).message())
        .contains("val_auc");
    WorkerSettings wrongWay =
        new WorkerSettings(
            Sweeps.worker("knn", "wine"),
            Sweeps.FOLDER,
            List.of(),
            "val_error",
            true,
            NONE,
            Sweeps.GRACE);
    assertThat(problems(wrongWay).get(0).message()).contains("less is better", "minimize");
  }

  @Test
  void modelThatCannotDoTheTask_namesThoseThatCan() {
    for (String model : List.of("knn", "logistic-regression")) {
      assertThat(only(Sweeps.worker(model, "diabetes442_regression"), "val_rmse", NONE).message())
          .contains(
              "does classification only",
              "gradient-boosting, random-forest, decision-tree, svm, mlp");
    }
  }

  @Test
  void fidelity_mustBeOneOfTheModel() {
    assertThat(fidelity("svm", new Resource("epochs", 1, 9, true))).contains("rows, row-share");
    assertThat(fidelity("mlp", new Resource("trees", 1, 9, true)))
        .contains("epochs, epoch, rows, row-share");
    assertThat(fidelity("knn", new Resource("rows", 20, 134, true))).contains("133 rows");
    assertThat(fidelity("knn", new Resource("rows", 9, 100, true)))
        .contains("min = 9.0", "10 rows");
    assertThat(fidelity("knn", new Resource("row-share", 0.05, 1, false))).contains("min = 0.05");
    assertThat(fidelity("knn", new Resource("row-share", 0.1, 1.5, false))).contains("at most 1");
    assertThat(fidelity("random-forest", new Resource("trees", 0.5, 9, false)))
        .contains("whole numbers");
  }

  @Test
  void fidelityThatIsAParameterToo_isRefused() {
    assertThat(
            only(Sweeps.worker("random-forest", "wine"), "val_error", Sweeps.trees(9), "trees")
                .message())
        .contains("already says how many trees");
  }

  @Test
  void classWithTooFewRows_isNamed() {
    Map<String, Object> worker =
        Sweeps.worker("knn", "wine", "validation", Map.of("kind", "k-fold", "folds", 50L));

    assertThat(only(worker, "val_error", NONE).message()).contains("'class_2', which has 48");
  }

  @Test
  void withoutOpenBlas_onlyTheNetworkIsRefused() {
    for (String model : Learners.names()) {
      WorkerSettings settings = Sweeps.settings(Sweeps.worker(model, "wine"), "val_error", NONE);
      InvalidSettingsException refused =
          catchThrowableOfType(
              InvalidSettingsException.class,
              () ->
                  new SmileProvider(() -> Optional.of("needs OpenBLAS, which is not for BeOS"))
                      .create(settings)
                      .close());
      if (model.equals("mlp")) {
        assertThat(refused.problems()).hasSize(1);
        assertThat(refused.problems().get(0).message())
            .contains("mlp needs OpenBLAS, which is not for BeOS", "class path", "knn");
      } else {
        assertThat(refused).as(model).isNull();
      }
    }
  }

  @Test
  void oneHotInputsBeyondMemory_askForFewerRows(@TempDir Path folder) throws Exception {
    StringBuilder text = new StringBuilder("a,target\n");
    for (int row = 0; row < 60_000; row++) {
      text.append("w").append(row % 1000).append(',').append(row % 2 == 0 ? "x\n" : "y\n");
    }
    Files.writeString(folder.resolve("wide.csv"), text);
    Map<String, Object> data =
        Map.of("file", folder.resolve("wide.csv").toAbsolutePath().toString(), "target", "target");

    assertThat(only(Map.of("model", "knn", "data", data), "val_error", NONE))
        .satisfies(
            p -> {
              assertThat(p.key()).isEqualTo("data.rows");
              assertThat(p.message()).contains("1,000 features of 60,000 rows");
            });
    new SmileProvider()
        .create(Sweeps.settings(Map.of("model", "decision-tree", "data", data), "val_error", NONE))
        .close();
  }

  private static String fidelity(String model, Resource resource) {
    return only(Sweeps.worker(model, "wine"), "val_error", Optional.of(resource)).message();
  }

  private static Problem only(
      Map<String, Object> worker, String metric, Optional<Resource> resource, String... names) {
    List<Problem> problems = problems(worker, metric, resource, names);
    assertThat(problems).hasSize(1);
    return problems.get(0);
  }

  private static List<Problem> problems(
      Map<String, Object> worker, String metric, Optional<Resource> resource, String... names) {
    return problems(Sweeps.settings(worker, metric, resource, names));
  }

  private static List<Problem> problems(WorkerSettings settings) {
    InvalidSettingsException refused =
        catchThrowableOfType(
            InvalidSettingsException.class, () -> new SmileProvider().create(settings).close());
    assertThat(refused).isNotNull();
    assertThat(refused.problems())
        .allSatisfy(p -> assertThat(p.message()).isNotBlank().doesNotContain("null"));
    return refused.problems();
  }
}
