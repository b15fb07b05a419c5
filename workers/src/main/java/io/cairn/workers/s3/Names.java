package io.cairn.workers.s3;

import java.util.ArrayList;
import java.util.List;

/** Names of files below a folder, with slashes between their parts. */
final class Names {

  private Names() {}

  /** Whether a name is one of something below the folder, by its text alone. */
  static boolean isInside(String name) {
    if (name.isEmpty() || name.indexOf('\0') >= 0) {
      return false;
    }
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a link's target is inside the folder: steps up first, not beyond the folder, then names
   * alone. A step up after a name could go through another link, and then leads elsewhere than the
   * text says.
   */
  static boolean pointsInside(String link, String target) {
    int depth = link.split("/", -1).length - 1;
    String rest = target;
    while (rest.equals("..") || rest.startsWith("../")) {
      depth--;
      rest = rest.substring(Math.min(3, rest.length()));
    }
    return depth >= 0 && (rest.isEmpty() ? !target.isEmpty() : isInside(rest));
  }

  /** The folders that a name is in, without the outermost. */
  static List<String> parents(String name) {
    List<String> parents = new ArrayList<>();
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      parents.add(name.substring(0, slash));
    }
    return parents;
  }
}
