package io.cairn.server.embedded;

import io.cairn.workers.spi.Evaluation;

/** What is optimised, as a function. Called from as many threads as there are slots. */
@FunctionalInterface
public interface ObjectiveFunction {

  /**
   * The value of the objective's metric, with {@link Evaluation#to} as the resource level.
   *
   * @return NaN and infinities count as diverged
   * @throws Exception anything thrown is a failure of this evaluation, with the exception's text
   */
  double value(Evaluation evaluation) throws Exception;
}
