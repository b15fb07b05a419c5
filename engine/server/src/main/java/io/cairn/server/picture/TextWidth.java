package io.cairn.server.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide text will be, from the widths of Helvetica and with room for wider fonts, so that a
 * layout needs no font and is the same on every machine.
 */
final class TextWidth {
  private static final String NARROW = "iljtfrI.,:;|!'()[]/ -\u00a0";
  private static final String WIDE = "mwMWGOQ@%";
  private static final double ROOM = 1.16;

  private TextWidth() {}

  /** The width of a line of a size. */
  static double of(String text, double size) {
    double ems = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (NARROW.indexOf(c) >= 0) {
        ems += 0.31;
      } else if (WIDE.indexOf(c) >= 0) {
        ems += 0.84;
      } else {
        ems += Character.isUpperCase(c) ? 0.68 : c > 0x2E80 ? 1 : 0.555;
      }
    }
    return ROOM * size * ems;
  }

  /** The start of a text that fits, with an ellipsis where something is left out. */
  static String fit(String text, double size, double width) {
    if (of(text, size) <= width) {
      return text;
    }
    int length = text.length();
    while (length > 1 && of(text.substring(0, length) + "…", size) > width) {
      length--;
    }
    // Never between the halves of one character.
    if (Character.isHighSurrogate(text.charAt(length - 1)) && length > 1) {
      length--;
    }
    return text.substring(0, length) + "…";
  }

  /** Lines of whole words. */
  static List<String> wrap(String text, double size, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (line.length() > 0 && of(line + " " + word, size) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }
}
