package io.cairn.workers.smile.model;

/** A value that a model cannot be trained with; the message is a sentence for a person. */
public final class InvalidOptionException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message which option, its value, the rule
   */
  public InvalidOptionException(String message) {
    super(message);
  }
}
