package io.cairn.core.landscape.similarity;

/** A column as its model predicts it on a design, or why there is no model to speak of. */
sealed interface Modelled {

  /**
   * A model that predicts its own landscape.
   *
   * @param predictions on the design, of the whole model first, then without each fold
   */
  record Usable(ModelError error, double[][] predictions) implements Modelled {}

  /** No model, or a worthless one. */
  record Useless(String reason) implements Modelled {}
}
