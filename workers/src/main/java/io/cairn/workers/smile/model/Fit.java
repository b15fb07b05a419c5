package io.cairn.workers.smile.model;

/** A model in training. Used by one thread. */
public interface Fit {

  /**
   * Trains on.
   *
   * @param stage the stage to reach: not below the last one, at least 1
   * @param stop asked as often as training allows
   * @throws StoppedException if {@code stop} says so
   */
  void advance(int stage, Stop stop);

  /** What the model now predicts for the validation rows. */
  Predictions validation();

  /** A fit whose whole state is numbers, so that it can be left and taken up again exactly. */
  interface Resumable extends Fit {

    /** The state after the last stage; a copy. */
    double[] state();

    /**
     * Takes up the state of a fit of the same model, values, seed and sample.
     *
     * @param stage the stage that the state was taken after
     * @throws IllegalArgumentException if the state has another length
     */
    void restore(int stage, double[] state);
  }
}
