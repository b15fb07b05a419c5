package io.cairn.workers.container;

import io.cairn.workers.process.ProcessEvaluator;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Runs a command in a container for every evaluation.
 *
 * <p>The settings {@code command}, {@code environment}, {@code environment-from} and {@code
 * results}, what the command is given and what it gives back are those of {@link
 * io.cairn.workers.process.ProcessProvider}; paths are the same inside and outside. Further
 * settings: {@code image}, {@code runtime}, {@code entrypoint}, {@code working-directory}, {@code
 * mounts}, {@code network}, {@code user}, {@code cpus}, {@code memory}, {@code gpus}, {@code pull},
 * {@code init}, {@code options}; see {@link ContainerSettings}.
 *
 * <p>A cancelled container gets SIGTERM and, at the end of the grace period, SIGKILL; it is then
 * removed. One that a killed node left is removed by the next node with the same folder, or by
 * whoever runs the evaluation again on this machine. An engine that cannot start a container (no
 * image, no answer) makes the evaluation {@link io.cairn.workers.spi.Outcome.Kind#UNAVAILABLE}.
 */
public final class ContainerProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "container";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    ContainerSettings read = ContainerSettingsReader.read(settings);
    return new ProcessEvaluator(read.process(), new ContainerLauncher(read));
  }
}
