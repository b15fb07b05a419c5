package io.cairn.workers.kubernetes;

import io.cairn.workers.process.ProcessEvaluator;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Creates a pod for every evaluation and follows its log.
 *
 * <p>The settings {@code command}, {@code environment} and {@code results}, what the command is
 * given and what it gives back are those of {@link io.cairn.workers.process.ProcessProvider}, with
 * one difference: files are there only where {@code volume} names the claim on which the worker's
 * own folders lie. Without it results are log lines and a promoted trial starts from scratch.
 * Further settings: {@code image}, {@code template}, {@code context}, {@code namespace}, {@code
 * service-account}, {@code cpus}, {@code memory}, {@code gpus}, {@code labels}, {@code
 * node-selector}, {@code secrets}, {@code volume}, {@code poll}; see {@link KubernetesSettings}.
 *
 * <p>A pod is named after its evaluation: another attempt deletes the earlier one's pod first. What
 * the cluster takes away (evicted, preempted, a node that is gone) is {@link
 * io.cairn.workers.spi.Outcome.Kind#UNAVAILABLE}.
 */
public final class KubernetesProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "kubernetes";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    KubernetesSettings read = KubernetesSettings.read(settings);
    return new ProcessEvaluator(read.process(), new PodLauncher(read));
  }
}
