package io.cairn.server.store;

/** The database cannot be used. The message is a sentence for people; the cause is for the log. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** With nothing beneath it. */
  public StoreException(String sentence) {
    super(sentence);
  }

  /** With what it came from. */
  public StoreException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
