package io.cairn.server.exchange.optuna;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.space.Parameter;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial;
import io.cairn.server.exchange.JsonValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A study while its rows or lines are read. */
final class OptunaDraft {

  /** System attribute of studies since Optuna 3.2. */
  static final String METRIC_NAMES = "study:metric_names";

  /** User attribute of studies that Cairn writes: what steps count. */
  static final String RESOURCE = "cairn:resource";

  /** User attribute of studies that Cairn writes: what each step stands for. */
  static final String LEVELS = "cairn:levels";

  private final String name;
  private final List<Direction> directions = new ArrayList<>();
  private final List<String> metricNames = new ArrayList<>();
  private final List<Double> levels = new ArrayList<>();
  private final Map<Long, OptunaTrial> trials = new LinkedHashMap<>();
  private final Map<String, Optional<OptunaDomain>> read = new HashMap<>();
  private final Map<String, OptunaDomain> domains = new LinkedHashMap<>();
  private final Set<String> unknown = new TreeSet<>();
  private Optional<String> resource = Optional.empty();

  OptunaDraft(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The words of a database, MINIMIZE. */
  void direction(String word) {
    directions.add(
        switch (word) {
          case "MINIMIZE" -> Direction.MINIMIZE;
          case "MAXIMIZE" -> Direction.MAXIMIZE;
          default -> Direction.UNKNOWN;
        });
  }

  /** The numbers of optuna.study.StudyDirection. */
  void direction(int code) {
    direction(code == 1 ? "MINIMIZE" : code == 2 ? "MAXIMIZE" : "NOT_SET");
  }

  /** An attribute of the study; most mean nothing here. */
  void attribute(String key, JsonNode value) {
    switch (key) {
      case METRIC_NAMES -> value.forEach(metric -> metricNames.add(metric.asText()));
      case RESOURCE -> resource = Optional.of(value.asText());
      case LEVELS -> value.forEach(level -> levels.add(level.asDouble()));
      default -> {}
    }
  }

  long size() {
    return trials.size();
  }

  /** A trial; {@code id} is that of the store. */
  OptunaTrial add(long id, ForeignTrial.State state) {
    return add(id, trials.size(), state);
  }

  OptunaTrial add(long id, long number, ForeignTrial.State state) {
    OptunaTrial trial = new OptunaTrial(number, state);
    trials.put(id, trial);
    return trial;
  }

  @Nullable OptunaTrial trial(long id) {
    return trials.get(id);
  }

  /** A parameter of a trial, as the store keeps it. */
  void parameter(OptunaTrial trial, String parameter, double internal, String distribution) {
    Optional<OptunaDomain> domain = read.computeIfAbsent(distribution, OptunaDraft::domain);
    if (domain.isEmpty()) {
      unknown.add(parameter);
      return;
    }
    trial.parameter(parameter, domain.get().value(internal));
    domains.merge(parameter, domain.get(), OptunaDomain::with);
  }

  private static Optional<OptunaDomain> domain(String distribution) {
    try {
      return OptunaDomain.of(JsonValues.tree(distribution));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The study as it stands. */
  ForeignStudy study(String source, List<String> notes) {
    List<String> all = new ArrayList<>(notes);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    domains.forEach(
        (parameter, domain) -> {
          try {
            parameters.put(parameter, domain.parameter(parameter));
          } catch (IllegalArgumentException e) {
            all.add(
                "the distribution of "
                    + parameter
                    + " is taken from its values: "
                    + e.getMessage());
          }
        });
    if (!unknown.isEmpty()) {
      all.add("not read, since their distributions are unknown: " + String.join(", ", unknown));
    }
    List<String> metrics = metrics();
    if (metrics.size() > 1) {
      all.add(
          "values on the way belong to no objective in Optuna; they are taken as "
              + metrics.get(0));
    }
    return new ForeignStudy(
        name,
        source,
        named(metrics),
        DeclaredSpace.of(parameters),
        resource,
        trials.values().stream().map(trial -> trial.trial(metrics, levels)).toList(),
        Set.of(),
        all);
  }

  private List<ForeignMetric> named(List<String> metrics) {
    List<ForeignMetric> named = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      named.add(
          new ForeignMetric(
              metrics.get(i), i < directions.size() ? directions.get(i) : Direction.UNKNOWN));
    }
    return named;
  }

  /** As trials_dataframe names its columns where the study has no names. */
  private List<String> metrics() {
    int objectives = Math.max(1, directions.size());
    if (metricNames.size() == objectives) {
      return List.copyOf(metricNames);
    }
    if (objectives == 1) {
      return List.of("value");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < objectives; i++) {
      names.add("values_" + i);
    }
    return names;
  }
}
