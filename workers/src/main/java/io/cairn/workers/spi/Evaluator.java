package io.cairn.workers.spi;

/**
 * Runs evaluations of one sweep on one node.
 *
 * <p>Threads: {@link #evaluate} is called on the thread of a slot, at the same time from as many
 * threads as the node has slots. An implementation may block in it. Cancelling: the node interrupts
 * the thread and {@link Progress#cancelled} turns true; the evaluator must then return within the
 * grace period or its slot is written off. Closing: {@link #close} is called once, when no
 * evaluation runs any more.
 */
public interface Evaluator extends AutoCloseable {

  /**
   * Runs {@code evaluation} from its {@code from} to its {@code to} resource.
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
