package io.cairn.workers.spi;

/**
 * One kind of worker, as named by {@code worker.type} in a sweep file.
 *
 * <p>Implementations are public, have a public no-argument constructor, and are listed in {@code
 * META-INF/services/io.cairn.workers.spi.EvaluatorProvider}. A provider holds no state.
 */
public interface EvaluatorProvider {

  /** The word for {@code worker.type}, lower case with dashes, for example {@code process}. */
  String type();

  /**
   * Whether slots of this program run such evaluations. If not, others do, and an evaluator is made
   * only to check the settings of a sweep.
   */
  default boolean runsHere() {
    return true;
  }

  /**
   * Checks the worker settings of a sweep and prepares an evaluator for them.
   *
   * <p>Called once when a sweep is checked (the evaluator is closed again at once) and once per
   * node that runs it. Must not start anything that outlives {@link Evaluator#close}, must not wait
   * for a network, and must report <em>every</em> mistake in the settings, not the first.
   *
   * @throws InvalidSettingsException with one problem per mistake, each naming its key
   */
  Evaluator create(WorkerSettings settings) throws InvalidSettingsException;
}
