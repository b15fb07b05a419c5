package io.cairn.server.export;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * Writes the columns of the CSV as Apache Parquet: INT64, DOUBLE, BOOLEAN, UTF-8 strings and
 * timestamps in milliseconds, all optional, GZIP.
 *
 * <p>By parquet-java's own writer, which is the format's reference; parquet-floor stands in for the
 * Hadoop classes that its signatures mention. At most one row group of 16 MB is in memory.
 */
final class ParquetExport {

  private static final long ROW_GROUP_BYTES = 16L << 20;
  private static final int PAGE_BYTES = 256 << 10;

  private ParquetExport() {}

  static void write(StudyHistory history, ExportOptions options, OutputStream out)
      throws IOException {
    ExportTable table = new ExportTable(history, options.rows());
    Map<String, String> metadata =
        Map.of(
            "cairn.study", history.studyId(),
            "cairn.name", history.spec().name(),
            "cairn.objective", history.spec().objective().metric(),
            "cairn.direction", history.spec().objective().direction().name(),
            "cairn.resource", history.spec().resourceName());
    MessageType schema = schema(table.columns());
    try (ParquetWriter<ParquetRows.Row> writer = writer(out, schema, metadata)) {
      table.writeRows(new ParquetRows.Sink(writer, table.columns().size()));
    }
  }

  static ParquetWriter<ParquetRows.Row> writer(
      OutputStream out, MessageType schema, Map<String, String> metadata) throws IOException {
    return new ParquetRows.Builder(new StreamOutputFile(out), schema, metadata)
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new GzipCodec())
        .withCompressionCodec(CompressionCodecName.GZIP)
        .withRowGroupSize(ROW_GROUP_BYTES)
        .withPageSize(PAGE_BYTES)
        .build();
  }

  static MessageType schema(List<Column> columns) {
    Type[] fields =
        columns.stream().map(column -> field(column.name(), column.type())).toArray(Type[]::new);
    return new MessageType("study", fields);
  }

  static Type field(String name, ColumnType type) {
    return switch (type) {
      case INTEGER -> Types.optional(INT64).named(name);
      case REAL -> Types.optional(DOUBLE).named(name);
      case FLAG -> Types.optional(BOOLEAN).named(name);
      case TEXT -> Types.optional(BINARY).as(LogicalTypeAnnotation.stringType()).named(name);
      case TIME ->
          Types.optional(INT64)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
              .named(name);
    };
  }
}
