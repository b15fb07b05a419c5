package io.cairn.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One state of a damaged H2 file that can be read, and how far.
 *
 * <p>A file that only appends holds all its earlier states, each a prefix of it. Damage spoils the
 * states from some point on: the state right before it is the best that can be had, and mostly goes
 * much further than the newest one, in which one damaged page hides all its records. H2's own
 * Recover tool was tried instead and gave up, with the exceptions of a parser that runs into
 * garbage, on a quarter of the files with one damaged page.
 */
final class JournalSource implements AutoCloseable {

  private static final long BLOCK = 4096;

  private final Connection connection;
  private final JournalWalk walk;

  private final int version;
  private final long incarnation;

  private JournalSource(Connection connection, JournalMark from) throws SQLException {
    this.connection = connection;
    this.version = CarefulAccess.run(() -> JournalSchema.of(connection));
    this.incarnation =
        version == 0 ? 0 : CarefulAccess.run(() -> JournalSchema.incarnation(connection));
    this.walk = new JournalWalk(connection, from);
    walk.toEnd();
  }

  /** The newest state that H2 opens, by its own header or, if that is damaged, by a blank one. */
  static Optional<JournalSource> newest(Path database) {
    return attempt(database, Long.MAX_VALUE, false, JournalMark.NONE)
        .or(() -> attempt(database, Long.MAX_VALUE, true, JournalMark.NONE));
  }

  /** The state with the most good records. */
  static Optional<JournalSource> best(Path database, Path file) throws IOException {
    Optional<JournalSource> newest = newest(database);
    if (newest.isPresent() && newest.get().walk.damage().isEmpty()) {
      return newest;
    }
    JournalMark known = newest.map(JournalSource::end).orElse(JournalMark.NONE);
    Optional<JournalSource> earlier = undamaged(database, file, known);
    if (earlier.isEmpty()) {
      return newest;
    }
    newest.ifPresent(JournalSource::close);
    return earlier;
  }

  /**
   * By bisection: the newest state without damage, if it goes beyond the records that are known
   * good.
   */
  private static Optional<JournalSource> undamaged(Path database, Path file, JournalMark known)
      throws IOException {
    Optional<JournalSource> best = Optional.empty();
    long good = LiveFileChannel.HEADER / BLOCK;
    long bad = Files.size(file) / BLOCK + 1;
    while (bad - good > 1) {
      long middle = (good + bad) >>> 1;
      Optional<JournalSource> source = attempt(database, middle * BLOCK, true, known);
      if (source.isPresent() && source.get().walk.damage().isEmpty()) {
        best.ifPresent(JournalSource::close);
        best = source;
        good = middle;
      } else {
        source.ifPresent(JournalSource::close);
        bad = middle;
      }
    }
    if (best.isPresent() && best.get().end().sequence() <= known.sequence()) {
      best.get().close();
      return Optional.empty();
    }
    return best;
  }

  private static Optional<JournalSource> attempt(
      Path database, long length, boolean blankHeader, JournalMark from) {
    try {
      Connection connection = JournalDatabase.readPrefix(database, length, blankHeader);
      return Optional.of(new JournalSource(connection, from));
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /** The last good record. */
  JournalMark end() {
    return walk.end();
  }

  /** What comes after it, as the end of a sentence, if not the end of the journal. */
  Optional<String> damage() {
    return walk.damage();
  }

  /** Version of its schema; 0 if it has no tables. */
  int version() {
    return version;
  }

  /** Number of the file among those that took each other's place; 0 if it has no tables. */
  long incarnation() {
    return incarnation;
  }

  /** To read from. */
  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    JournalDatabase.closeQuietly(connection);
  }
}
