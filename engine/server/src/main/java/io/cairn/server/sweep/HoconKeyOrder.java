package io.cairn.server.sweep;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The order in which a HOCON text names its keys, which the parser forgets: it keeps objects in
 * hash maps, yet the order of parameters is part of what a user declared.
 *
 * <p>Scans texts that the parser has accepted already, so it may be lenient: what it misses only
 * loses its place and goes to the end.
 */
final class HoconKeyOrder {

  static final String ROOT = "";

  private static final char SEPARATOR = '\u0000';
  private static final int MAX_INCLUDES = 50;

  private final Map<String, Integer> ranks = new HashMap<>();
  private int includes;

  static String join(String path, String key) {
    return path + SEPARATOR + key;
  }

  /** The place of a key among all keys; keys never seen come last. */
  int rank(String path, String key) {
    return ranks.getOrDefault(join(path, key), Integer.MAX_VALUE);
  }

  /** Notes the keys of a file and of what it includes. */
  void scan(String text, Path file) {
    new Scanner(text, file).object(ROOT);
  }

  private final class Scanner {
    private final String text;
    private final Path file;
    private int at;

    Scanner(String text, Path file) {
      this.text = text;
      this.file = file;
    }

    /** Up to and with the closing brace, or the end of the text. */
    void object(String path) {
      while (at < text.length()) {
        if (skipComment()) {
          continue;
        }
        char c = text.charAt(at);
        if (c == '}') {
          at++;
          return;
        }
        if (Character.isWhitespace(c) || c == ',' || c == '{') {
          at++; // A brace here is the one around a whole file.
        } else if (!include(path)) {
          entry(path);
        }
      }
    }

    private void entry(String path) {
      int before = at;
      value(key(path));
      if (at == before) {
        at++; // Nothing that an accepted text can hold; moving on keeps the scan finite.
      }
    }

    private String key(String path) {
      String whole = path;
      StringBuilder segment = new StringBuilder();
      int quotedTo = 0;
      while (at < text.length() && "=:{\n+}".indexOf(text.charAt(at)) < 0) {
        char c = text.charAt(at);
        if (c == '"') {
          segment.append(quoted());
          quotedTo = segment.length();
        } else if (c == '.') {
          whole = note(whole, segment, quotedTo);
          segment.setLength(0);
          quotedTo = 0;
          at++;
        } else {
          segment.append(c);
          at++;
        }
      }
      return note(whole, segment, quotedTo);
    }

    /** Spaces beside a key do not belong to it, unless they were quoted. */
    private String note(String path, StringBuilder segment, int quotedTo) {
      int end = segment.length();
      while (end > quotedTo && Character.isWhitespace(segment.charAt(end - 1))) {
        end--;
      }
      String kept = segment.substring(0, end);
      String joined = join(path, quotedTo > 0 ? kept : kept.strip());
      ranks.putIfAbsent(joined, ranks.size());
      return joined;
    }

    private void value(String path) {
      while (at < text.length() && "=:+ \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      while (at < text.length() && !skipComment()) {
        char c = text.charAt(at);
        if (c == '\n' || c == ',' || c == '}' || c == ']') {
          return;
        }
        element(c, path);
      }
    }

    private void element(char c, String path) {
      if (c == '"') {
        quoted();
      } else if (text.startsWith("${", at)) {
        int end = text.indexOf('}', at);
        at = end < 0 ? text.length() : end + 1;
      } else if (c == '{') {
        at++;
        object(path);
      } else if (c == '[') {
        at++;
        list(path);
      } else {
        at++;
      }
    }

    private void list(String path) {
      int index = 0;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (skipComment()) {
          continue;
        }
        if (c == ']') {
          at++;
          return;
        }
        if (Character.isWhitespace(c) || c == ',') {
          at++;
        } else {
          value(join(path, Integer.toString(index++)));
          at += at < text.length() && text.charAt(at) == '}' ? 1 : 0;
        }
      }
    }

    private boolean skipComment() {
      if (text.charAt(at) != '#' && !text.startsWith("//", at)) {
        return false;
      }
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
      return true;
    }

    private String quoted() {
      if (text.startsWith("\"\"\"", at)) {
        int end = text.indexOf("\"\"\"", at + 3);
        String content = end < 0 ? "" : text.substring(at + 3, end);
        at = end < 0 ? text.length() : end + 3;
        return content;
      }
      StringBuilder content = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        at += text.charAt(at) == '\\' ? 1 : 0;
        content.append(at < text.length() ? text.charAt(at) : ' ');
        at++;
      }
      at++;
      return content.toString();
    }

    private boolean include(String path) {
      if (!text.startsWith("include", at)) {
        return false;
      }
      int end = text.indexOf('\n', at);
      String line = text.substring(at, end < 0 ? text.length() : end);
      int open = line.indexOf('"');
      int close = line.indexOf('"', open + 1);
      boolean isInclude = line.matches("include\\s+(\"|[a-z]+\\().*") && close > open;
      if (!isInclude) {
        return false;
      }
      at += close + 1;
      while (at < text.length() && text.charAt(at) == ')') {
        at++;
      }
      follow(line.substring(open + 1, close), path);
      return true;
    }

    private void follow(String what, String path) {
      Path included = SweepIncluder.folder(file).resolve(what).normalize();
      if (++includes > MAX_INCLUDES) {
        return;
      }
      try {
        new Scanner(Document.text(included, what), included).object(path);
      } catch (InvalidSweepException alreadyReported) {
        // The includer has reported it when the text was parsed.
      }
    }
  }
}
