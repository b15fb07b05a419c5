package io.cairn.server.store;

import io.cairn.server.journal.JournalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The journal of an actor system whose entities are in the store.
 *
 * <p>Pekko makes it by reflection; named in reference.conf.
 */
final class StoreJournal extends AsyncWriteJournal {

  private final Serialization serialization = SerializationExtension.get(context().system());
  private final StoreAccess access = StoreAccess.of(context().system());

  StoreJournal() {}

  @Override
  public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(
      Iterable<AtomicWrite> messages) {
    List<Optional<Exception>> accepted = new ArrayList<>();
    List<JournalRow> rows = new ArrayList<>();
    for (AtomicWrite message : messages) {
      accepted.add(Optional.empty());
      CollectionConverters.asJava(message.payload()).forEach(record -> rows.add(row(record)));
    }
    Promise<Iterable<Optional<Exception>>> written = Futures.promise();
    access
        .store()
        .writer()
        .append(rows)
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                written.success(accepted);
              } else {
                written.failure(failure);
              }
            });
    return written.future();
  }

  private JournalRow row(PersistentRepr record) {
    Object payload = record.payload();
    if (!record.manifest().isEmpty() || record.metadata().isDefined()) {
      throw new IllegalArgumentException(
          "record "
              + record.sequenceNr()
              + " of "
              + record.persistenceId()
              + " has metadata or an adapter's manifest; the store has no place for them");
    }
    Serializer serializer = serialization.findSerializerFor(payload);
    return new JournalRow(
        record.sequenceNr(),
        RecordLimits.id(record.persistenceId()),
        record.writerUuid(),
        record.timestamp() == 0 ? System.currentTimeMillis() : record.timestamp(),
        serializer.identifier(),
        RecordLimits.manifest(Serializers.manifestFor(serializer, payload)),
        serialization.serialize(payload).get(),
        JournalRow.NO_SEAL);
  }

  @Override
  public Future<Void> doAsyncReplayMessages(
      String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
    return later(
        () -> {
          long last = max > to - from ? to : from + max - 1;
          RecordWalk walk = access.store().walk(persistenceId, Math.max(1, from), last);
          for (Optional<JournalRow> row = walk.next(); row.isPresent(); row = walk.next()) {
            replay.accept(record(row.get()));
          }
          return null;
        });
  }

  private PersistentRepr record(JournalRow row) {
    Object payload =
        serialization.deserialize(row.payload(), row.serializer(), row.manifest()).get();
    return PersistentRepr.apply(
            payload,
            row.sequence(),
            row.persistenceId(),
            PersistentRepr.Undefined(),
            false,
            context().system().deadLetters(),
            row.writer())
        .withTimestamp(row.writtenAt());
  }

  @Override
  public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long from) {
    return later(() -> access.store().last(persistenceId).sequence());
  }

  /** What was acknowledged is never deleted. */
  @Override
  public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long to) {
    return Futures.failed(
        new UnsupportedOperationException(
            "records of "
                + persistenceId
                + " are kept; the store deletes none but those of a study that is removed as a"
                + " whole"));
  }

  private <T extends @Nullable Object> Future<T> later(Callable<T> work) {
    return Futures.future(work, access.threads());
  }
}
