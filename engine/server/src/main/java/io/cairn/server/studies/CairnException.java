package io.cairn.server.studies;

/**
 * What was asked for is not done, with a sentence for the person who asked: what, the value, the
 * rule, the way out. Nothing was started and nothing is lost.
 */
public final class CairnException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why it is not done. */
  public enum Kind {
    /** What was given is wrong. */
    INVALID,
    /** It is right, and cannot be done now: locked, damaged, not found. */
    REFUSED
  }

  /** Without a trace: it is about what a person gave, not about a place in the code. */
  private CairnException(Kind kind, String sentence) {
    super(sentence, null, false, false);
    this.kind = kind;
  }

  /** What was given is wrong. */
  public static CairnException invalid(String sentence) {
    return new CairnException(Kind.INVALID, sentence);
  }

  /** It cannot be done now. */
  public static CairnException refused(String sentence) {
    return new CairnException(Kind.REFUSED, sentence);
  }

  /** Why it is not done. */
  public Kind kind() {
    return kind;
  }
}
