package io.cairn.server.journal;

import com.typesafe.config.Config;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import slick.dbio.DBIOAction;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;
import slick.jdbc.SimpleJdbcAction;

/**
 * Writes the records of one entity as pekko-persistence-jdbc hands them over; reading stays that
 * library's. Seals each record to the one before it, commits, has the disk confirm it where that is
 * asked for, and moves the mark, in this order; Pekko tells the entity after the last step.
 *
 * <p>Pekko makes it by reflection; named in reference.conf.
 */
final class JournalDao extends DefaultJournalDao {

  private final boolean sync;
  private final Serialization serialization;

  /** The last record, when it is known for certain. */
  private @Nullable JournalMark end;

  private @Nullable String entity;
  private @Nullable MarkFile mark;

  JournalDao(
      JdbcBackend.JdbcDatabaseDef database,
      JdbcProfile profile,
      JournalConfig journal,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, journal, serialization, executor, materializer);
    Config config = serialization.system().settings().config();
    this.serialization = serialization;
    this.sync = JournalSettings.from(config).sync();
  }

  @Override
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    List<JournalRow> records = new ArrayList<>();
    CollectionConverters.asJava(rows).forEach(row -> records.add(record(row._1(), row._2())));
    return run(
        new SimpleJdbcAction<>(
            context -> {
              append(context.connection(), records);
              return BoxedUnit.UNIT;
            }));
  }

  /** What was acknowledged is never deleted. */
  @Override
  public Future<BoxedUnit> delete(String persistenceId, long maxSequenceNr) {
    return Future$.MODULE$.failed(
        new UnsupportedOperationException(
            "records of " + persistenceId + " are kept; the journal of a study deletes nothing"));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Slick's effect types cannot be said in Java
  private Future<BoxedUnit> run(SimpleJdbcAction<BoxedUnit> action) {
    return (Future<BoxedUnit>) db().run((DBIOAction) action);
  }

  private static JournalRow record(JournalPekkoSerializationRow row, Set<String> tags) {
    if (!row.adapterManifest().isEmpty() || row.metaPayload().isDefined() || !tags.isEmpty()) {
      throw new IllegalArgumentException(
          "record "
              + row.sequenceNumber()
              + " of "
              + row.persistenceId()
              + " has tags, metadata or an adapter's manifest; the journal of a study has no place"
              + " for them");
    }
    return new JournalRow(
        row.sequenceNumber(),
        row.persistenceId(),
        row.writer(),
        row.writeTimestamp(),
        row.eventSerId(),
        row.eventSerManifest(),
        row.eventPayload(),
        JournalRow.NO_SEAL);
  }

  /** One thread at a time: Pekko's journal is set to write one batch after the other. */
  private synchronized void append(Connection connection, List<JournalRow> records) {
    try {
      JournalMark reached = commit(connection, records);
      if (sync) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("CHECKPOINT SYNC");
        }
      }
      markFile().write(reached);
    } catch (SQLException e) {
      throw new CairnJournalException("records cannot be written: " + JournalDatabase.reason(e), e);
    } catch (IOException e) {
      throw new CairnJournalException("the journal's mark cannot be written: " + e, e);
    }
  }

  private JournalMark commit(Connection connection, List<JournalRow> records) throws SQLException {
    JournalMark previous = end == null ? readEnd(connection) : end;
    end =
        null; // Unknown until the commit has returned: a failed one may have happened all the same.
    List<JournalRow> sealed = new ArrayList<>(records.size());
    JournalMark next = previous;
    for (JournalRow record : records) {
      JournalRow row = record.sealedAfter(next.seal());
      requireNext(row, next);
      next = new JournalMark(row.sequence(), row.writtenAt(), row.seal());
      sealed.add(row);
    }
    connection.setAutoCommit(false);
    try {
      JournalTable.insert(connection, sealed);
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
    end = next;
    return next;
  }

  private JournalMark readEnd(Connection connection) throws SQLException {
    Optional<JournalRow> last = JournalTable.last(connection);
    last.ifPresent(row -> entity = row.persistenceId());
    return last.map(row -> new JournalMark(row.sequence(), row.writtenAt(), row.seal()))
        .orElse(JournalMark.NONE);
  }

  private void requireNext(JournalRow row, JournalMark previous) {
    if (entity == null) {
      entity = row.persistenceId();
    }
    if (!row.persistenceId().equals(entity)) {
      throw new CairnJournalException(
          "the journal holds the records of "
              + entity
              + "; those of "
              + row.persistenceId()
              + " need one of their own");
    }
    if (row.sequence() != previous.sequence() + 1) {
      throw new CairnJournalException(
          "record "
              + row.sequence()
              + " does not follow record "
              + previous.sequence()
              + ", the last of the journal; two writers?");
    }
  }

  private MarkFile markFile() throws IOException {
    MarkFile file = mark;
    if (file == null) {
      Config config = serialization.system().settings().config();
      file = MarkFile.open(JournalSettings.folder(config).mark());
      mark = file;
      serialization.system().registerOnTermination(closing(file));
    }
    return file;
  }

  private static Runnable closing(MarkFile file) {
    return () -> {
      try {
        file.close();
      } catch (IOException e) {
        throw new CairnJournalException("the journal's mark cannot be closed: " + e, e);
      }
    };
  }
}
