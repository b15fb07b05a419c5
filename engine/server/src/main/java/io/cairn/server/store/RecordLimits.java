package io.cairn.server.store;

/**
 * What the columns of the store hold; the database would say it less clearly, and to all at once.
 */
final class RecordLimits {

  private static final int LONGEST_ID = 512;
  private static final int LONGEST_MANIFEST = 1024;

  private RecordLimits() {}

  /** A persistence id that can be a key. */
  static String id(String persistenceId) {
    return require("persistence id", persistenceId, LONGEST_ID);
  }

  static String manifest(String manifest) {
    return require("manifest", manifest, LONGEST_MANIFEST);
  }

  private static String require(String what, String text, int longest) {
    if (text.length() > longest || text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "the "
              + what
              + " \""
              + text.substring(0, Math.min(text.length(), 80))
              + "\" must have at most "
              + longest
              + " characters, and no NUL among them; it has "
              + text.length());
    }
    return text;
  }
}
