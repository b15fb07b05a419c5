package io.cairn.workers.smile.model;

/** Leads out of training that was told to stop; no failure, so it has no stack trace. */
public final class StoppedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StoppedException() {
    super("training was told to stop", null, false, false);
  }
}
