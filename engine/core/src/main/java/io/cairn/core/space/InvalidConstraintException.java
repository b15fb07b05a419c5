package io.cairn.core.space;

/**
 * A constraint that cannot be read, or that does not fit its space; the message ends with the text
 * and a caret below the place.
 */
public final class InvalidConstraintException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int position;

  InvalidConstraintException(String text, int position, String problem) {
    super(problem + "\n  " + onOneLine(text) + "\n  " + " ".repeat(position) + "^");
    this.position = position;
  }

  private static String onOneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.chars().forEach(c -> line.append(Character.isISOControl(c) ? ' ' : (char) c));
    return line.toString();
  }

  /** Offset into the text, counted from 0; the length of the text when its end came too early. */
  public int position() {
    return position;
  }
}
