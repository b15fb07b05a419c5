package io.cairn.workers.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trials' folders on this machine, {@code CACHE/PROCESS/STUDY/trial-N}. Those of trials that run
 * stay; of the others the ones that were used last stay, up to a size. A process locks its own
 * folder, so that the next one sees which of the others are left over and removes them.
 */
final class LocalCopies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);

  private static final String LOCK = "lock";

  /** A trial whose folder is here. */
  static final class Copy {
    final String name;
    final Path folder;
    final ReentrantLock lock = new ReentrantLock();
    private int users;
    private long idleBytes;

    Copy(String name, Path folder) {
      this.name = name;
      this.folder = folder;
    }
  }

  private final Path root;
  private final long mostIdleBytes;
  private final FileChannel lock;
  private final Map<String, Copy> used = new HashMap<>();

  /** The one that was used longest ago comes first. */
  private final Map<String, Copy> idle = new LinkedHashMap<>();

  private LocalCopies(Path root, FileChannel lock, long mostIdleBytes) {
    this.root = root;
    this.lock = lock;
    this.mostIdleBytes = mostIdleBytes;
  }

  /** Makes a folder of its own below {@code cache} and removes those of processes that ended. */
  static LocalCopies open(Path cache, long mostIdleBytes) throws IOException {
    Files.createDirectories(cache);
    removeLeftovers(cache);
    Path root = Files.createDirectory(cache.resolve(UUID.randomUUID().toString()));
    // The lock is there before it is held: one that starts at the same time may take the folder
    // for a leftover, and then this one does not start.
    FileChannel lock =
        FileChannel.open(
            root.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock.lock();
    return new LocalCopies(root.toRealPath(), lock, mostIdleBytes);
  }

  private static void removeLeftovers(Path cache) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(cache)) {
      folders = found.filter(Files::isDirectory).toList();
    }
    for (Path folder : folders) {
      try (FileChannel other =
              FileChannel.open(
                  folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock free = other.tryLock()) {
        if (free != null) {
          LocalFolder.delete(folder);
        }
      } catch (OverlappingFileLockException e) {
        LOG.debug("{} is of this process", folder);
      } catch (IOException e) {
        LOG.warn("copies of checkpoints that nobody needs stay in {}: {}", folder, e.getMessage());
      }
    }
  }

  /** A place for files that are not whole yet. */
  Path aside() {
    return root.resolve("." + UUID.randomUUID());
  }

  /** A trial that begins to run; its folder stays until it is released as often. */
  synchronized Copy begin(String study, int trial) {
    Copy copy = find(study, trial);
    idle.remove(copy.name);
    used.put(copy.name, copy);
    copy.users++;
    return copy;
  }

  /** A trial as it is. */
  synchronized Copy find(String study, int trial) {
    String name = study + "/trial-" + trial;
    Copy copy = used.get(name);
    if (copy == null) {
      copy = idle.get(name);
    }
    return copy == null ? new Copy(name, root.resolve(name)) : copy;
  }

  /** A trial that does not run any more. */
  void release(String study, int trial) {
    synchronized (this) {
      Copy copy = used.get(study + "/trial-" + trial);
      if (copy == null || --copy.users > 0) {
        return;
      }
      used.remove(copy.name);
      copy.idleBytes = size(copy.folder);
      idle.put(copy.name, copy);
      evict();
    }
  }

  private static long size(Path folder) {
    try {
      return LocalFolder.size(folder);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{} cannot be measured", folder, e);
      return 0;
    }
  }

  private void evict() {
    long sum = idle.values().stream().mapToLong(copy -> copy.idleBytes).sum();
    for (Copy copy : List.copyOf(idle.values())) {
      if (sum <= mostIdleBytes) {
        return;
      }
      // One that is being dropped goes by itself.
      if (copy.lock.tryLock()) {
        try {
          remove(copy);
        } catch (IOException e) {
          LOG.warn("the copy of a checkpoint in {} stays: {}", copy.folder, e.getMessage());
        } finally {
          copy.lock.unlock();
        }
      }
      idle.remove(copy.name);
      sum -= copy.idleBytes;
    }
  }

  /** Removes a trial's folder; who calls holds its lock. */
  synchronized void remove(Copy copy) throws IOException {
    LocalFolder.delete(copy.folder);
    idle.remove(copy.name);
    Path study = copy.folder.resolveSibling("").normalize();
    try (Stream<Path> others = Files.list(study)) {
      if (others.findAny().isPresent()) {
        return;
      }
    } catch (java.nio.file.NoSuchFileException gone) {
      return;
    }
    Files.deleteIfExists(study);
  }

  @Override
  public void close() throws IOException {
    LocalFolder.delete(root);
    lock.close();
  }
}
