package io.cairn.server.exchange;

/** A store of another system that cannot be read; the message is a sentence with the way out. */
public final class UnreadableStoreException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnreadableStoreException(String sentence) {
    super(sentence);
  }
}
