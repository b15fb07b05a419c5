package io.cairn.workers.smile;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.settings.Suggestion;
import io.cairn.workers.smile.data.Dataset;
import io.cairn.workers.smile.data.DatasetReader;
import io.cairn.workers.smile.data.Fold;
import io.cairn.workers.smile.data.NumericData;
import io.cairn.workers.smile.data.Selection;
import io.cairn.workers.smile.data.Table;
import io.cairn.workers.smile.data.TableFile;
import io.cairn.workers.smile.data.Task;
import io.cairn.workers.smile.data.UnreadableTableException;
import io.cairn.workers.smile.model.Learner;
import io.cairn.workers.smile.model.Learners;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.InvalidSettingsException.Problem;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Reads the worker section of a sweep, loads its data and says everything that is wrong. */
final class SmileSettingsReader {
  /** 400 MB of encoded inputs. */
  static final long MOST_NUMBERS = 50_000_000;

  private final WorkerSettings settings;
  private final Supplier<Optional<String>> openBlasProblem;
  private final SettingsReader worker;

  /**
   * @param openBlasProblem why OpenBLAS cannot be used here, absent if it can
   */
  SmileSettingsReader(WorkerSettings settings, Supplier<Optional<String>> openBlasProblem) {
    this.settings = settings;
    this.openBlasProblem = openBlasProblem;
    this.worker = new SettingsReader(settings.values());
  }

  SmileSettings read() throws InvalidSettingsException {
    Optional<Learner> learner = learner();
    Optional<Dataset> dataset = dataset();
    Optional<List<Fold>> folds = new SplitSettings(worker.section("validation")).read(dataset);
    // Without model and data nothing can be said of these.
    worker.value("options");
    worker.value("rename");
    Optional<SmileSettings> read =
        learner.flatMap(l -> dataset.map(d -> complete(l, d, folds.orElse(List.of()))));
    worker.check();
    return read.orElseThrow();
  }

  private Optional<Learner> learner() {
    Optional<String> name = worker.requiredText("model", "gradient-boosting");
    Optional<Learner> learner = name.flatMap(Learners::named);
    if (name.isPresent() && learner.isEmpty()) {
      worker.problem(
          "model",
          "= %s must be one of %s%s"
              .formatted(
                  name.get(),
                  String.join(", ", Learners.names()),
                  Suggestion.forWord(name.get(), Learners.names())));
    }
    learner
        .filter(Learner::needsOpenBlas)
        .flatMap(l -> openBlasProblem.get())
        .ifPresent(problem -> worker.problem("model", openBlasMessage(name.orElse(""), problem)));
    return learner;
  }

  private static String openBlasMessage(String model, String problem) {
    List<String> without =
        Learners.all().stream().filter(l -> !l.needsOpenBlas()).map(Learner::name).toList();
    return "= %s %s; add its org.bytedeco natives for this platform to the class path, or use %s"
        .formatted(model, problem, String.join(", ", without));
  }

  private Optional<Dataset> dataset() {
    SettingsReader data = worker.section("data");
    Optional<String> file = data.requiredText("file", "\"../data/mlc_churn.csv.gz\"");
    Optional<String> target = data.requiredText("target", "\"target\"");
    String task = data.choice("task", List.of("auto", "classification", "regression"), "auto");
    long rows = data.integer("rows", 0, 10, Integer.MAX_VALUE);
    Selection selection =
        new Selection(
            target.orElse(""),
            Arrays.stream(Task.values()).filter(t -> t.word().equals(task)).findFirst(),
            data.texts("exclude"),
            rows > 0 ? OptionalInt.of((int) rows) : OptionalInt.empty(),
            data.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE));
    Optional<Table> table = file.flatMap(name -> table(data, name));
    if (target.isEmpty() || table.isEmpty()) {
      return Optional.empty();
    }
    List<Problem> problems = new ArrayList<>();
    Optional<Dataset> dataset = DatasetReader.read(table.get(), selection, problems);
    problems.forEach(problem -> worker.problem(problem.key(), problem.message()));
    return dataset;
  }

  private Optional<Table> table(SettingsReader data, String name) {
    try {
      return Optional.of(TableFile.read(settings.sweepFolder().resolve(name)));
    } catch (InvalidPathException e) {
      data.problem("file", "= \"" + name + "\" cannot be a path: " + e.getReason());
    } catch (UnreadableTableException e) {
      data.problem(
          "file",
          "= \"%s\" (looked for in %s) %s"
              .formatted(
                  name, settings.sweepFolder().toAbsolutePath().normalize(), e.getMessage()));
    }
    return Optional.empty();
  }

  private SmileSettings complete(Learner learner, Dataset dataset, List<Fold> folds) {
    Task task = dataset.target().task();
    if (!learner.tasks().contains(task)) {
      List<String> able =
          Learners.all().stream().filter(l -> l.tasks().contains(task)).map(Learner::name).toList();
      worker.problem(
          "model",
          "= %s does %s only, but the target asks for %s; use %s"
              .formatted(
                  learner.name(),
                  learner.tasks().iterator().next().word(),
                  task.word(),
                  String.join(", ", able)));
    }
    long features = NumericData.width(dataset.inputs());
    if (learner.seesNumbers() && features * dataset.size() > MOST_NUMBERS) {
      worker.problem(
          "data.rows",
          String.format(
              Locale.ROOT,
              "is needed: %s sees categories one-hot, which makes %,d features of %,d rows, more than"
                  + " the %,d numbers that are kept; cap the rows, or exclude columns of many texts",
              learner.name(),
              features,
              dataset.size(),
              MOST_NUMBERS));
    }
    ParameterSettings parameters = new ParameterSettings(worker, settings, learner, dataset, folds);
    parameters.read();
    return new SmileSettings(
        learner,
        dataset,
        folds,
        parameters.fidelity(),
        parameters.fixed(),
        parameters.optionNames(),
        String.join(
            " ",
            learner.name(),
            Long.toHexString(dataset.checksum()),
            String.valueOf(settings.values().get("validation"))),
        settings.grace());
  }
}
