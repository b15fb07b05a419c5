package io.cairn.server.remote;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which process has a worker's name. A session that comes later takes the place of the one before
 * it; a request of that one may still be on its way, and must not take the place back, so those
 * that were superseded are remembered.
 *
 * <p>Sessions are drawn by chance and say nothing of their order. What is remembered is lost when
 * another coordinator takes the worker up; a request that was delayed for so long takes the place,
 * and the worker draws another session.
 */
final class Sessions {

  /** Superseded ones that are remembered. */
  private static final int MOST = 256;

  /** What a session is. */
  enum Standing {
    /** It has the name. */
    CURRENT,
    /** Nobody has heard of it. */
    NEW,
    /** Another came after it, or it has left. */
    SUPERSEDED
  }

  private final Set<String> superseded = new LinkedHashSet<>();
  private String current = "";

  Standing of(String session) {
    if (session.equals(current)) {
      return Standing.CURRENT;
    }
    return superseded.contains(session) ? Standing.SUPERSEDED : Standing.NEW;
  }

  /** Whether somebody has the name. */
  boolean isTaken() {
    return !current.isEmpty();
  }

  /** A session has the name from now on. */
  void begin(String session) {
    leave();
    current = session;
  }

  /** Whoever has the name gives it up. */
  void leave() {
    if (isTaken()) {
      superseded.add(current);
      current = "";
    }
    Iterator<String> oldest = superseded.iterator();
    while (superseded.size() > MOST) {
      oldest.next();
      oldest.remove();
    }
  }
}
