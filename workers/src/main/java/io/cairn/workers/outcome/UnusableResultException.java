package io.cairn.workers.outcome;

/** A result that cannot be told to anybody, with the rule that it breaks. */
public final class UnusableResultException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String sentence;

  UnusableResultException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}
