package io.cairn.workers.spi;

/**
 * Runs evaluations of one sweep on one node.
 *
 * <h2>Threads</h2>
 *
 * <p>{@link #evaluate} is called on the thread of a slot, at the same time from as many threads as
 * the node has slots, for different trials; two evaluations of one trial never run at once. It may
 * block and take as long as it needs. {@link #close} is called from any thread, when no evaluation
 * runs any more; calling it again does nothing. Threads that an evaluation starts end with it, and
 * those that the evaluator has for all evaluations end in {@link #close}. Nothing may be shared by
 * way of static variables that matters to a result: another sweep has an evaluator of its own in
 * the same process.
 *
 * <h2>Cancelling</h2>
 *
 * <p>An evaluation is asked to end in three ways, of which any may come first: a report is answered
 * with false; {@link Progress#cancelled} turns true; the thread is interrupted. It must then return
 * within {@link WorkerSettings#grace}. One that does not is written off: its slot is given to
 * another evaluation, and its thread is left running, which costs the node until it ends. Code that
 * neither blocks nor reports for long should ask {@link Progress#cancelled} every second or so.
 *
 * <p>An evaluation that ends early because a report was answered with false is {@link
 * Outcome.Completed} at the level of that report; one that was cancelled is {@link Outcome.Failed}
 * of kind {@link Outcome.Kind#CANCELLED}, which is charged to nobody. The thread's interrupt flag
 * may be left cleared.
 *
 * <h2>Time</h2>
 *
 * <p>Where {@link Evaluation#timeLimit} is present, an evaluation ends itself when it has passed,
 * as {@link Outcome.Failed} of kind {@link Outcome.Kind#TIME_LIMIT}. The node waits for twice the
 * grace period longer, and then writes it off.
 *
 * <h2>Checkpoints</h2>
 *
 * <p>An evaluation whose {@link Evaluation#from} is 0 starts from scratch, whatever lies in its
 * checkpoint folder. One above 0 goes on from what the trial's last evaluation left there, on this
 * machine or on another one. If nothing usable is there it starts from scratch, and passes the
 * levels up to {@code from} once more, reporting them or not. A checkpoint is written before the
 * evaluation returns, also when it was stopped or cancelled, and in such a way that a process that
 * is killed in the middle leaves the one before it: into another file, then renamed. Cairn moves
 * the folder's files and deletes the folder when the trial is over; what they hold is the
 * evaluator's business. An evaluator that computes each level anew need not keep anything.
 *
 * <p>Implementations extend the tests of {@code io.cairn.workers.contract.EvaluatorContract}, in
 * the artifact {@code cairn-worker-contract}, which hold these rules.
 */
public interface Evaluator extends AutoCloseable {

  /**
   * Runs {@code evaluation} from its {@code from} to its {@code to} resource.
   *
   * <p>Reports come from this call alone: none after it has returned, which would be dropped.
   *
   * @param progress takes reports at any resource level on the way; its answer says whether to go
   *     on
   * @return what came of it, never null; failures of user code are an {@link Outcome.Failed}, not
   *     an exception. A result that cannot be used (without the objective's metric, with values
   *     that are no numbers, beyond the bounds of {@link Progress#report}) is a failure of kind
   *     {@link Outcome.Kind#BAD_RESULT}
   * @throws Exception anything thrown, errors included, counts as a failure of this evaluation with
   *     the exception's text; the node and its other slots live on. The exception itself stays on
   *     the node: its class need not be known, nor serialisable, anywhere else
   */
  Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception;

  /**
   * Releases what {@link EvaluatorProvider#create} took, within ten seconds: no thread, process or
   * open file of it may be left.
   */
  @Override
  default void close() {}
}
