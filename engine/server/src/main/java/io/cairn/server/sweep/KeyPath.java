package io.cairn.server.sweep;

/** How key paths are written in messages: names that hold dots and the like are quoted. */
final class KeyPath {

  private KeyPath() {}

  /** {@code parent.key}, or the key alone at the root. */
  static String join(String parent, String key) {
    return parent.isEmpty() ? quoted(key) : parent + "." + quoted(key);
  }

  /** {@code parent[index]}. */
  static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }

  static String quoted(String key) {
    boolean plain =
        !key.isEmpty()
            && key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    return plain ? key : "\"" + key.replaceAll("\\p{Cntrl}", "?") + "\"";
  }
}
