package io.cairn.workers.spi;

/**
 * Runs evaluations of one sweep on one node.
 *
 * <p>Threads: {@link #evaluate} is called on the thread of a slot, at the same time from as many
 * threads as the node has slots. An implementation may block in it. Cancelling: the node interrupts
 * the thread and {@link Progress#cancelled} turns true; the evaluator must then return within the
 * grace period or its slot is written off. Closing: {@link #close} is called when no evaluation
 * runs any more; calling it again does nothing.
 *
 * <p>Implementations extend the test suite {@code EvaluatorContract} of this module's test jar.
 */
public interface Evaluator extends AutoCloseable {

  /**
   * Runs {@code evaluation} from its {@code from} to its {@code to} resource.
   *
   * <p>Reports come from this call alone: none after it has returned. An evaluation that ends early
   * because it was cancelled is {@link Outcome.Kind#CANCELLED}; one whose report was answered with
   * false is {@link Outcome.Completed} at the level of that report. An evaluator that is
   * interrupted returns like that too, and may leave the thread's interrupt flag cleared.
   *
   * @param progress takes reports at any resource level on the way; its answer says whether to go
   *     on
   * @return what came of it; failures of user code are an {@link Outcome.Failed}, not an exception
   * @throws Exception anything thrown counts as a failure of this evaluation with the exception's
   *     text; the node and its other slots live on
   */
  Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception;

  /** Releases what {@link EvaluatorProvider#create} took. */
  @Override
  default void close() {}
}
