package io.cairn.workers.process;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A process and everything it started.
 *
 * <p>Parenthood alone loses a process whose parent has ended, and a session loses one that opened a
 * session of its own. On Linux a process therefore belongs to the tree if it is the root, is in the
 * root's session, was started with the tree's token in its environment (which children inherit), or
 * has an ancestor that belongs. Only a process that has cleared its environment, opened a session
 * of its own and lost its parent gets away. Elsewhere it belongs if it was ever seen as a
 * descendant, which is what {@link #remember} is for.
 */
final class ProcessTree {

  private final long root;
  private final boolean ownSession;
  private final String token;
  private final Map<Long, ProcessHandle> seen = new LinkedHashMap<>();

  /**
   * @param root process id of the first process
   * @param ownSession whether the root leads a session
   * @param token text that is in the environment of the root and of no process outside of the tree
   */
  ProcessTree(long root, boolean ownSession, String token) {
    this.root = root;
    this.ownSession = ownSession;
    this.token = token;
  }

  /** The processes of the tree that are alive; without zombies where the system tells. */
  synchronized List<ProcessHandle> members() {
    if (ProcessTable.exists()) {
      return fromTable();
    }
    remember();
    return seen.values().stream().filter(ProcessHandle::isAlive).toList();
  }

  boolean isGone() {
    return members().isEmpty();
  }

  /**
   * Keeps today's descendants in mind, so that they are found after their parents have ended. Only
   * needed where {@link #needsRemembering}.
   */
  synchronized void remember() {
    ProcessHandle.of(root)
        .ifPresent(
            handle -> {
              seen.putIfAbsent(root, handle);
              handle.descendants().forEach(child -> seen.putIfAbsent(child.pid(), child));
            });
  }

  static boolean needsRemembering() {
    return !ProcessTable.exists();
  }

  private List<ProcessHandle> fromTable() {
    List<ProcessTable.Entry> entries = ProcessTable.read();
    Map<Long, List<Long>> children = new HashMap<>();
    Deque<Long> open = new ArrayDeque<>();
    long self = ProcessHandle.current().pid();
    for (ProcessTable.Entry entry : entries) {
      children.computeIfAbsent(entry.parent(), parent -> new ArrayList<>()).add(entry.pid());
      if (entry.pid() != self && belongs(entry)) {
        open.add(entry.pid());
      }
    }
    Set<Long> found = new HashSet<>();
    List<ProcessHandle> members = new ArrayList<>();
    while (!open.isEmpty()) {
      long pid = open.remove();
      if (pid != self && found.add(pid)) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        handle.ifPresent(members::add);
        open.addAll(children.getOrDefault(pid, List.of()));
      }
    }
    return members;
  }

  private boolean belongs(ProcessTable.Entry entry) {
    return entry.pid() == root
        || (ownSession && entry.session() == root)
        || ProcessTable.environmentHolds(entry.pid(), token);
  }

  /** Asks every process to end. */
  void terminate() {
    members().forEach(ProcessHandle::destroy);
  }

  /**
   * Ends every process by force, again and again until none is left, because a process may start
   * another between being listed and being ended.
   *
   * @return whether nothing is left; false after {@code patience}
   */
  boolean kill(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        List<ProcessHandle> members = members();
        if (members.isEmpty()) {
          return true;
        }
        if (System.nanoTime() > deadline) {
          return false;
        }
        members.forEach(ProcessHandle::destroyForcibly);
        try {
          Thread.sleep(5);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
