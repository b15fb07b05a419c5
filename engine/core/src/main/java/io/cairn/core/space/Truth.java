package io.cairn.core.space;

/**
 * Kleene's three-valued logic. A comparison that touches an inactive parameter is unknown; unknown
 * does not forbid.
 *
 * <p>Kleene, S. C.: Introduction to Metamathematics, North-Holland, 1952, section 64 (strong
 * tables).
 */
public enum Truth {
  FALSE,
  UNKNOWN,
  TRUE;

  /** The truth of a decided statement. */
  public static Truth of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** The lesser of both: false if one is false. */
  public Truth and(Truth other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The greater of both: true if one is true. */
  public Truth or(Truth other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /** The opposite; unknown stays unknown. */
  public Truth not() {
    return switch (this) {
      case FALSE -> TRUE;
      case UNKNOWN -> UNKNOWN;
      case TRUE -> FALSE;
    };
  }
}
