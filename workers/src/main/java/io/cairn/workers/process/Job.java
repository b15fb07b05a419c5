package io.cairn.workers.process;

import io.cairn.workers.spi.Outcome.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A command that was started, on this machine or elsewhere, as the thread of its slot follows it.
 *
 * <p>No method waits for the command; where the answer has to be asked for (a container engine, a
 * batch system), none waits longer than a question takes. Called from the slot's thread alone, but
 * for {@link #kill}, which a JVM that ends calls from another.
 */
public interface Job {

  /**
   * What the command writes to standard output. {@link InputStream#available} says what can be read
   * without waiting; nothing else is read.
   */
  InputStream stdout();

  /** What it writes to standard error, likewise. */
  InputStream stderr();

  /** Whether it waits for its turn. Its time limit does not count meanwhile. */
  default boolean isWaiting() {
    return false;
  }

  /** How it stands, in a few words for the log, whenever that has changed. */
  default Optional<String> news() {
    return Optional.empty();
  }

  /** Whether it still runs, or waits to; once it does not, all that it has written can be read. */
  boolean isAlive() throws IOException;

  /** How it ended, once it is not alive and if there is no {@link #trouble}. */
  int exitCode();

  /**
   * What an exit code alone does not say: no memory, a machine that was lost. Asked once it is not
   * alive any more.
   *
   * @return a failure whose message is the beginning of a sentence; empty if it ended by itself
   */
  default Optional<Failed> trouble() {
    return Optional.empty();
  }

  /** Whether a line on standard error is advice of a tool, which explains no failure. */
  default boolean isAdvice(String line) {
    return false;
  }

  /**
   * Waits for some milliseconds, or less if it ends.
   *
   * @throws InterruptedException if the thread was interrupted
   */
  void pause(long millis) throws InterruptedException;

  /** Called now and then while it runs. */
  default void remember() {}

  /** How many processes, or whatever else it consists of, are left; 0 if it is gone. */
  int left();

  /** Asks everything that is left to end. */
  void askToEnd();

  /**
   * Ends everything that is left by force.
   *
   * @return whether nothing is left, or will be without further doing; false after {@code patience}
   */
  boolean kill(Duration patience);

  /** Forgets what was written down to find it again; called once nothing is left. */
  void forget() throws IOException;
}
