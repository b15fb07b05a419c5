package io.cairn.server.terminal;

import org.jline.utils.AttributedStyle;

/**
 * What the terminal can show. Colours are cyan and yellow alone, which people of every kind of
 * colour vision tell apart, and never carry a meaning that is not in words too.
 *
 * @param unicode whether blocks and other characters beyond ASCII arrive
 * @param colour whether colours are wanted
 */
public record Look(boolean unicode, boolean colour) {

  AttributedStyle plain() {
    return AttributedStyle.DEFAULT;
  }

  AttributedStyle strong() {
    return AttributedStyle.BOLD;
  }

  AttributedStyle faint() {
    return AttributedStyle.DEFAULT.faint();
  }

  /** A line across the screen. */
  AttributedStyle banner() {
    return AttributedStyle.INVERSE;
  }

  /** What goes well, and figures. */
  AttributedStyle good() {
    return colour ? AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN) : plain();
  }

  /** What wants attention. */
  AttributedStyle notable() {
    return colour ? AttributedStyle.BOLD.foreground(AttributedStyle.YELLOW) : strong();
  }

  /** Of a study in this state. */
  AttributedStyle state(String state) {
    return switch (state) {
      case "running" -> good();
      case "ended" -> strong();
      default -> notable();
    };
  }

  String ellipsis() {
    return unicode ? "…" : "...";
  }

  String separator() {
    return unicode ? " · " : " - ";
  }
}
