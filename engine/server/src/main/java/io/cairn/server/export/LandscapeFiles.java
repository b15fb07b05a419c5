package io.cairn.server.export;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.FurtherMetric;
import io.cairn.server.archive.LandscapeCsv;
import io.cairn.server.exchange.LandscapeTrials;
import io.cairn.server.exchange.optuna.OptunaJournalWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Writes landscapes for other programs: a table (CSV, Parquet) with one row a configuration and
 * level, or a study of trials (Optuna).
 */
public final class LandscapeFiles {

  private LandscapeFiles() {}

  /**
   * Writes a landscape to a file that appears complete or not at all.
   *
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if landscapes have no such format
   */
  public static void write(ArchivedLandscape archived, ExportFormat format, Path file)
      throws IOException {
    switch (format) {
      case CSV -> LandscapeCsv.write(archived, file);
      case PARQUET -> WholeFile.write(file, out -> parquet(archived, out));
      case OPTUNA ->
          WholeFile.write(
              file,
              out ->
                  OptunaJournalWriter.write(
                      LandscapeTrials.of(archived),
                      archived.landscape().provenance().created(),
                      out));
      case JSON ->
          throw new IllegalArgumentException(
              "format = json is for studies; a landscape is written as csv, parquet or optuna");
    }
  }

  /** The columns of the CSV, typed: an inactive parameter and an unknown cost are absent. */
  private static void parquet(ArchivedLandscape archived, OutputStream out) throws IOException {
    Landscape landscape = archived.landscape();
    SearchSpace space = landscape.space();
    List<Type> fields = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int p = 0; p < space.dimensions(); p++) {
      String name = space.parameter(p).name();
      taken.add(name);
      fields.add(ParquetExport.field(name, ColumnType.of(space.parameter(p))));
    }
    List<String> measured = new ArrayList<>(List.of(landscape.resource(), landscape.metric()));
    archived.further().forEach(metric -> measured.add(metric.metric()));
    measured.add(LandscapeCsv.COST);
    for (String name : measured) {
      fields.add(ParquetExport.field(free(name, taken), ColumnType.REAL));
    }
    fields.add(ParquetExport.field(free("repeats", taken), ColumnType.INTEGER));
    fields.add(ParquetExport.field(free("spread", taken), ColumnType.REAL));
    MessageType schema = new MessageType("landscape", fields);
    Map<String, String> metadata =
        Map.of(
            "cairn.name", landscape.provenance().name(),
            "cairn.objective", landscape.metric(),
            "cairn.direction", landscape.maximize() ? "MAXIMIZE" : "MINIMIZE",
            "cairn.resource", landscape.resource());
    try (ParquetWriter<ParquetRows.Row> writer = ParquetExport.writer(out, schema, metadata)) {
      rows(archived, new ParquetRows.Sink(writer, fields.size()));
    }
  }

  private static String free(String name, Set<String> taken) {
    String unique = name;
    while (!taken.add(unique)) {
      unique = "landscape." + unique;
    }
    return unique;
  }

  private static void rows(ArchivedLandscape archived, CellSink sink) throws IOException {
    Landscape landscape = archived.landscape();
    for (int i = 0; i < landscape.size(); i++) {
      for (int level = 0; level <= landscape.top(); level++) {
        if (!Double.isNaN(landscape.value(level, i))) {
          row(archived, i, level, sink);
        }
      }
    }
  }

  private static void row(ArchivedLandscape archived, int index, int level, CellSink sink)
      throws IOException {
    Landscape landscape = archived.landscape();
    Configuration configuration = landscape.configurations().get(index);
    for (int p = 0; p < landscape.space().dimensions(); p++) {
      if (configuration.isActive(p)) {
        ExportTable.value(
            configuration.value(p), ColumnType.of(landscape.space().parameter(p)), sink);
      } else {
        sink.absent();
      }
    }
    sink.real(landscape.levels()[level]);
    double value = landscape.value(level, index);
    sink.real(Double.isFinite(value) ? value : Double.NaN);
    for (FurtherMetric metric : archived.further()) {
      known(metric.value(level, index), sink);
    }
    known(landscape.cost(level, index), sink);
    sink.integer(landscape.repeats(level, index));
    known(landscape.spread(level, index), sink);
    sink.endRow();
  }

  private static void known(double value, CellSink sink) throws IOException {
    if (Double.isNaN(value)) {
      sink.absent();
    } else {
      sink.real(value);
    }
  }
}
