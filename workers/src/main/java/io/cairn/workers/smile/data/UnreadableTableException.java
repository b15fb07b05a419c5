package io.cairn.workers.smile.data;

/** A file that cannot be read as a table; the message is a sentence without its subject. */
public final class UnreadableTableException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and the way out, to be read after the file's name
   */
  public UnreadableTableException(String message) {
    super(message);
  }
}
