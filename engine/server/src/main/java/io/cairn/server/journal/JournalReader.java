package io.cairn.server.journal;

import com.google.protobuf.InvalidProtocolBufferException;
import io.cairn.proto.Commit;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the records of a study, whether it is being run or not, and whoever runs it. A reader has
 * the state of the moment at which it was opened: every record that was acknowledged before then,
 * and no half record. It takes no lock, writes nothing, and the writer does not notice it; it holds
 * a page of records at a time.
 */
public final class JournalReader implements AutoCloseable {

  private static final int ATTEMPTS = 5;
  private static final long PAUSE = Duration.ofMillis(20).toNanos();

  /**
   * A record.
   *
   * @param sequence its number, from 1, without gaps
   * @param writtenAt when it was written
   * @param commit what it says
   */
  public record Entry(long sequence, Instant writtenAt, Commit commit) {}

  private final StudyFolder folder;
  private final Connection connection;

  private JournalReader(StudyFolder folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /**
   * Opens a study's journal as it is now.
   *
   * @throws CairnJournalException if there is none, or it cannot be opened
   */
  public static JournalReader open(StudyFolder folder) {
    if (!Files.exists(folder.journal())) {
      throw new CairnJournalException(
          "study " + folder.id() + " has no journal " + folder.journal());
    }
    // The file may change under H2's hands while it looks for the last chunk; a second look finds
    // it.
    for (int attempt = 1; ; attempt++) {
      try {
        return new JournalReader(folder, JournalDatabase.read(folder.database()));
      } catch (SQLException e) {
        if (attempt == ATTEMPTS) {
          throw new CairnJournalException(
              "study "
                  + folder.id()
                  + ": the journal cannot be opened: "
                  + JournalDatabase.reason(e),
              e);
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /**
   * The records from the first on, read as they are asked for. Can be had more than once.
   *
   * @throws CairnJournalException from the stream, at the first record that is damaged; those
   *     before it are good
   */
  public Stream<Entry> commits() {
    return commits(new JournalWalk(connection));
  }

  /**
   * The records after one that is known.
   *
   * @param sequence number of that record; 0 for none
   * @throws CairnJournalException if it is not there
   */
  public Stream<Entry> commits(long sequence) {
    if (sequence == 0) {
      return commits();
    }
    try {
      JournalRow known =
          JournalTable.page(connection, sequence, 1).stream()
              .filter(row -> row.sequence() == sequence)
              .findFirst()
              .orElseThrow(
                  () ->
                      new CairnJournalException(
                          "study " + folder.id() + ": record " + sequence + " is missing"));
      return commits(
          new JournalWalk(
              connection, new JournalMark(known.sequence(), known.writtenAt(), known.seal())));
    } catch (SQLException e) {
      throw new CairnJournalException(
          "study "
              + folder.id()
              + ": record "
              + sequence
              + " cannot be read: "
              + JournalDatabase.reason(e),
          e);
    }
  }

  private Stream<Entry> commits(JournalWalk walk) {
    Spliterator<Entry> entries =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE) {
          @Override
          public boolean tryAdvance(Consumer<? super Entry> action) {
            Optional<JournalRow> row = walk.next();
            row.map(JournalReader.this::entry).ifPresent(action);
            if (row.isEmpty()) {
              endAt(walk);
            }
            return row.isPresent();
          }
        };
    return StreamSupport.stream(entries, false);
  }

  private void endAt(JournalWalk walk) {
    if (walk.damage().isPresent()) {
      throw new CairnJournalException(
          "study "
              + folder.id()
              + ": the journal is damaged: "
              + walk.damage().get()
              + "; "
              + JournalCheck.records(walk.end().sequence())
              + " before it are good");
    }
  }

  private Entry entry(JournalRow row) {
    try {
      Commit commit = Commit.parseFrom(RecordFrame.unwrap(row.payload()));
      return new Entry(row.sequence(), Instant.ofEpochMilli(row.writtenAt()), commit);
    } catch (InvalidProtocolBufferException e) {
      throw new CairnJournalException(
          "study "
              + folder.id()
              + ": record "
              + row.sequence()
              + " is whole but not a commit; it was written by a later version: "
              + e.getMessage(),
          e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  @Override
  public void close() {
    JournalDatabase.closeQuietly(connection);
  }
}
