package io.cairn.server.exchange.mlflow;

import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.SqliteFile;
import io.cairn.server.exchange.StoreReader.Listed;
import io.cairn.server.exchange.UnreadableStoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * MLflow's schema: experiments, runs, params, metrics (mlflow, store/tracking/dbmodels/models.py).
 */
final class MlflowDatabase {

  private MlflowDatabase() {}

  private static SqliteFile open(Path file) throws UnreadableStoreException, IOException {
    SqliteFile database = SqliteFile.open(file);
    try {
      database.require("MLflow", "experiments", "runs", "params", "metrics");
    } catch (UnreadableStoreException e) {
      database.close();
      throw e;
    }
    return database;
  }

  static List<Listed> list(Path file) throws UnreadableStoreException, IOException {
    try (SqliteFile database = open(file)) {
      List<Listed> studies = new ArrayList<>();
      database.each(
          "select e.name, (select count(*) from runs r where r.experiment_id = e.experiment_id) n"
              + " from experiments e where n > 0 order by e.experiment_id",
          row -> studies.add(new Listed(row.getString(1), row.getLong(2))));
      return studies;
    }
  }

  static ForeignStudy read(Path file, String study) throws UnreadableStoreException, IOException {
    try (SqliteFile database = open(file)) {
      long[] id = {-1};
      database.each(
          "select experiment_id, name from experiments",
          row -> id[0] = study.equals(row.getString(2)) ? row.getLong(1) : id[0]);
      MlflowRuns runs = new MlflowRuns();
      String ofStudy = " where experiment_id = " + id[0];
      database.each(
          "select run_uuid, name, status, start_time, end_time, lifecycle_stage from runs"
              + ofStudy
              + " order by start_time, run_uuid",
          row -> {
            if ("deleted".equals(row.getString(6))) {
              runs.deleted();
            } else {
              runs.add(text(row, 1), text(row, 2), text(row, 3), row.getLong(4), row.getLong(5));
            }
          });
      String ofRuns = " where run_uuid in (select run_uuid from runs" + ofStudy + ")";
      database.each(
          "select run_uuid, \"key\", value from params" + ofRuns + " order by \"key\"",
          row -> runs.parameter(text(row, 1), text(row, 2), text(row, 3)));
      boolean nan = database.columns("metrics").contains("is_nan");
      database.each(
          "select run_uuid, \"key\", value, step, timestamp, "
              + (nan ? "is_nan" : "0")
              + " from metrics"
              + ofRuns
              + " order by timestamp",
          row ->
              runs.metric(
                  text(row, 1),
                  text(row, 2),
                  row.getBoolean(6) ? Double.NaN : infinite(row.getDouble(3)),
                  row.getLong(4),
                  row.getLong(5)));
      return runs.study(study, "MLflow, " + file.getFileName());
    }
  }

  /**
   * MLflow keeps infinities as the largest numbers (sqlalchemy_store.py, sanitize_metric_value).
   */
  private static double infinite(double value) {
    return Math.abs(value) > 1.79e308 ? Math.copySign(Double.POSITIVE_INFINITY, value) : value;
  }

  private static String text(ResultSet row, int column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }
}
