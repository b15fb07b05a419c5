package io.cairn.workers.process;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Values that a command is given and that nobody else may read. What it writes is stored with the
 * study, so they are blotted out there: a program that fails often prints what it was called with.
 */
final class Secrets {

  /** Shorter values are words such as "on" that stand everywhere. */
  private static final int SHORTEST = 6;

  private static final String BLOT = "******";

  private final List<String> values;

  private Secrets(List<String> values) {
    this.values = values;
  }

  /**
   * Those of an evaluation.
   *
   * @param names of variables
   * @param environment of this process
   */
  static Secrets of(List<String> names, Map<String, String> environment) {
    List<String> values = new ArrayList<>();
    for (String name : names) {
      String value = environment.getOrDefault(name, "");
      if (value.length() >= SHORTEST) {
        values.add(value);
      }
    }
    // The longest first: one may be a part of another.
    values.sort(Comparator.comparingInt(String::length).reversed());
    return new Secrets(values);
  }

  /** The text without them. */
  String blotOut(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, BLOT);
    }
    return clean;
  }
}
