package io.cairn.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializer;
import org.apache.pekko.serialization.Serializers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.Future;
import scala.util.Try;

/**
 * The snapshots of an actor system whose entities are in the store. All records are kept, so a
 * snapshot only saves time: one that is damaged is passed over for the one before it.
 *
 * <p>Pekko makes it by reflection; named in reference.conf.
 */
final class StoreSnapshots extends SnapshotStore {

  private static final Logger LOG = LoggerFactory.getLogger(StoreSnapshots.class);

  private final Serialization serialization = SerializationExtension.get(context().system());
  private final StoreAccess access = StoreAccess.of(context().system());

  StoreSnapshots() {}

  @Override
  public Future<Optional<SelectedSnapshot>> doLoadAsync(
      String persistenceId, SnapshotSelectionCriteria criteria) {
    return later(
        () -> {
          for (SnapshotTable.Head head : heads(persistenceId, criteria)) {
            Optional<SelectedSnapshot> snapshot = load(head);
            if (snapshot.isPresent()) {
              return snapshot;
            }
          }
          return Optional.empty();
        });
  }

  private List<SnapshotTable.Head> heads(String persistenceId, SnapshotSelectionCriteria criteria) {
    return database()
        .read(
            "snapshots of " + persistenceId + " cannot be read",
            connection -> SnapshotTable.heads(connection, persistenceId))
        .stream()
        .filter(head -> criteria.matches(metadata(head)))
        .toList();
  }

  private static SnapshotMetadata metadata(SnapshotTable.Head head) {
    return new SnapshotMetadata(head.persistenceId(), head.sequence(), head.writtenAt());
  }

  private Optional<SelectedSnapshot> load(SnapshotTable.Head head) {
    Optional<byte[]> bytes =
        database()
            .transact(
                "a snapshot of " + head.persistenceId() + " cannot be read",
                connection -> SnapshotTable.bytes(connection, head));
    if (bytes.isEmpty()) {
      LOG.warn("snapshot {} is damaged; the one before it is taken", metadata(head));
      return Optional.empty();
    }
    Try<Object> snapshot =
        serialization.deserialize(bytes.get(), head.serializer(), head.manifest());
    if (snapshot.isFailure()) {
      LOG.warn(
          "snapshot {} cannot be read; the one before it is taken",
          metadata(head),
          snapshot.failed().get());
      return Optional.empty();
    }
    return Optional.of(new SelectedSnapshot(metadata(head), snapshot.get()));
  }

  @Override
  public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
    return later(
        () -> {
          Serializer serializer = serialization.findSerializerFor(snapshot);
          byte[] bytes = serialization.serialize(snapshot).get();
          SnapshotTable.Head head =
              SnapshotTable.head(
                  RecordLimits.id(metadata.persistenceId()),
                  metadata.sequenceNr(),
                  metadata.timestamp(),
                  serializer.identifier(),
                  RecordLimits.manifest(Serializers.manifestFor(serializer, snapshot)),
                  bytes);
          return change(
              head.persistenceId(),
              connection -> {
                access.store().requireRecord(connection, head.persistenceId(), head.sequence());
                SnapshotTable.put(connection, head, bytes);
                deleteAll(
                    connection,
                    SnapshotTable.heads(connection, head.persistenceId()).stream()
                        .skip(SnapshotTable.KEPT)
                        .toList());
              });
        });
  }

  @Override
  public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
    return later(
        () ->
            change(
                metadata.persistenceId(),
                connection ->
                    SnapshotTable.delete(
                        connection, metadata.persistenceId(), metadata.sequenceNr())));
  }

  @Override
  public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
    return later(
        () -> {
          List<SnapshotTable.Head> heads = heads(persistenceId, criteria);
          return change(persistenceId, connection -> deleteAll(connection, heads));
        });
  }

  private static void deleteAll(Connection connection, List<SnapshotTable.Head> heads)
      throws SQLException {
    for (SnapshotTable.Head head : heads) {
      SnapshotTable.delete(connection, head.persistenceId(), head.sequence());
    }
  }

  private interface Change {
    void make(Connection connection) throws SQLException;
  }

  private @Nullable Void change(String persistenceId, Change change) {
    database()
        .transact(
            "snapshots of " + persistenceId + " cannot be changed",
            connection -> {
              change.make(connection);
              return true;
            });
    return null;
  }

  private StoreDatabase database() {
    return access.store().database();
  }

  private <T extends @Nullable Object> Future<T> later(Callable<T> work) {
    return Futures.future(work, access.threads());
  }
}
