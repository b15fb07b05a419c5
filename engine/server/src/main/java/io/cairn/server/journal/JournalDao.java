package io.cairn.server.journal;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.jdbc.config.JournalConfig;
import org.apache.pekko.persistence.jdbc.journal.dao.DefaultJournalDao;
import org.apache.pekko.persistence.jdbc.journal.dao.JournalTables.JournalPekkoSerializationRow;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.stream.Materializer;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.collection.immutable.Set;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Future$;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcProfile;

/**
 * Writes the records of one entity through {@link JournalWriter}, as pekko-persistence-jdbc hands
 * them over; reading stays that library's. Pekko tells the entity when the writer has returned.
 *
 * <p>Pekko makes it by reflection; named in reference.conf.
 */
final class JournalDao extends DefaultJournalDao {

  private static final String DISPATCHER = "cairn.journal.writer-dispatcher";

  private final JournalWriter writer;
  private final ExecutionContext thread;

  JournalDao(
      JdbcBackend.JdbcDatabaseDef database,
      JdbcProfile profile,
      JournalConfig journal,
      Serialization serialization,
      ExecutionContext executor,
      Materializer materializer) {
    super(database, profile, journal, serialization, executor, materializer);
    ActorSystem system = serialization.system();
    Config config = system.settings().config();
    this.writer = new JournalWriter(JournalSettings.folder(config), JournalSettings.from(config));
    this.thread = system.dispatchers().lookup(DISPATCHER);
    system.registerOnTermination(writer::close);
  }

  @Override
  public Future<BoxedUnit> writeJournalRows(
      Seq<Tuple2<JournalPekkoSerializationRow, Set<String>>> rows) {
    List<JournalRow> records = new ArrayList<>();
    CollectionConverters.asJava(rows).forEach(row -> records.add(record(row._1(), row._2())));
    return Future$.MODULE$.apply(
        () -> {
          writer.append(records);
          return BoxedUnit.UNIT;
        },
        thread);
  }

  /** What was acknowledged is never deleted. */
  @Override
  public Future<BoxedUnit> delete(String persistenceId, long maxSequenceNr) {
    return Future$.MODULE$.failed(
        new UnsupportedOperationException(
            "records of " + persistenceId + " are kept; the journal of a study deletes nothing"));
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
}
