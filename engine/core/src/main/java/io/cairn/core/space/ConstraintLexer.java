package io.cairn.core.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Cuts the text of a constraint into tokens; decides which dashes are part of a name. */
final class ConstraintLexer {
  /** What a token is. */
  enum Kind {
    WORD,
    PARAMETER,
    TEXT,
    NUMBER,
    SYMBOL,
    KEYWORD,
    END
  }

  /**
   * @param text a symbol, a keyword in lower case, or the name, text or digits without their quotes
   */
  record Token(Kind kind, String text, int position) {
    boolean is(String symbol) {
      return (kind == Kind.SYMBOL || kind == Kind.KEYWORD) && text.equals(symbol);
    }

    String shown() {
      return kind == Kind.END ? "the end" : "'" + text + "'";
    }
  }

  private static final List<String> KEYWORDS = List.of("and", "or", "not", "in", "true", "false");
  private static final List<String> SYMBOLS =
      List.of("==", "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",");

  private final String text;
  private final Predicate<String> declared;
  private final List<Token> tokens = new ArrayList<>();

  ConstraintLexer(String text, Predicate<String> declared) {
    this.text = text;
    this.declared = declared;
  }

  List<Token> tokens() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '`' || c == '"' || c == '\'') {
        at = quoted(at, c);
      } else if (isDigit(c)
          || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
        at = number(at);
      } else if (startsWord(c)) {
        at = word(at);
      } else {
        at = symbol(at);
      }
    }
    tokens.add(new Token(Kind.END, "", text.length()));
    return tokens;
  }

  private int quoted(int start, char quote) {
    int end = text.indexOf(quote, start + 1);
    if (end < 0) {
      throw new InvalidConstraintException(
          text, start, "this " + quote + " is never closed; add a second " + quote);
    }
    tokens.add(
        new Token(
            quote == '`' ? Kind.PARAMETER : Kind.TEXT, text.substring(start + 1, end), start));
    return end + 1;
  }

  private int number(int start) {
    int end = start;
    while (end < text.length()
        && (startsWord(text.charAt(end)) || isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      boolean exponent = text.charAt(end) == 'e' || text.charAt(end) == 'E';
      end++;
      if (exponent && end < text.length() && (text.charAt(end) == '-' || text.charAt(end) == '+')) {
        end++;
      }
    }
    String digits = text.substring(start, end);
    if (NumberText.parse(digits).isEmpty()) {
      throw new InvalidConstraintException(
          text,
          start,
          "'"
              + digits
              + "' is no number; put it in quotes if it is a value, in backticks if a parameter");
    }
    tokens.add(new Token(Kind.NUMBER, digits, start));
    return end;
  }

  private int word(int start) {
    int end = start + 1;
    while (end < text.length() && continuesWord(end)) {
      end++;
    }
    String word = text.substring(start, end);
    Optional<List<String>> parts =
        word.indexOf('-') < 0 || declared.test(word) ? Optional.empty() : parts(word);
    if (parts.isEmpty()) {
      addWord(word, start);
      return end;
    }
    int at = start;
    for (String part : parts.get()) {
      if (at > start) {
        tokens.add(new Token(Kind.SYMBOL, "-", at++));
      }
      addWord(part, at);
      at += part.length();
    }
    return end;
  }

  private void addWord(String word, int position) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (isDigit(word.charAt(0))) {
      tokens.add(new Token(Kind.NUMBER, word, position));
    } else if (KEYWORDS.contains(lower)) {
      tokens.add(new Token(Kind.KEYWORD, lower, position));
    } else {
      tokens.add(new Token(Kind.WORD, word, position));
    }
  }

  /**
   * The word as a difference of declared names and numbers, the longest possible name first; empty
   * if it is none.
   */
  private Optional<List<String>> parts(String word) {
    for (int dash = word.length(); dash > 0; dash = word.lastIndexOf('-', dash - 1)) {
      String head = word.substring(0, dash);
      boolean operand =
          declared.test(head) || (isDigit(head.charAt(0)) && NumberText.parse(head).isPresent());
      if (operand && dash == word.length()) {
        return Optional.of(List.of(head));
      }
      if (operand) {
        Optional<List<String>> rest = parts(word.substring(dash + 1));
        if (rest.isPresent()) {
          List<String> all = new ArrayList<>(List.of(head));
          all.addAll(rest.get());
          return Optional.of(all);
        }
      }
    }
    return Optional.empty();
  }

  private int symbol(int start) {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, start)) {
        tokens.add(new Token(Kind.SYMBOL, symbol, start));
        return start + symbol.length();
      }
    }
    char c = text.charAt(start);
    String way =
        switch (c) {
          case '&' -> "write and";
          case '|' -> "write or";
          case '!' -> "write not, or != to compare";
          case '%', '^' -> "only + - * / are known";
          case '{', '}' -> "write a list as [a, b]";
          default -> "put a name that holds it in backticks, a value in quotes";
        };
    throw new InvalidConstraintException(
        text, start, "'" + c + "' means nothing in a constraint; " + way);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean startsWord(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private boolean continuesWord(int at) {
    char c = text.charAt(at);
    if (startsWord(c) || Character.isDigit(c)) {
      return true;
    }
    boolean more = at + 1 < text.length();
    return (c == '-' || c == '.')
        && more
        && (startsWord(text.charAt(at + 1)) || Character.isDigit(text.charAt(at + 1)));
  }
}
