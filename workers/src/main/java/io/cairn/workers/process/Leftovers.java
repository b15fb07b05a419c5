package io.cairn.workers.process;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commands of a node that was killed.
 *
 * <p>Nothing can be done by a JVM that is killed: its commands go on, use the machine, and write
 * into the checkpoints of trials that have meanwhile been given to others. A node that starts on
 * the same machine ends them with {@link #killIn} before it takes any work.
 */
public final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final int DEPTH = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration UNDO_PATIENCE = Duration.ofSeconds(30);

  /** How container engines say that there is nothing to remove. */
  private static final Pattern ABSENT =
      Pattern.compile("no such (container|object)|no container with", Pattern.CASE_INSENSITIVE);

  /**
   * Processes that were ended.
   *
   * @param scratch scratch folder of their evaluation
   * @param pids ids of the processes that were found, at least one
   */
  public record Killed(Path scratch, List<Long> pids) {
    public Killed {
      pids = List.copyOf(pids);
    }
  }

  private Leftovers() {}

  /**
   * Ends what is left of the evaluations whose scratch folders are somewhere below a folder.
   *
   * <p>Only evaluations whose node has ended: several nodes may share the folder. Processes get
   * SIGTERM, and SIGKILL after two seconds. Waits until they have ended. Containers and jobs of
   * batch systems are ended through the tools that started them.
   *
   * @param scratchRoot folder with scratch folders; need not exist
   * @return what was ended, one entry an evaluation
   * @throws IOException if the folder cannot be read
   */
  public static List<Killed> killIn(Path scratchRoot) throws IOException {
    List<Killed> killed = new ArrayList<>();
    for (Path file : records(scratchRoot)) {
      Optional<LaunchRecord> record = LaunchRecord.read(file);
      if (record.isPresent() && record.get().owner().find().isEmpty()) {
        Path scratch = file.toAbsolutePath().resolveSibling("");
        boolean undone = undo(record.get().undo());
        List<Long> pids = kill(record.get());
        if (!pids.isEmpty()) {
          LOG.info("ended {} processes left by a killed node in {}", pids.size(), scratch);
          killed.add(new Killed(scratch, pids));
        }
        if (undone) {
          Files.deleteIfExists(file);
        }
      }
    }
    return killed;
  }

  /** Ends what was started elsewhere; the record stays for the next start if that fails. */
  private static boolean undo(List<String> words) {
    if (words.isEmpty()) {
      return true;
    }
    String call = String.join(" ", words);
    try {
      Tool.Result result = Tool.run(words, Map.of(), "", UNDO_PATIENCE);
      if (result.succeeded() || ABSENT.matcher(result.err()).find()) {
        LOG.info("ended what a killed node may have left: {}", call);
        return true;
      }
      LOG.warn("what a killed node left could not be ended: {}: {}", call, result.lastWords());
    } catch (IOException e) {
      LOG.warn("what a killed node left could not be ended: {}: {}", call, e.getMessage());
    }
    return false;
  }

  private static List<Path> records(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    if (!Files.isDirectory(root)) {
      return files;
    }
    Files.walkFileTree(
        root,
        EnumSet.noneOf(FileVisitOption.class),
        DEPTH,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()
                && file.getFileName().toString().equals(LaunchRecord.FILE)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // A user's process may still be creating and deleting files here.
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }

  private static List<Long> kill(LaunchRecord record) {
    // A root whose id now belongs to another process is no root; the token may still find others.
    long root =
        record.command().flatMap(LaunchRecord.Identity::find).map(ProcessHandle::pid).orElse(0L);
    ProcessTree tree = new ProcessTree(root, root != 0 && record.ownSession(), record.token());
    List<Long> pids = tree.members().stream().map(ProcessHandle::pid).toList();
    if (!pids.isEmpty()) {
      tree.terminate();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!tree.isGone() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(20_000_000);
      }
      tree.kill(PATIENCE);
    }
    return pids;
  }
}
