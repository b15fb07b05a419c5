package io.cairn.server.cli;

import io.cairn.server.terminal.Figures;

/** Numbers as people read them in a terminal. */
final class Numbers {

  private Numbers() {}

  /** Four significant digits; whole numbers in full; powers of ten only far from 1. */
  static String brief(double value) {
    return Figures.brief(value);
  }

  /** A parameter's value: reals briefly, everything else as it is. */
  static String brief(Object value) {
    return value instanceof Double d ? brief(d.doubleValue()) : String.valueOf(value);
  }
}
