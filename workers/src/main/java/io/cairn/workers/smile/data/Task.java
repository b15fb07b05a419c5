package io.cairn.workers.smile.data;

import java.util.Locale;

/** What is predicted. */
public enum Task {
  /** One of a few classes. */
  CLASSIFICATION,
  /** A number. */
  REGRESSION;

  /** The word of the sweep file. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
