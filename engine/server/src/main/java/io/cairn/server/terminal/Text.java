package io.cairn.server.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Text measured in the columns of a terminal, of which wide characters take two. */
final class Text {

  private Text() {}

  static int columns(String text) {
    return new AttributedString(text).columnLength();
  }

  /** At most so many columns of a text; what was cut off is hinted at. */
  static String cut(String text, int width, Look look) {
    AttributedString all = new AttributedString(text);
    if (all.columnLength() <= width) {
      return text;
    }
    String hint = look.ellipsis();
    return width <= hint.length()
        ? all.columnSubSequence(0, Math.max(0, width)).toString()
        : all.columnSubSequence(0, width - hint.length()) + hint;
  }

  /** A line of at most so many columns. */
  static AttributedString cut(AttributedString line, int width, Look look) {
    if (line.columnLength() <= width) {
      return line;
    }
    String hint = look.ellipsis();
    if (width <= hint.length()) {
      return line.columnSubSequence(0, Math.max(0, width));
    }
    return new AttributedStringBuilder()
        .append(line.columnSubSequence(0, width - hint.length()))
        .append(hint)
        .toAttributedString();
  }

  /** Exactly so many columns: cut, or filled with blanks on the left or on the right. */
  static String fill(String text, int width, boolean right, Look look) {
    String cut = cut(text, width, look);
    String blanks = " ".repeat(Math.max(0, width - columns(cut)));
    return right ? blanks + cut : cut + blanks;
  }

  /** A line across the whole width, something at either end; the left one has precedence. */
  static AttributedString ends(
      AttributedString left, AttributedString right, int width, AttributedStyle style, Look look) {
    AttributedString begin = cut(left, width, look);
    int gap = width - begin.columnLength() - right.columnLength();
    AttributedStringBuilder line = new AttributedStringBuilder().append(begin);
    if (gap < 2) {
      return line.style(style)
          .append(" ".repeat(width - begin.columnLength()))
          .toAttributedString();
    }
    return line.style(style).append(" ".repeat(gap)).append(right).toAttributedString();
  }

  /** Words on as many lines as it takes; a word longer than a line is cut. */
  static List<String> wrap(List<String> words, int width, String between, Look look) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      if (line.length() > 0 && columns(line + between + word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : between).append(cut(word, width, look));
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** Pieces on as many lines as it takes. */
  static List<AttributedString> flow(List<AttributedString> pieces, int width) {
    List<AttributedString> lines = new ArrayList<>();
    AttributedStringBuilder line = new AttributedStringBuilder();
    for (AttributedString piece : pieces) {
      if (line.length() > 0 && line.columnLength() + 2 + piece.columnLength() > width) {
        lines.add(line.toAttributedString());
        line = new AttributedStringBuilder();
      }
      line.append(line.length() == 0 ? "" : "  ").append(piece);
    }
    lines.add(line.toAttributedString());
    return lines;
  }
}
