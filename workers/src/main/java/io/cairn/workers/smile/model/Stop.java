package io.cairn.workers.smile.model;

/** Says whether training should end before it is done. */
@FunctionalInterface
public interface Stop {

  /** Whether to end. Called often and from any thread. */
  boolean requested();

  /**
   * Returns if training may go on.
   *
   * @throws StoppedException if not
   */
  default void check() {
    if (requested()) {
      throw new StoppedException();
    }
  }
}
