package io.cairn.server.remote;

/** A remote worker's request cannot be carried out now; sent again in some seconds it may be. */
public final class NotNowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason for a person
   */
  public NotNowException(String reason) {
    super(reason);
  }
}
