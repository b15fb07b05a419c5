package io.cairn.server.cluster;

/** A sweep that cannot become a study; the message has every mistake. */
public final class RefusedSweepException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Refused for a reason. */
  public RefusedSweepException(String reason) {
    super(reason);
  }
}
