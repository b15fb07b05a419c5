package io.cairn.server.sweep;

/** What a sweep is read for, which decides how much of it must be there. */
public enum Purpose {
  /** Running it: everything is needed and checked, the worker section too. */
  RUN,
  /** Showing what would run: as for running, but the worker section may be missing. */
  PLAN,
  /** An outside loop evaluates: the worker section is not looked at. */
  ASK_TELL,
  /**
   * A study that exists already: what it decides by, without its worker, whose files may be gone.
   */
  STORED,
  /** Describing a table of results: objective, space and fidelity are enough. */
  SPACE;

  boolean needsWorker() {
    return this == RUN;
  }

  boolean checksWorker() {
    return this == RUN || this == PLAN;
  }

  /** Whether the study must be able to end. */
  boolean needsBudget() {
    return this != SPACE;
  }
}
