package io.cairn.workers.s3;

import io.cairn.workers.node.FolderTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
 * Trials' folders on this machine, {@code CACHE/PROCESS/STUDY.trial-N}. Those of trials that run
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
    String name = UUID.randomUUID().toString();
    // Under a name that is left alone until the lock is held: one that starts at the same time
    // would take it for a leftover.
    Path fresh = Files.createDirectory(cache.resolve("." + name));
    FileChannel lock =
        FileChannel.open(
            fresh.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      lock.lock();
      Path root = Files.move(fresh, cache.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      return new LocalCopies(root.toRealPath(), lock, mostIdleBytes);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static void removeLeftovers(Path cache) throws IOException {
    List<Path> folders;
    try (Stream<Path> found = Files.list(cache)) {
      folders =
          found
              .filter(Files::isDirectory)
              .filter(folder -> !folder.getFileName().toString().startsWith("."))
              .toList();
    }
    for (Path folder : folders) {
      try (FileChannel other =
              FileChannel.open(
                  folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock free = other.tryLock()) {
        if (free != null) {
          FolderTree.delete(folder);
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

  /** Somebody begins to work with a trial; its folder stays until all have released it. */
  synchronized Copy begin(String study, int trial) {
    String name = name(study, trial);
    Copy known = idle.remove(name);
    Copy copy =
        used.computeIfAbsent(name, n -> known == null ? new Copy(n, root.resolve(n)) : known);
    copy.users++;
    return copy;
  }

  /** Flat, so that no folder of a study is left to tidy up; ids have no slashes. */
  private static String name(String study, int trial) {
    return study + ".trial-" + trial;
  }

  /** Somebody is done with a trial; nothing for one that nobody has. */
  synchronized void release(String study, int trial) {
    Copy copy = used.get(name(study, trial));
    if (copy == null || --copy.users > 0) {
      return;
    }
    used.remove(copy.name);
    if (Files.isDirectory(copy.folder, LinkOption.NOFOLLOW_LINKS)) {
      copy.idleBytes = size(copy.folder);
      idle.put(copy.name, copy);
      evict();
    }
  }

  private static long size(Path folder) {
    try {
      return FolderTree.size(folder);
    } catch (IOException e) {
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
      try {
        FolderTree.delete(copy.folder);
      } catch (IOException e) {
        LOG.warn("the copy of a checkpoint in {} stays: {}", copy.folder, e.getMessage());
      }
      idle.remove(copy.name);
      sum -= copy.idleBytes;
    }
  }

  @Override
  public void close() throws IOException {
    FolderTree.delete(root);
    lock.close();
  }
}
