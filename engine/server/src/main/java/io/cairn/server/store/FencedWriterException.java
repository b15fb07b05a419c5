package io.cairn.server.store;

/**
 * Another writer has written on behalf of the same entity: this one was replaced and can persist
 * nothing. The message is a sentence that says who wrote what.
 */
public final class FencedWriterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FencedWriterException(String sentence) {
    super(sentence);
  }
}
