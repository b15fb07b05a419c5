package io.cairn.server.cluster;

/** Something cannot be had at this place; the message says where it can. */
public final class NotHereException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Why not.
   *
   * @param message a sentence for people
   */
  public NotHereException(String message) {
    super(message);
  }
}
