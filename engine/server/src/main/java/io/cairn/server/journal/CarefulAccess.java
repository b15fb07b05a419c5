package io.cairn.server.journal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.SQLException;

/**
 * Lets H2 loose on a file that may hold garbage. H2 checks little of what it reads: it runs out of
 * a buffer, trips over its own assertions where these are on, takes a garbled number for the length
 * of a text and asks for as much memory, or does so again for each of the earlier states of the
 * file that it tries. All of that means the same and ends in an {@link SQLException} here, the last
 * within a bounded time.
 */
final class CarefulAccess {

  /** Something that makes H2 read. */
  interface Access<T> {
    T run() throws SQLException;
  }

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Until which processor time of this thread H2 may read; nothing if it may take what it wants.
   */
  private static final ThreadLocal<Long> LIMIT = new ThreadLocal<>();

  private CarefulAccess() {}

  /** Runs it, however H2 may fail. */
  static <T> T run(Access<T> access) throws SQLException {
    try {
      return access.run();
    } catch (RuntimeException | AssertionError | OutOfMemoryError | StackOverflowError e) {
      throw new SQLException(e);
    }
  }

  /**
   * The same within a limit. Processor time and not the clock: a disk that stalls is no damage.
   *
   * @param nanos processor time that it may take, a good deal more than a sound file of the kind
   *     takes
   */
  static <T> T run(long nanos, Access<T> access) throws SQLException {
    if (!THREADS.isCurrentThreadCpuTimeSupported()) {
      return run(access);
    }
    LIMIT.set(THREADS.getCurrentThreadCpuTime() + nanos);
    try {
      return run(access);
    } finally {
      LIMIT.remove();
    }
  }

  /** Called at each read of a file: ends what has gone on for too long. */
  static void continueIfWithinLimit() throws IOException {
    Long limit = LIMIT.get();
    if (limit != null && THREADS.getCurrentThreadCpuTime() > limit) {
      throw new IOException("no state of the file makes sense, as far as was tried");
    }
  }
}
