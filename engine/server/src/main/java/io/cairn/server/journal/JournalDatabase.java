package io.cairn.server.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** How a journal's H2 file is opened. */
final class JournalDatabase {

  static final String DRIVER = "org.h2.Driver";
  static final String USER = "sa";
  static final String PASSWORD = "";

  /*
   * IFEXISTS              a missing file is an error, never a new and empty journal.
   * WRITE_DELAY=0         a commit writes its chunk before it returns. With H2's default of 500 ms, kill -9
   *                       loses hundreds of returned commits.
   * REUSE_SPACE=FALSE     chunks are only appended. Without this H2 2.5.252 loses returned commits even with
   *                       WRITE_DELAY=0: when a chunk goes into a gap, the header that should lead to it is
   *                       written before the chunk counts as the last, and leads to the one before. Appended
   *                       chunks are found from the end of the file, without the header. It also keeps every
   *                       state that a reader opened whole in the file.
   * MAX_COMPACT_TIME=0    closing does not move chunks about either.
   * RETENTION_TIME=1000   chunks that hold nothing any more are forgotten after a second instead of 45, which
   *                       keeps H2's table of chunks short; their bytes stay in the file until JournalRewrite.
   * PAGE_SIZE=4096        a commit writes the last page of the table again: 4 KiB instead of 16.
   * DB_CLOSE_ON_EXIT      the coordinator's shutdown closes the journal, not a hook that races with it.
   * LOCK_TIMEOUT          a stalled disk delays a commit and does not fail it.
   * TRACE_LEVEL_FILE=0    no file with stack traces beside the journal.
   */
  private static final String WRITING =
      ";IFEXISTS=TRUE"
          + ";DATABASE_TO_UPPER=FALSE"
          + ";WRITE_DELAY=0"
          + ";REUSE_SPACE=FALSE"
          + ";MAX_COMPACT_TIME=0"
          + ";RETENTION_TIME=1000"
          + ";PAGE_SIZE=4096"
          + ";DB_CLOSE_ON_EXIT=FALSE"
          + ";LOCK_TIMEOUT=600000"
          + ";TRACE_LEVEL_FILE=0";

  private static final String READING =
      ";IFEXISTS=TRUE;DATABASE_TO_UPPER=FALSE;ACCESS_MODE_DATA=r;TRACE_LEVEL_FILE=0";

  /*
   * Processor time that opening may take. A sound file of 1.2 GB with 100,000 chunks takes about a second; one in
   * which H2 finds a length of gigabytes in each of its states would take hours.
   */
  private static final long OPENING_NANOS = 2_000_000_000L;

  private static final long OPENING_NANOS_PER_BYTE = 20;

  private JournalDatabase() {}

  /** URL by which the one writer of a study opens its database. */
  static String url(Path database) {
    return "jdbc:h2:file:" + escape(database.toAbsolutePath().toString()) + WRITING;
  }

  /** Opens an existing database for writing. */
  static Connection write(Path database) throws SQLException {
    return DriverManager.getConnection(url(database), USER, PASSWORD);
  }

  /** Makes a database. */
  static Connection create(Path database) throws SQLException {
    String url = url(database).replace(";IFEXISTS=TRUE", "");
    return DriverManager.getConnection(url, USER, PASSWORD);
  }

  /** Opens a database as it is now for reading, whoever writes it, and changes nothing. */
  static Connection read(Path database) throws SQLException {
    return readPrefix(database, Long.MAX_VALUE, false);
  }

  /** Opens an earlier state of a database, with its header or without; see {@link LiveFilePath}. */
  static Connection readPrefix(Path database, long length, boolean blankHeader)
      throws SQLException {
    long size = Math.min(length, size(database));
    if (size <= LiveFileChannel.HEADER) {
      // H2 would look for the last chunk of such a file for ever.
      throw new SQLException("there is nothing in it but a header, if that");
    }
    String name = LiveFilePath.of(database, length, blankHeader);
    return CarefulAccess.run(
        OPENING_NANOS + size * OPENING_NANOS_PER_BYTE,
        () -> DriverManager.getConnection("jdbc:h2:" + escape(name) + READING, USER, PASSWORD));
  }

  /** Closes what was only read: what it cannot close it cannot lose either. */
  static void closeQuietly(Connection connection) {
    try {
      CarefulAccess.run(
          () -> {
            connection.close();
            return true;
          });
    } catch (SQLException e) {
      return;
    }
  }

  private static long size(Path database) throws SQLException {
    try {
      return Files.size(Path.of(database + ".mv.db"));
    } catch (IOException e) {
      throw new SQLException("the file " + database + ".mv.db is not there", e);
    }
  }

  private static String escape(String path) {
    return path.replace(";", "\\;");
  }

  /** What H2 says, in one line and without its codes; often nothing, when it runs into garbage. */
  static String reason(Throwable fault) {
    Throwable deepest = fault;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    if (message == null || message.isBlank()) {
      return "what is written there makes no sense";
    }
    String line = message.lines().findFirst().orElse(message);
    return line.replaceAll("(; SQL statement:.*)?\\s*\\[[0-9.\\-/]+\\]$", "")
        .replaceAll(LiveFilePath.PREFIX_PATTERN, "")
        .strip();
  }
}
