package io.cairn.server.terminal;

import java.util.regex.Pattern;

/** Text of others made harmless for a terminal: one line, nothing in it but what is seen. */
public final class PlainText {

  /** Of ECMA-48: control sequences, command strings with their content, two-character escapes. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]"
              + "|(?:\u001b[\\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\\\|\u009c)"
              + "|\u001b[ -/]*[0-~]");

  private PlainText() {}

  /** The text without escape sequences, control and formatting characters; breaks become blanks. */
  public static String of(String text) {
    String left = SEQUENCE.matcher(text).replaceAll("");
    StringBuilder plain = new StringBuilder(left.length());
    left.codePoints().forEach(c -> append(plain, c));
    return plain.toString();
  }

  private static void append(StringBuilder plain, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL -> {
        if (c == '\t' || c == '\n' || c == '\r') {
          plain.append(' ');
        }
      }
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> plain.append(' ');
      // Formatting turns the direction of writing or joins characters into one of unknown width.
      case Character.FORMAT -> {}
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> plain.append('?');
      default -> {
        if (!isVariation(c)) {
          plain.appendCodePoint(c);
        }
      }
    }
  }

  /** Chooses another picture, perhaps of another width, for the character before it. */
  private static boolean isVariation(int c) {
    return c >= 0xfe00 && c <= 0xfe0f || c >= 0xe0100 && c <= 0xe01ef;
  }
}
