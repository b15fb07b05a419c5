package io.cairn.workers.node;

/** A report says more than a message may hold. */
final class OversizedMetricsException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String sentence;

  OversizedMetricsException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}
