package io.cairn.server.journal;

/**
 * The bytes of a record are not the bytes that were written, or were written by a later version.
 * The message is a sentence that says which.
 */
public final class CorruptRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CorruptRecordException(String sentence) {
    super(sentence);
  }

  CorruptRecordException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
