package io.cairn.server.export;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Hands rows of cells to Parquet's record interface. */
final class ParquetRows {

  private ParquetRows() {}

  /** One row; a cell is null where absent, else a Long, Double, Boolean or Binary. */
  record Row(@Nullable Object[] cells) {}

  /** Collects the cells of a row and writes it; the row's array is used again. */
  static final class Sink implements CellSink {
    private final ParquetWriter<Row> writer;
    private final Row row;
    private int next;

    Sink(ParquetWriter<Row> writer, int columns) {
      this.writer = writer;
      this.row = new Row(new @Nullable Object[columns]);
    }

    @Override
    public void absent() {
      row.cells[next++] = null;
    }

    @Override
    public void integer(long value) {
      row.cells[next++] = value;
    }

    @Override
    public void real(double value) {
      row.cells[next++] = value;
    }

    @Override
    public void text(String value) {
      row.cells[next++] = Binary.fromString(value);
    }

    @Override
    public void flag(boolean value) {
      row.cells[next++] = value;
    }

    @Override
    public void time(Instant value) {
      row.cells[next++] = value.toEpochMilli();
    }

    @Override
    public void endRow() throws IOException {
      writer.write(row);
      next = 0;
    }
  }

  /** A writer of rows with a schema. */
  static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final MessageType schema;
    private final Map<String, String> metadata;

    Builder(OutputFile file, MessageType schema, Map<String, String> metadata) {
      super(file);
      this.schema = schema;
      this.metadata = metadata;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(Configuration hadoop) {
      return new Support(schema, metadata);
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration configuration) {
      return new Support(schema, metadata);
    }
  }

  private static final class Support extends WriteSupport<Row> {
    private final MessageType schema;
    private final Map<String, String> metadata;
    private @Nullable RecordConsumer consumer;

    Support(MessageType schema, Map<String, String> metadata) {
      this.schema = schema;
      this.metadata = metadata;
    }

    @Override
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(schema, metadata);
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
      return new WriteContext(schema, metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
      RecordConsumer out =
          java.util.Objects.requireNonNull(consumer, "prepareForWrite comes first");
      out.startMessage();
      for (int i = 0; i < row.cells.length; i++) {
        Object cell = row.cells[i];
        if (cell != null) {
          out.startField(schema.getFieldName(i), i);
          add(out, cell);
          out.endField(schema.getFieldName(i), i);
        }
      }
      out.endMessage();
    }

    private static void add(RecordConsumer out, Object cell) {
      if (cell instanceof Long integer) {
        out.addLong(integer);
      } else if (cell instanceof Double real) {
        out.addDouble(real);
      } else if (cell instanceof Boolean flag) {
        out.addBoolean(flag);
      } else {
        out.addBinary((Binary) cell);
      }
    }
  }
}
