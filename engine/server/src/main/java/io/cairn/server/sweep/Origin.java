package io.cairn.server.sweep;

import java.util.OptionalInt;

/**
 * Where something is written.
 *
 * @param file name of the file as a person would say it
 * @param line line in it, from 1; empty where it is not known
 */
record Origin(String file, OptionalInt line) {

  static Origin of(String file) {
    return new Origin(file, OptionalInt.empty());
  }

  static Origin of(String file, int line) {
    return new Origin(file, line > 0 ? OptionalInt.of(line) : OptionalInt.empty());
  }
}
