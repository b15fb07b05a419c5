package io.cairn.workers.remote;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Evaluations for workers that take them from a server over HTTP.
 *
 * <h2>Settings</h2>
 *
 * <ul>
 *   <li>{@code kind}: only workers that say they run this kind are asked; by default those that
 *       name none.
 *   <li>{@code settings}: a section that each evaluation brings to its worker as a JSON object; up
 *       to {@value RemoteSettings#MOST_CHARACTERS} characters.
 * </ul>
 */
public final class RemoteProvider implements EvaluatorProvider {

  /** The word for {@code worker.type}. */
  public static final String TYPE = "remote";

  /** Why no slot of this program runs them. */
  public static final String ELSEWHERE =
      "evaluations of worker type remote are run by workers that take them over HTTP; hand the sweep"
          + " in with `cairn submit` and start such workers beside a `cairn server`";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public boolean runsHere() {
    return false;
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    RemoteSettings.read(settings);
    return (evaluation, progress) -> new Outcome.Failed(Outcome.Kind.UNAVAILABLE, ELSEWHERE);
  }

  /**
   * What a worker must offer to be asked for a sweep's evaluations.
   *
   * @param kind {@code worker.kind} of the sweep; empty if it names none
   */
  public static String offered(String kind) {
    return kind.isEmpty() ? TYPE : TYPE + "/" + kind;
  }
}
