package io.cairn.server.http;

/** What a token allows; each role may what those before it may, but for {@link #WORK}. */
public enum AccessRole {
  /** Take evaluations, and report on them; nothing else, and so not look. */
  WORK,
  /** Look. */
  VIEW,
  /** Submit, pause, resume, stop; work. */
  RUN,
  /** Drain workers. */
  ADMIN;

  boolean covers(AccessRole needed) {
    return needed == WORK ? this != VIEW : this != WORK && compareTo(needed) >= 0;
  }
}
