package io.cairn.core.search;

/**
 * A fit of a method's model to what was known when it was asked for. It reads nothing that changes
 * and may run on any thread.
 */
@FunctionalInterface
public interface Refit {

  /** Fits; takes milliseconds to seconds. */
  Ready run();

  /** A fit that is done. */
  @FunctionalInterface
  interface Ready {
    /**
     * Hands it to the method, with all that happened since it was asked for. Called once, by the
     * method's owner.
     */
    void install();
  }
}
