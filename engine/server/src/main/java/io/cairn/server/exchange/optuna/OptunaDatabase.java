package io.cairn.server.exchange.optuna;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.JsonValues;
import io.cairn.server.exchange.SqliteFile;
import io.cairn.server.exchange.StoreReader.Listed;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Optuna's relational schema (optuna, storages/_rdb/models.py and alembic/versions) in its three
 * shapes: up to 2.3 a study has one direction in its own row, a trial its value in its own row, and
 * {@code trial_values} holds intermediate values; from 2.4 on these are tables by objective and
 * {@code trial_intermediate_values}; from 3.0 on infinities have a type of their own.
 */
final class OptunaDatabase {

  private final Path file;
  private final SqliteFile database;

  private OptunaDatabase(Path file, SqliteFile database) {
    this.file = file;
    this.database = database;
  }

  static List<Listed> list(Path file) throws UnreadableStoreException, IOException {
    try (SqliteFile database = open(file)) {
      List<Listed> studies = new ArrayList<>();
      database.each(
          "select s.study_name, (select count(*) from trials t where t.study_id = s.study_id)"
              + " from studies s order by s.study_id",
          row -> studies.add(new Listed(row.getString(1), row.getLong(2))));
      return studies;
    }
  }

  static ForeignStudy read(Path file, String study) throws UnreadableStoreException, IOException {
    try (SqliteFile database = open(file)) {
      return new OptunaDatabase(file, database).study(study);
    }
  }

  private static SqliteFile open(Path file) throws UnreadableStoreException, IOException {
    SqliteFile database = SqliteFile.open(file);
    try {
      database.require("Optuna", "studies", "trials", "trial_params", "trial_values");
    } catch (UnreadableStoreException e) {
      database.close();
      throw e;
    }
    return database;
  }

  private ForeignStudy study(String name) throws UnreadableStoreException {
    long[] id = {-1};
    database.each(
        "select study_id, study_name from studies",
        row -> {
          if (name.equals(row.getString(2))) {
            id[0] = row.getLong(1);
          }
        });
    OptunaDraft draft = new OptunaDraft(name);
    String ofStudy = " where study_id = " + id[0];
    boolean byObjective = database.tables().contains("study_directions");
    database.each(
        byObjective
            ? "select direction from study_directions" + ofStudy + " order by objective"
            : "select direction from studies" + ofStudy,
        row -> draft.direction(text(row, 1)));
    attributes(draft, ofStudy);
    trials(draft, ofStudy, byObjective);
    parameters(draft, ofStudy);
    if (byObjective) {
      values(draft, ofStudy);
    }
    reports(draft, ofStudy, byObjective);
    return draft.study("Optuna, " + file.getFileName(), List.of());
  }

  private void attributes(OptunaDraft draft, String ofStudy) throws UnreadableStoreException {
    for (String table : List.of("study_user_attributes", "study_system_attributes")) {
      if (database.tables().contains(table)) {
        database.each(
            "select \"key\", value_json from " + table + ofStudy,
            row -> {
              try {
                draft.attribute(text(row, 1), JsonValues.tree(text(row, 2)));
              } catch (JsonProcessingException e) {
                // An attribute that is no JSON means nothing here.
                return;
              }
            });
      }
    }
  }

  private void trials(OptunaDraft draft, String ofStudy, boolean byObjective)
      throws UnreadableStoreException {
    boolean numbered = database.columns("trials").contains("number");
    database.each(
        "select trial_id, state, datetime_start, datetime_complete, "
            + (numbered ? "number" : "null")
            + ", "
            + (byObjective ? "null" : "value")
            + " from trials"
            + ofStudy
            + " order by trial_id",
        row -> {
          long number = row.getLong(5);
          OptunaTrial trial =
              draft.add(
                  row.getLong(1),
                  row.wasNull() ? draft.size() : number,
                  OptunaTrial.state(text(row, 2)));
          trial.started(row.getString(3));
          trial.completed(row.getString(4));
          double value = row.getDouble(6);
          if (!row.wasNull()) {
            trial.value(0, value);
          }
        });
    for (String table : List.of("trial_system_attributes", "trial_user_attributes")) {
      database.each(
          "select trial_id, \"key\", value_json from "
              + table
              + " where \"key\" in ('fail_reason', '"
              + OptunaTrial.COSTS
              + "') and trial_id in (select trial_id from trials"
              + ofStudy
              + ")",
          row -> attribute(draft.trial(row.getLong(1)), text(row, 2), text(row, 3)));
    }
  }

  static void attribute(@Nullable OptunaTrial trial, String key, String json) {
    if (trial == null) {
      return;
    }
    try {
      if (key.equals(OptunaTrial.COSTS)) {
        trial.costs(JsonValues.tree(json));
      } else if (key.equals("fail_reason")) {
        trial.failure(JsonValues.tree(json).asText());
      }
    } catch (JsonProcessingException e) {
      // An attribute that is no JSON means nothing here.
      return;
    }
  }

  private void parameters(OptunaDraft draft, String ofStudy) throws UnreadableStoreException {
    database.each(
        "select trial_id, param_name, param_value, distribution_json from trial_params"
            + of(ofStudy)
            + " order by param_id",
        row -> {
          OptunaTrial trial = draft.trial(row.getLong(1));
          if (trial != null) {
            draft.parameter(trial, text(row, 2), row.getDouble(3), text(row, 4));
          }
        });
  }

  private void values(OptunaDraft draft, String ofStudy) throws UnreadableStoreException {
    boolean typed = database.columns("trial_values").contains("value_type");
    database.each(
        "select trial_id, objective, value, "
            + (typed ? "value_type" : "null")
            + " from trial_values"
            + of(ofStudy),
        row -> {
          OptunaTrial trial = draft.trial(row.getLong(1));
          if (trial != null) {
            trial.value(row.getInt(2), number(row, 3, 4));
          }
        });
  }

  private void reports(OptunaDraft draft, String ofStudy, boolean byObjective)
      throws UnreadableStoreException {
    String table = byObjective ? "trial_intermediate_values" : "trial_values";
    String column = byObjective ? "intermediate_value" : "value";
    if (!database.tables().contains(table)) {
      return;
    }
    boolean typed = database.columns(table).contains("intermediate_value_type");
    database.each(
        "select trial_id, step, "
            + column
            + ", "
            + (typed ? "intermediate_value_type" : "null")
            + " from "
            + table
            + of(ofStudy),
        row -> {
          OptunaTrial trial = draft.trial(row.getLong(1));
          if (trial != null) {
            trial.report(row.getLong(2), number(row, 3, 4));
          }
        });
  }

  private static String of(String ofStudy) {
    return " where trial_id in (select trial_id from trials" + ofStudy + ")";
  }

  /** A number with its type; without a value it is NaN, unless the type says which infinity. */
  private static double number(ResultSet row, int value, int type) throws SQLException {
    double number = row.getDouble(value);
    boolean absent = row.wasNull();
    return switch (text(row, type)) {
      case "INF_POS" -> Double.POSITIVE_INFINITY;
      case "INF_NEG" -> Double.NEGATIVE_INFINITY;
      case "NAN" -> Double.NaN;
      default -> absent ? Double.NaN : number;
    };
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
