package io.cairn.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cairn.server.journal.JournalRow;
import java.util.ArrayList;
import java.util.List;

/** Records to write, without actors. */
final class Rows {

  private Rows() {}

  /** One record that says its number. */
  static JournalRow row(String entity, long sequence, String writer) {
    return row(entity, sequence, writer, ("record " + sequence).getBytes(UTF_8));
  }

  static JournalRow row(String entity, long sequence, String writer, byte[] payload) {
    return new JournalRow(
        sequence,
        entity,
        writer,
        1_700_000_000_000L + sequence,
        1,
        "bytes",
        payload,
        JournalRow.NO_SEAL);
  }

  static List<JournalRow> rows(String entity, long first, int count, String writer) {
    List<JournalRow> rows = new ArrayList<>();
    for (long sequence = first; sequence < first + count; sequence++) {
      rows.add(row(entity, sequence, writer));
    }
    return rows;
  }

  /** All records of an entity, verified. */
  static List<JournalRow> all(Store store, String entity) {
    List<JournalRow> rows = new ArrayList<>();
    RecordWalk walk = store.walk(entity, 1, Long.MAX_VALUE);
    for (var row = walk.next(); row.isPresent(); row = walk.next()) {
      rows.add(row.get());
    }
    return rows;
  }
}
