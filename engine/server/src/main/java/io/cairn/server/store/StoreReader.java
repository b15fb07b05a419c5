package io.cairn.server.store;

import io.cairn.proto.Commit;
import io.cairn.server.journal.CairnJournalException;
import io.cairn.server.journal.CorruptRecordException;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.journal.JournalRow;
import io.cairn.server.journal.ProtobufSerializer;
import java.time.Instant;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the records of a study that is in the store, whoever runs it. */
final class StoreReader {

  private static final ProtobufSerializer SERIALIZER = new ProtobufSerializer();

  private StoreReader() {}

  /** Those after a record, as far as they are there. */
  static Stream<JournalReader.Entry> commits(Store store, String persistenceId, long after) {
    RecordWalk walk = store.walk(persistenceId, after + 1, store.last(persistenceId).sequence());
    Spliterator<JournalReader.Entry> entries =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE) {
          @Override
          public boolean tryAdvance(Consumer<? super JournalReader.Entry> action) {
            Optional<JournalRow> row = walk.next();
            row.map(StoreReader::entry).ifPresent(action);
            return row.isPresent();
          }
        };
    return StreamSupport.stream(entries, false);
  }

  private static JournalReader.Entry entry(JournalRow row) {
    try {
      if (SERIALIZER.fromBinary(row.payload(), row.manifest()) instanceof Commit commit) {
        return new JournalReader.Entry(
            row.sequence(), Instant.ofEpochMilli(row.writtenAt()), commit);
      }
    } catch (CorruptRecordException e) {
      throw new CairnJournalException(
          "record " + row.sequence() + " of " + row.persistenceId() + ": " + e.getMessage(), e);
    }
    throw new CairnJournalException(
        "record "
            + row.sequence()
            + " of "
            + row.persistenceId()
            + " is no commit of a study but a "
            + row.manifest());
  }
}
