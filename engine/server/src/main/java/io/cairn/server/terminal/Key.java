package io.cairn.server.terminal;

/**
 * A key that was pressed.
 *
 * @param character of kind {@code CHARACTER} alone, a UTF-16 unit
 */
public record Key(Kind kind, char character) {

  /** What sort of key. */
  public enum Kind {
    /** One that writes something. */
    CHARACTER,
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    ESCAPE,
    /** Ctrl-C, of a terminal that makes no signal of it. */
    INTERRUPT,
    /** One that means nothing here. */
    OTHER
  }

  static Key of(Kind kind) {
    return new Key(kind, '\0');
  }

  static Key of(char character) {
    return new Key(Kind.CHARACTER, character);
  }

  boolean is(char wanted) {
    return kind == Kind.CHARACTER && Character.toLowerCase(character) == wanted;
  }
}
