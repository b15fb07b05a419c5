package io.cairn.server.exchange.nni;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial.State;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.SqliteFile;
import io.cairn.server.exchange.StoreReader.Listed;
import io.cairn.server.exchange.TrialDraft;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * NNI's database: ExperimentProfile, TrialJobEvent, MetricData (microsoft/nni,
 * ts/nni_manager/core/sqlDatabase.ts). A trial's state is its last event; its parameters come with
 * the first; intermediate results count their sequence from 0.
 */
final class NniDatabase {

  private final Map<String, TrialDraft> trials = new LinkedHashMap<>();
  private final Map<String, Long> started = new HashMap<>();
  private final Set<String> metrics = new LinkedHashSet<>();
  private int unread;

  private static SqliteFile open(Path file) throws UnreadableStoreException, IOException {
    SqliteFile database = SqliteFile.open(file);
    try {
      database.require("NNI", "TrialJobEvent", "MetricData", "ExperimentProfile");
    } catch (UnreadableStoreException e) {
      database.close();
      throw e;
    }
    return database;
  }

  static Listed list(Path file) throws UnreadableStoreException, IOException {
    try (SqliteFile database = open(file)) {
      String[] id = {"nni"};
      long[] count = {0};
      database.each("select id from ExperimentProfile", row -> id[0] = text(row, 1));
      database.each(
          "select count(distinct trialJobId) from TrialJobEvent", row -> count[0] = row.getLong(1));
      return new Listed(id[0], count[0]);
    }
  }

  static ForeignStudy read(Path file, String study) throws UnreadableStoreException, IOException {
    try (SqliteFile database = open(file)) {
      return new NniDatabase().study(database, file, study);
    }
  }

  private ForeignStudy study(SqliteFile database, Path file, String study)
      throws UnreadableStoreException {
    String[] profile = {"{}"};
    database.each(
        "select params from ExperimentProfile order by revision", row -> profile[0] = text(row, 1));
    JsonNode parameters = tree(profile[0]);
    database.each(
        "select trialJobId, event, data, timestamp, message from TrialJobEvent order by timestamp,"
            + " rowid",
        this::event);
    database.each(
        "select trialJobId, type, sequence, data from MetricData order by timestamp, rowid",
        this::metric);
    List<String> notes = new ArrayList<>();
    DeclaredSpace space = NniSpace.of(NniValues.unwrapped(parameters.path("searchSpace")), notes);
    if (unread > 0) {
      notes.add(unread + " results or parameters are no JSON and were left out");
    }
    return new ForeignStudy(
        study,
        "NNI, " + file.getFileName(),
        metrics(direction(parameters)),
        space,
        Optional.of("reports"),
        trials.values().stream().map(TrialDraft::trial).toList(),
        Set.of(),
        notes);
  }

  private List<ForeignMetric> metrics(Direction direction) {
    // What the tuner looks at has its direction; of the others NNI says nothing.
    return metrics.stream()
        .map(
            metric ->
                new ForeignMetric(
                    metric, metric.equals(NniValues.DEFAULT) ? direction : Direction.UNKNOWN))
        .toList();
  }

  private static Direction direction(JsonNode profile) {
    return switch (profile.path("tuner").path("classArgs").path("optimize_mode").asText()) {
      case "maximize" -> Direction.MAXIMIZE;
      case "minimize" -> Direction.MINIMIZE;
      default -> Direction.UNKNOWN;
    };
  }

  private JsonNode tree(String text) {
    try {
      return JsonValues.tree(text.isEmpty() ? "{}" : text);
    } catch (JsonProcessingException e) {
      unread++;
      return MissingNode.getInstance();
    }
  }

  private void event(ResultSet row) throws SQLException {
    String id = text(row, 1);
    String event = text(row, 2);
    if (id.isEmpty() || event.equals("IMPORT_DATA")) {
      return;
    }
    TrialDraft trial = trials.computeIfAbsent(id, TrialDraft::new);
    String data = text(row, 3);
    if (!data.isEmpty()) {
      JsonNode written = tree(data);
      JsonNode values = written.path("parameters");
      if (values.isObject()) {
        NniSpace.values(values).forEach(trial::parameter);
      }
    }
    double millis = row.getDouble(4);
    trial.state(
        switch (event) {
          case "WAITING", "ADD_CUSTOMIZED", "ADD_HYPERPARAMETER", "UNKNOWN" -> State.WAITING;
          case "RUNNING" -> State.RUNNING;
          case "SUCCEEDED" -> State.COMPLETE;
          case "EARLY_STOPPED" -> State.PRUNED;
          default -> State.FAILED;
        });
    if (event.equals("RUNNING")) {
      started.put(id, (long) millis);
    } else if (started.containsKey(id)) {
      trial.cost((millis - started.getOrDefault(id, 0L)) / 1000);
    }
    if (event.startsWith("USER_") || event.startsWith("SYS_")) {
      trial.failure("cancelled");
    }
  }

  private void metric(ResultSet row) throws SQLException {
    TrialDraft trial = trials.get(text(row, 1));
    if (trial == null) {
      return;
    }
    String type = text(row, 2);
    long sequence = row.getLong(3);
    for (Map.Entry<String, Double> value : NniValues.of(tree(text(row, 4))).entrySet()) {
      metrics.add(value.getKey());
      if (type.equals("FINAL")) {
        trial.value(value.getKey(), value.getValue());
      } else if (type.equals("PERIODICAL")) {
        trial.report(sequence, value.getKey(), value.getValue());
      }
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
