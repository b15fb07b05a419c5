package io.cairn.server.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Lines of a screen of fixed size: too long ones are cut, and there are never too many. */
final class Lines {

  private final int width;
  private final int height;
  private final Look look;
  private final List<AttributedString> lines = new ArrayList<>();

  Lines(int width, int height, Look look) {
    this.width = width;
    this.height = height;
    this.look = look;
  }

  /** How many more have room. */
  int left() {
    return height - lines.size();
  }

  Lines add(AttributedString line) {
    if (left() > 0) {
      lines.add(Text.cut(line, width, look));
    }
    return this;
  }

  Lines add(String text, AttributedStyle style) {
    return add(new AttributedString(text, style));
  }

  Lines addAll(List<AttributedString> more) {
    more.forEach(this::add);
    return this;
  }

  Lines blank() {
    return add(AttributedString.EMPTY);
  }

  /** A line across the screen. */
  Lines banner(String left, String right) {
    return add(
        Text.ends(
            new AttributedString(" " + left, look.banner()),
            new AttributedString(right + " ", look.banner()),
            width,
            look.banner(),
            look));
  }

  /** Blank lines up to the last, which is this one. */
  Lines foot(AttributedString line) {
    while (left() > 1) {
      blank();
    }
    while (lines.size() >= Math.max(1, height)) {
      lines.remove(lines.size() - 1);
    }
    return add(line);
  }

  List<AttributedString> all() {
    return List.copyOf(lines);
  }

  /** Text with a faint word before it. */
  static AttributedString labelled(String label, String text, AttributedStyle style, Look look) {
    return new AttributedStringBuilder()
        .styled(look.faint(), label + " ")
        .styled(style, text)
        .toAttributedString();
  }
}
