package io.cairn.server.journal;

/** A journal cannot be used. The message is a sentence for people; the cause is for the log. */
public final class CairnJournalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** With nothing beneath it. */
  public CairnJournalException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** With what it came from. */
  public CairnJournalException(String sentence, Throwable cause) {
    super(sentence, cause);
    this.sentence = sentence;
  }

  @Override
  public String getMessage() {
    return sentence;
  }
}
