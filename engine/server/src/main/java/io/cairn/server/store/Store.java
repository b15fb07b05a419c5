package io.cairn.server.store;

import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.journal.JournalReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;

/**
 * The opened database: what is not an actor's goes through here. Everything blocks, and waits for a
 * database that is away until {@code cairn.store.patience} is over.
 */
public final class Store implements AutoCloseable {

  /** A transaction under way may take so long to end when the store is closed. */
  private static final long LAST_TRANSACTION_MILLIS = 5_000;

  private final StoreDatabase database;
  private final RecordTable records;
  private final ChainEnds ends;
  private final GroupCommit writer;
  private final StudyIndex studies;
  private final Members members;

  private Store(StoreDatabase database, long rewriteMinimum) {
    this.database = database;
    this.records = new RecordTable(database.dialect());
    this.ends = new ChainEnds(records);
    this.members = new Members(database);
    this.writer =
        new GroupCommit(database, records, ends, members, new FileUpkeep(database, rewriteMinimum));
    this.studies = new StudyIndex(database);
  }

  /**
   * Opens the database, and makes or migrates its tables. Several nodes may do so at once.
   *
   * @throws StoreException if it does not answer in time, does not let us in, or was made by a
   *     later version of Cairn
   */
  public static Store open(StoreSettings settings) {
    return open(settings, FileUpkeep.MINIMUM);
  }

  /**
   * The same.
   *
   * @param rewriteMinimum an H2 file up to this size, in bytes, is not rewritten
   */
  static Store open(StoreSettings settings, long rewriteMinimum) {
    StoreDatabase database = new StoreDatabase(settings);
    try {
      Schema.prepare(database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
    Store store = new Store(database, rewriteMinimum);
    store.writer.start();
    return store;
  }

  /** The list of studies. */
  public StudyIndex studies() {
    return studies;
  }

  /** The coordinators on this store. */
  public Members members() {
    return members;
  }

  /**
   * The records of a study as they are now, from the first on, read as they are asked for. Those
   * that are written meanwhile are not among them.
   *
   * @return empty if there is no such study
   * @throws io.cairn.server.journal.CairnJournalException from the stream, at the first record that
   *     is damaged; those before it are good
   * @throws StoreException if the database does not answer
   */
  public Stream<JournalReader.Entry> commits(String study) {
    return commits(study, 0);
  }

  /**
   * The same after a record that is known.
   *
   * @param after its number
   */
  public Stream<JournalReader.Entry> commits(String study, long after) {
    return StoreReader.commits(this, StudyCoordinator.persistenceId(study).id(), after);
  }

  /** The archive of the cluster. */
  public LandscapeArchive archive() {
    return LandscapeArchive.of(new StoreShelf(database));
  }

  /** What this store has written. */
  public StoreTally tally() {
    return writer.tally();
  }

  /** How far this store is behind. */
  public StoreLag lag() {
    return writer.underWay().lag();
  }

  /** Has one told of every write that ends from now on, in place of the one before. */
  public void observe(WriteObserver observer) {
    writer.underWay().observe(observer);
  }

  StoreDatabase database() {
    return database;
  }

  GroupCommit writer() {
    return writer;
  }

  /** The last record of an entity. */
  ChainEnd last(String persistenceId) {
    ChainEnd last =
        database.read(
            "records of " + persistenceId + " cannot be read",
            connection -> records.last(connection, persistenceId));
    ends.put(persistenceId, last);
    return last;
  }

  /** That a record is there of which somebody wants to keep a snapshot. */
  void requireRecord(Connection connection, String persistenceId, long sequence)
      throws SQLException {
    if (records.at(connection, persistenceId, sequence).isEmpty()) {
      throw new StoreException(
          "a snapshot of "
              + persistenceId
              + " is not kept: the store does not have record "
              + sequence
              + ", the last one in it; its writer was replaced, or the study was removed");
    }
  }

  /** The records of an entity in a range, verified. */
  RecordWalk walk(String persistenceId, long from, long to) {
    return new RecordWalk(database, records, persistenceId, from, to);
  }

  /** Ends what is under way, fails what waits, and gives the connections back. */
  @Override
  public void close() {
    writer.close();
    writer.awaitEnd(LAST_TRANSACTION_MILLIS);
    database.close();
  }
}
