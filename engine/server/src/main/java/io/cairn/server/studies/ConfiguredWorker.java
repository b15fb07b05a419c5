package io.cairn.server.studies;

import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.WorkerSection;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;

/** What a sweep names to evaluate its configurations. */
public final class ConfiguredWorker {

  private ConfiguredWorker() {}

  /**
   * Prepares it.
   *
   * @param types the kinds of worker that there are
   * @throws CairnException if the sweep names none, or one that is not there or does not take its
   *     settings
   */
  public static Evaluator of(Sweep sweep, WorkerTypes types) {
    if (!(sweep.worker() instanceof WorkerSection.Configured worker)) {
      throw CairnException.invalid(
          "the sweep has no worker section, so nothing here can run its evaluations; add one, or drive"
              + " it with cairn ask-tell");
    }
    try {
      return types
          .find(worker.type())
          .orElseThrow(() -> CairnException.refused(types.unknown(worker.type())))
          .create(worker.settings());
    } catch (InvalidSettingsException e) {
      throw CairnException.invalid(e.getMessage() + "; nothing was started.");
    }
  }
}
