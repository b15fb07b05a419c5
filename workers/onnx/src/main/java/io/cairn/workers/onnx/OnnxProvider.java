package io.cairn.workers.onnx;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Answers evaluations by a surrogate: a network in ONNX form that was trained on recorded
 * evaluations and predicts metrics and cost of any configuration, as those of YAHPO Gym do
 * (Pfisterer et al., "YAHPO Gym – An Efficient Multi-Objective Multi-Fidelity Benchmark for
 * Hyperparameter Optimization", AutoML 2022).
 *
 * <p>The network takes two-dimensional tensors with one row for one configuration (int32, int64,
 * float or double), and gives one such tensor of floats or doubles. Settings: see {@link
 * OnnxSettings}.
 */
public final class OnnxProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "onnx";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    return OnnxSettings.read(settings);
  }
}
