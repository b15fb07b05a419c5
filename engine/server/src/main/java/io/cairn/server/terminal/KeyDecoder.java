package io.cairn.server.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Keys out of the characters that a terminal sends for them (ECMA-48, and what xterm does). */
final class KeyDecoder {

  /** No character came in time. */
  static final int NONE = -2;

  /** No character will ever come. */
  static final int END = -1;

  /** Characters of one key come at once; a person who presses Escape sends one alone. */
  private static final Duration WITHIN = Duration.ofMillis(40);

  private static final char INTERRUPT = '\u0003';
  private static final char ESCAPE = '\u001b';
  private static final int LONGEST = 16;

  /** Where characters come from. */
  interface Input {
    /** A UTF-16 unit, {@link #NONE} or {@link #END}. */
    int read(Duration patience) throws IOException;
  }

  private final Input input;

  KeyDecoder(Input input) {
    this.input = input;
  }

  /**
   * The next key, if one is pressed in time.
   *
   * @throws java.io.EOFException if none will ever be
   */
  Optional<Key> next(Duration patience) throws IOException {
    int c = input.read(patience);
    return switch (c) {
      case NONE -> Optional.empty();
      case END -> throw new java.io.EOFException("the terminal is gone");
      case '\r', '\n' -> Optional.of(Key.of(Key.Kind.ENTER));
      case INTERRUPT -> Optional.of(Key.of(Key.Kind.INTERRUPT));
      case ESCAPE -> Optional.of(escape());
      default ->
          Optional.of(
              c < ' ' || c == 127 ? Key.of(Key.Kind.OTHER) : new Key(Key.Kind.CHARACTER, (char) c));
    };
  }

  private Key escape() throws IOException {
    int c = input.read(WITHIN);
    if (c == NONE || c == END) {
      return Key.of(Key.Kind.ESCAPE);
    }
    if (c != '[' && c != 'O') {
      return Key.of(Key.Kind.OTHER);
    }
    StringBuilder parameters = new StringBuilder();
    while (parameters.length() < LONGEST) {
      int next = input.read(WITHIN);
      if (next < 0) {
        break;
      }
      if (next >= '@' && next <= '~') {
        return key((char) next, parameters.toString());
      }
      parameters.append((char) next);
    }
    return Key.of(Key.Kind.OTHER);
  }

  private static Key key(char last, String parameters) {
    return Key.of(
        switch (last) {
          case 'A' -> Key.Kind.UP;
          case 'B' -> Key.Kind.DOWN;
          case 'C' -> Key.Kind.RIGHT;
          case 'D' -> Key.Kind.LEFT;
          case 'H' -> Key.Kind.HOME;
          case 'F' -> Key.Kind.END;
          case 'M' -> Key.Kind.ENTER;
          case '~' ->
              switch (parameters) {
                case "1", "7" -> Key.Kind.HOME;
                case "4", "8" -> Key.Kind.END;
                case "5" -> Key.Kind.PAGE_UP;
                case "6" -> Key.Kind.PAGE_DOWN;
                default -> Key.Kind.OTHER;
              };
          default -> Key.Kind.OTHER;
        });
  }
}
