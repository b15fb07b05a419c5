package io.cairn.server.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to run a study, held by one process. A lock of the operating system on a file in the
 * study's folder: it is gone when the process is, however it ended. The file holds the process id,
 * for the refusal of others, and stays.
 */
public final class StudyLock implements AutoCloseable {

  /** What came of trying to take the lock. */
  public sealed interface Attempt {}

  /** It is ours until it is closed. */
  public record Taken(StudyLock lock) implements Attempt {}

  /** Somebody else has it; the sentence says who. */
  public record Refused(String sentence) implements Attempt {}

  /** Someone who only looks holds the lock for an instant; that is no reason for a refusal. */
  private static final int ATTEMPTS = 5;

  private static final long PAUSE = Duration.ofMillis(20).toNanos();

  /*
   * Locks of this process by file. POSIX drops all locks that a process has on a file when it closes any
   * descriptor of that file, so a second channel must never be opened here while the lock is held: neither
   * the system nor Java's own table of locks would prevent the loss.
   */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private StudyLock(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Tries to take the lock of a study whose folder exists.
   *
   * @throws CairnJournalException if the file system does not let us try
   */
  public static Attempt take(StudyFolder folder) {
    Path file = real(folder);
    if (!OURS.add(file)) {
      return refused(folder, "process " + ProcessHandle.current().pid() + ", this one");
    }
    try {
      for (int attempt = 1; ; attempt++) {
        FileChannel channel =
            FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock != null) {
          channel.truncate(0);
          channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
          return new Taken(new StudyLock(file, channel, lock));
        }
        String holder = holder(channel);
        channel.close();
        if (attempt == ATTEMPTS) {
          OURS.remove(file);
          return refused(folder, holder);
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (IOException e) {
      OURS.remove(file);
      throw new CairnJournalException(
          "study " + folder.id() + " cannot be locked: " + file + ": " + e, e);
    }
  }

  /** Whether some process runs the study. */
  public static boolean held(StudyFolder folder) {
    if (!Files.exists(folder.lock())) {
      return false;
    }
    Path file = real(folder);
    if (!OURS.add(file)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
      return lock == null;
    } catch (IOException e) {
      throw new CairnJournalException(
          "whether study " + folder.id() + " is being run cannot be told: " + file + ": " + e, e);
    } finally {
      OURS.remove(file);
    }
  }

  /** Whether this very process runs the study. */
  static boolean heldHere(StudyFolder folder) {
    return OURS.contains(real(folder));
  }

  private static Path real(StudyFolder folder) {
    try {
      return folder.path().toRealPath().resolve(folder.lock().getFileName());
    } catch (IOException e) {
      throw new CairnJournalException(
          "study " + folder.id() + " has no folder " + folder.path() + ": " + e, e);
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(32);
    channel.read(bytes, 0);
    String pid = US_ASCII.decode(bytes.flip()).toString().strip();
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  private static Refused refused(StudyFolder folder, String holder) {
    return new Refused(
        "study "
            + folder.id()
            + " is being run by "
            + holder
            + "; wait for it to end, or stop it and resume the study");
  }

  /** Lets the next one run the study. */
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new CairnJournalException("the lock " + file + " cannot be released: " + e, e);
    } finally {
      OURS.remove(file);
    }
  }
}
