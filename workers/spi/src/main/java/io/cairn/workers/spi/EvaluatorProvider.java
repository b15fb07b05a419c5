package io.cairn.workers.spi;

/**
 * One kind of worker, as named by {@code worker.type} in a sweep file.
 *
 * <p>Implementations are public, have a public no-argument constructor, and are listed in {@code
 * META-INF/services/io.cairn.workers.spi.EvaluatorProvider}. A provider holds no state: one serves
 * every sweep of the process, from any thread. Its constructor and {@link #type} do nothing else.
 */
public interface EvaluatorProvider {

  /**
   * The word for {@code worker.type}: lower case letters and digits with dashes between, 40 at
   * most, for example {@code process}. Always the same.
   */
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
   * node that runs it, where it has 30 seconds. Must not start anything that outlives {@link
   * Evaluator#close}, must not wait for a network, and must report <em>every</em> mistake in the
   * settings, not the first.
   *
   * @return an evaluator, never null
   * @throws InvalidSettingsException with one problem per mistake, each naming its key
   */
  Evaluator create(WorkerSettings settings) throws InvalidSettingsException;
}
