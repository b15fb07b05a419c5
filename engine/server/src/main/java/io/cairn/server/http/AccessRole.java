package io.cairn.server.http;

/** What a token allows; each role may what those before it may. */
public enum AccessRole {
  /** Look. */
  VIEW,
  /** Submit, pause, resume, stop. */
  RUN,
  /** Drain workers. */
  ADMIN;

  boolean covers(AccessRole needed) {
    return compareTo(needed) >= 0;
  }
}
