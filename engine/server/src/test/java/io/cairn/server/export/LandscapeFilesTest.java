package io.cairn.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.space.Configuration;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.FurtherMetric;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandscapeFilesTest {

  @TempDir Path folder;

  private static ArchivedLandscape archived() {
    var spec = Specs.asha(40);
    Landscape landscape =
        StudyHistory.of(
                spec,
                "s7",
                new SimulatedSweep(spec, SimulatedSweep::booster)
                    .errors(0.3).seed(9).run().stream())
            .landscape();
    double[][] further = new double[landscape.levels().length][landscape.size()];
    for (int level = 0; level < further.length; level++) {
      for (int i = 0; i < landscape.size(); i++) {
        boolean measured = !Double.isNaN(landscape.value(level, i));
        further[level][i] = measured && i % 3 > 0 ? i + 0.25 * level : Double.NaN;
      }
    }
    return new ArchivedLandscape(landscape, List.of(new FurtherMetric("size", further)));
  }

  /** A landscape made of the rows of a Parquet file. */
  private static Landscape read(Path file, Landscape like) throws IOException {
    LandscapeBuilder builder = new LandscapeBuilder(like.space(), like.measure(), like.levels());
    for (Group row : ParquetExportTest.read(file)) {
      Map<String, Object> values = new HashMap<>();
      Map<String, Double> numbers = new HashMap<>();
      List<Type> fields = row.getType().getFields();
      for (int i = 0; i < fields.size(); i++) {
        if (row.getFieldRepetitionCount(i) == 0) {
          continue;
        }
        String name = fields.get(i).getName();
        Object value =
            switch (fields.get(i).asPrimitiveType().getPrimitiveTypeName()) {
              case INT64 -> row.getLong(i, 0);
              case DOUBLE -> row.getDouble(i, 0);
              case BOOLEAN -> row.getBoolean(i, 0);
              default -> row.getString(i, 0);
            };
        if (like.space().indexOf(name).isPresent()) {
          values.put(name, value);
        } else {
          numbers.put(name, ((Number) value).doubleValue());
        }
      }
      Configuration configuration = like.space().configuration(values);
      builder.add(
          configuration,
          numbers.get(like.resource()),
          numbers.get(like.metric()),
          numbers.getOrDefault("cost", Double.NaN));
    }
    return builder.build(like.provenance());
  }

  @Test
  void landscapeAsParquet_readsBackTheSame() throws IOException {
    ArchivedLandscape archived = archived();
    Landscape whole = archived.landscape();
    Path file = folder.resolve("landscape.parquet");
    LandscapeFiles.write(archived, ExportFormat.PARQUET, file);
    Landscape back = read(file, whole);
    assertThat(back.size()).isEqualTo(whole.size());
    for (int i = 0; i < whole.size(); i++) {
      int there = back.indexOf(whole.configurations().get(i)).orElseThrow();
      for (int level = 0; level <= whole.top(); level++) {
        // Boxed, so that nothing measured equals nothing measured; the table says NaN of the
        // diverged.
        assertThat(Double.valueOf(back.value(level, there)))
            .isEqualTo(Double.valueOf(whole.value(level, i)));
        assertThat(Double.valueOf(back.cost(level, there)))
            .isEqualTo(Double.valueOf(whole.cost(level, i)));
      }
    }
    List<Group> rows = ParquetExportTest.read(file);
    long measured = IntStream.rangeClosed(0, whole.top()).map(whole::measured).sum();
    assertThat(rows).hasSize((int) measured);
    assertThat(rows.stream().filter(r -> r.getFieldRepetitionCount("size") == 1).count())
        .isPositive()
        .isLessThan(measured);
  }

  @Test
  void json_isForStudies() {
    assertThatThrownBy(
            () -> LandscapeFiles.write(archived(), ExportFormat.JSON, folder.resolve("x.json")))
        .hasMessageContaining("csv, parquet or optuna");
    assertThat(folder.resolve("x.json")).doesNotExist();
  }
}
