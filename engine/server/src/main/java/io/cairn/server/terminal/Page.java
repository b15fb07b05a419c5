package io.cairn.server.terminal;

/** Something that fills a screen and listens to keys. Used from one thread. */
public interface Page extends AutoCloseable {

  /** What follows from a key. */
  sealed interface Turn {}

  /** It stays. */
  record Stay() implements Turn {}

  /** It gives way to the one below. */
  record Leave() implements Turn {}

  /** Another one comes above it. */
  record Open(Page page) implements Turn {}

  /** How it looks now. */
  Screen draw(int width, int height);

  /** Grows whenever it looks different. */
  long version();

  Turn on(Key key);

  /** Whether there is nothing more to see. */
  default boolean isOver() {
    return false;
  }

  /** It is not shown any more. */
  @Override
  default void close() {}
}
