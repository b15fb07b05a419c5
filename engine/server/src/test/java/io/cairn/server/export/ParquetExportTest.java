package io.cairn.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudySpec;
import io.cairn.server.export.ExportOptions.Rows;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetExportTest {

  @TempDir Path folder;

  private static StudyHistory history() {
    StudySpec spec = Specs.asha(60);
    return StudyHistory.of(
        spec,
        "s7",
        new SimulatedSweep(spec, SimulatedSweep::booster).errors(0.3).seed(5).run().stream());
  }

  @Test
  void bothKindsOfRows_readBackAsTheCsv() throws IOException {
    StudyHistory history = history();
    for (Rows rows : Rows.values()) {
      ExportOptions options = ExportOptions.DEFAULT.withRows(rows).withoutGuard();
      Path file = folder.resolve(rows + ".parquet");
      StudyExport.write(history, ExportFormat.PARQUET, options, file);
      List<Group> groups = read(file);
      List<CSVRecord> records = CsvExportTest.parse(CsvExportTest.csv(history, options));
      assertThat(groups).hasSameSizeAs(records);
      for (int i = 0; i < groups.size(); i++) {
        List<Type> fields = groups.get(i).getType().getFields();
        assertThat(fields).hasSameSizeAs(records.get(i).toList());
        for (int field = 0; field < fields.size(); field++) {
          assertThat(text(groups.get(i), field))
              .as("row %d, %s", i, fields.get(field).getName())
              .isEqualTo(records.get(i).get(field));
        }
      }
    }
  }

  /** A cell as the CSV would write it. */
  private static String text(Group group, int field) {
    GroupType type = group.getType();
    if (group.getFieldRepetitionCount(field) == 0) {
      return "";
    }
    LogicalTypeAnnotation logical = type.getType(field).getLogicalTypeAnnotation();
    return switch (type.getType(field).asPrimitiveType().getPrimitiveTypeName()) {
      case INT64 -> {
        long value = group.getLong(field, 0);
        yield logical == null ? Long.toString(value) : Instant.ofEpochMilli(value).toString();
      }
      case DOUBLE -> {
        double value = group.getDouble(field, 0);
        yield Double.isFinite(value)
            ? io.cairn.core.space.NumberText.of(value)
            : Double.toString(value);
      }
      case BOOLEAN -> Boolean.toString(group.getBoolean(field, 0));
      default -> group.getString(field, 0);
    };
  }

  @Test
  void footer_saysWhatTheStudyIs() throws IOException {
    Path file = folder.resolve("footer.parquet");
    StudyExport.write(history(), ExportFormat.PARQUET, ExportOptions.DEFAULT, file);
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      ParquetMetadata footer = reader.getFooter();
      assertThat(footer.getFileMetaData().getKeyValueMetaData())
          .containsEntry("cairn.study", "s7")
          .containsEntry("cairn.objective", "val_accuracy")
          .containsEntry("cairn.direction", "MAXIMIZE");
      assertThat(footer.getFileMetaData().getSchema().toString())
          .contains("optional int64 trial", "optional double learning-rate", "optional int64 depth")
          .contains("optional binary booster (STRING)", "optional boolean shuffle")
          .contains("optional int64 batch", "optional int64 epoch", "optional double val_accuracy")
          .contains("started (TIMESTAMP(MILLIS,true))");
    }
  }

  @Test
  void studyWithoutResults_isAFileWithoutRows() throws IOException {
    StudyHistory nothing = StudyHistory.of(Specs.asha(3), "s", java.util.stream.Stream.empty());
    Path file = folder.resolve("nothing.parquet");
    StudyExport.write(nothing, ExportFormat.PARQUET, ExportOptions.DEFAULT, file);
    assertThat(read(file)).isEmpty();
  }

  @Test
  void stream_staysOpenAndFileEndsWithTheMagic() throws IOException {
    ByteArrayOutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            throw new AssertionError("the caller's stream was closed");
          }
        };
    StudyExport.write(history(), ExportFormat.PARQUET, ExportOptions.DEFAULT, out);
    byte[] bytes = out.toByteArray();
    assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    Path file = Files.write(folder.resolve("stream.parquet"), bytes);
    assertThat(read(file)).isNotEmpty();
  }

  static List<Group> read(Path file) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new GroupReader(new LocalInputFile(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static final class GroupReader extends ParquetReader.Builder<Group> {
    GroupReader(InputFile file) {
      super(file, new PlainParquetConfiguration());
      withCodecFactory(new GzipCodec());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new PlainGroups();
    }
  }

  private static final class PlainGroups extends GroupReadSupport {
    @Override
    public ReadContext init(
        ParquetConfiguration configuration,
        java.util.Map<String, String> metadata,
        org.apache.parquet.schema.MessageType schema) {
      return new ReadContext(schema);
    }

    @Override
    public ReadContext init(
        Configuration configuration,
        java.util.Map<String, String> metadata,
        org.apache.parquet.schema.MessageType schema) {
      return new ReadContext(schema);
    }
  }
}
