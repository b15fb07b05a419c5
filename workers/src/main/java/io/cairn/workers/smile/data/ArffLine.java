package io.cairn.workers.smile.data;

import java.util.ArrayList;
import java.util.List;

/** Takes lines of an ARFF file apart: quotes are single or double, backslash escapes. */
final class ArffLine {
  private final String text;
  private final int number;
  private int at;

  private ArffLine(String text, int number) {
    this.text = text;
    this.number = number;
  }

  /** An attribute's name and the rest of its declaration. */
  static List<String> words(String declaration, int number) throws UnreadableTableException {
    ArffLine line = new ArffLine(declaration, number);
    String name = line.token(" \t{");
    String rest = declaration.substring(line.at).strip();
    if (rest.isEmpty()) {
      throw line.broken("attribute '" + name + "' has no type");
    }
    return List.of(name, rest);
  }

  /** The values of a nominal attribute's set in braces. */
  static List<String> set(String braces, int number) throws UnreadableTableException {
    int end = braces.lastIndexOf('}');
    if (end < 0) {
      throw new ArffLine(braces, number).broken("the set of values has no closing brace");
    }
    return values(braces.substring(1, end), number).stream().distinct().toList();
  }

  /** Comma separated values. */
  static List<String> values(String text, int number) throws UnreadableTableException {
    ArffLine line = new ArffLine(text, number);
    List<String> values = new ArrayList<>();
    do {
      values.add(line.token(","));
    } while (line.next());
    return values;
  }

  /** Steps over the delimiter after a token; false at the end of the line. */
  private boolean next() {
    return at++ < text.length();
  }

  private String token(String delimiters) throws UnreadableTableException {
    skipSpaces();
    StringBuilder token = new StringBuilder();
    if (at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')) {
      quoted(token);
      skipSpaces();
      if (at < text.length() && delimiters.equals(",") && text.charAt(at) != ',') {
        throw broken("there is more text after a closing quote");
      }
      return token.toString();
    }
    while (at < text.length() && delimiters.indexOf(text.charAt(at)) < 0) {
      token.append(text.charAt(at++));
    }
    return token.toString().strip();
  }

  private void quoted(StringBuilder token) throws UnreadableTableException {
    char quote = text.charAt(at++);
    while (at < text.length() && text.charAt(at) != quote) {
      if (text.charAt(at) == '\\' && at + 1 < text.length()) {
        at++;
      }
      token.append(text.charAt(at++));
    }
    if (at++ >= text.length()) {
      throw broken("a quote is not closed");
    }
  }

  private void skipSpaces() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private UnreadableTableException broken(String what) {
    return new UnreadableTableException("is no ARFF in line " + number + ": " + what);
  }
}
