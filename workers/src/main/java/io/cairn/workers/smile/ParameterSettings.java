package io.cairn.workers.smile;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.settings.Suggestion;
import io.cairn.workers.smile.data.Dataset;
import io.cairn.workers.smile.data.Fold;
import io.cairn.workers.smile.data.Target;
import io.cairn.workers.smile.model.InvalidOptionException;
import io.cairn.workers.smile.model.Learner;
import io.cairn.workers.smile.model.Metrics;
import io.cairn.workers.smile.model.Option;
import io.cairn.workers.spi.Evaluation.Resource;
import io.cairn.workers.spi.WorkerSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks what the sweep varies and measures against what the model and the data allow. */
final class ParameterSettings {
  private final SettingsReader worker;
  private final WorkerSettings settings;
  private final Learner learner;
  private final Dataset dataset;
  private final List<Fold> folds;
  private final Map<String, Option> options = new LinkedHashMap<>();
  private final Map<String, String> optionNames = new LinkedHashMap<>();
  private final Map<String, Object> fixed = new LinkedHashMap<>();
  private Fidelity fidelity = Fidelity.NONE;

  ParameterSettings(
      SettingsReader worker,
      WorkerSettings settings,
      Learner learner,
      Dataset dataset,
      List<Fold> folds) {
    this.worker = worker;
    this.settings = settings;
    this.learner = learner;
    this.dataset = dataset;
    this.folds = folds;
    learner.options(dataset.target().task()).forEach(o -> options.put(o.name(), o));
  }

  void read() {
    readParameters();
    readFixedOptions();
    settings.resource().ifPresent(this::readResource);
    checkMetric();
  }

  Fidelity fidelity() {
    return fidelity;
  }

  Map<String, Object> fixed() {
    return fixed;
  }

  /** Sweep parameter to option name. */
  Map<String, String> optionNames() {
    return optionNames;
  }

  private void readParameters() {
    Map<String, String> renamed = worker.textMap("rename");
    for (String name : renamed.keySet()) {
      if (!settings.parameters().contains(name)) {
        worker.problem(
            "rename." + name,
            "is no parameter of the sweep, which has %s%s"
                .formatted(
                    list(settings.parameters()), Suggestion.forWord(name, settings.parameters())));
      }
    }
    Map<String, String> taken = new HashMap<>();
    for (String parameter : settings.parameters()) {
      String option = renamed.getOrDefault(parameter, parameter);
      if (!options.containsKey(option)) {
        worker.problem(
            renamed.containsKey(parameter) ? "rename." + parameter : "model",
            ("= %s does not know '%s'; for %s it knows %s%s. Rename the parameter, or say in rename"
                    + " which of these it is")
                .formatted(
                    renamed.containsKey(parameter) ? option : learner.name(),
                    option,
                    dataset.target().task().word(),
                    list(options.keySet()),
                    Suggestion.forWord(option, options.keySet())));
      }
      Optional.ofNullable(taken.put(option, parameter))
          .ifPresent(
              other ->
                  worker.problem(
                      "rename." + parameter,
                      "and '%s' both set %s; rename one of them".formatted(other, option)));
      optionNames.put(parameter, option);
    }
  }

  private void readFixedOptions() {
    SettingsReader section = worker.section("options");
    for (Option option : options.values()) {
      Optional<Object> value = section.value(option.name());
      if (value.isEmpty()) {
        continue;
      }
      if (optionNames.containsValue(option.name())) {
        section.problem(option.name(), "is a parameter of the sweep already; remove it here");
      }
      try {
        fixed.put(option.name(), option.accept(value.get()));
      } catch (InvalidOptionException e) {
        section.problem(option.name(), "= " + value.get() + " must be " + option.domain());
      }
    }
  }

  private void readResource(Resource resource) {
    Optional<Learner.Stages> stages = learner.stages();
    if (stages.filter(s -> s.fidelities().contains(resource.name())).isPresent()) {
      fidelity = Fidelity.STAGES;
      checkStages(resource, stages.get().option());
    } else if (resource.name().equals("rows")) {
      fidelity = Fidelity.ROWS;
      checkRows(resource);
    } else if (resource.name().equals("row-share")) {
      fidelity = Fidelity.ROW_SHARE;
      checkRows(resource);
    } else {
      List<String> known = new ArrayList<>();
      stages.ifPresent(s -> known.addAll(s.fidelities()));
      known.addAll(List.of("rows", "row-share"));
      resourceProblem(
          "name = '%s' is no fidelity of %s, which has %s"
              .formatted(resource.name(), learner.name(), list(known)));
    }
  }

  private void checkStages(Resource resource, String option) {
    if (!resource.integral()) {
      resourceProblem(resource.name() + " must be counted in whole numbers");
    }
    if (optionNames.containsValue(option) || fixed.containsKey(option)) {
      resourceProblem(
          "%s already says how many %s there are; remove it from space and worker.options"
              .formatted(resource.name(), option));
    }
  }

  private void checkRows(Resource resource) {
    if (fidelity == Fidelity.ROWS && !resource.integral()) {
      resourceProblem("rows must be counted in whole numbers");
    }
    int smallest = folds.stream().mapToInt(Fold::size).min().orElse(Integer.MAX_VALUE);
    double most = fidelity == Fidelity.ROWS ? smallest : 1;
    if (resource.max() > most) {
      resourceProblem(
          fidelity == Fidelity.ROWS
              ? "max = %s is more than the %d rows that are trained on"
                  .formatted(resource.max(), smallest)
              : "max = %s must be a share of the training rows, at most 1"
                  .formatted(resource.max()));
    }
    int classes = dataset.target() instanceof Target.Labels labels ? labels.classes().size() : 1;
    int fewest = Math.max(10, 2 * classes);
    if (fidelity.rows(smallest, resource.min()) < fewest) {
      resourceProblem(
          "min = %s leaves %d rows to train on; raise it to at least %d rows"
              .formatted(resource.min(), fidelity.rows(smallest, resource.min()), fewest));
    }
  }

  private void resourceProblem(String message) {
    worker.problem("model", "does not go with the sweep's fidelity: " + message);
  }

  private void checkMetric() {
    List<String> names = Metrics.names(dataset.target());
    String metric = settings.metric();
    if (!names.contains(metric)) {
      worker.problem(
          "model",
          "reports %s for this target, but the sweep's objective.metric is '%s'"
              .formatted(list(names), metric));
    } else if (settings.maximize() != Metrics.largerIsBetter(metric)) {
      worker.problem(
          "model",
          "reports %s, of which %s is better; set objective.direction = %s"
              .formatted(
                  metric,
                  Metrics.largerIsBetter(metric) ? "more" : "less",
                  Metrics.largerIsBetter(metric) ? "maximize" : "minimize"));
    }
  }

  private static String list(Iterable<String> names) {
    String joined = String.join(", ", names);
    return joined.isEmpty() ? "none" : joined;
  }
}
