package io.cairn.workers.node;

import io.cairn.workers.spi.Evaluator;

/** Finds what runs the evaluations of a study on this node. */
@FunctionalInterface
public interface EvaluatorSource {

  /**
   * The evaluator of a study. Called on the thread of a slot, which it may block; from several at
   * once.
   *
   * @throws Exception if there can be none; fails the evaluation with the exception's text
   */
  Evaluator of(String study) throws Exception;
}
