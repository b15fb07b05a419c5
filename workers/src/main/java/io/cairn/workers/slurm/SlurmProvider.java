package io.cairn.workers.slurm;

import io.cairn.workers.process.ProcessEvaluator;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Submits a job to Slurm for every evaluation and follows it.
 *
 * <p>The settings {@code command}, {@code environment}, {@code environment-from}, {@code
 * working-directory} and {@code results}, what the command is given and what it gives back are
 * those of {@link io.cairn.workers.process.ProcessProvider}. The worker's folder and the sweep's
 * have to be on storage that the compute nodes see under the same path. Further settings: {@code
 * partition}, {@code account}, {@code qos}, {@code constraint}, {@code time}, {@code cpus}, {@code
 * memory}, {@code gpus}, {@code options}, {@code template}, {@code poll}; see {@link
 * SlurmSettings}.
 *
 * <p>A slot of the worker is a job, waiting or running; waiting is not counted against the time
 * limit. A job is named after its evaluation and submitted with {@code --dependency=singleton}:
 * another attempt at the same evaluation ends the earlier one's job and starts after it.
 */
public final class SlurmProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "slurm";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    SlurmSettings read = SlurmSettings.read(settings);
    return new ProcessEvaluator(read.process(), new SlurmLauncher(read));
  }
}
