package io.cairn.server.remote;

/** A remote worker's request is refused for good: another process has its name, or it has left. */
public final class RemoteRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason for a person
   */
  public RemoteRefusedException(String reason) {
    super(reason);
  }
}
