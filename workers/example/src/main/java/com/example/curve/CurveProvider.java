package com.example.curve;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Fits a polynomial by stochastic gradient descent.
 *
 * <h2>Settings</h2>
 *
 * <ul>
 *   <li>{@code file}: a CSV file with a header line.
 *   <li>{@code x}, {@code y}: names of the two columns.
 *   <li>{@code validate-every}: each so-manieth row validates and is not trained on; default 5.
 * </ul>
 *
 * <p>Parameters of the sweep: {@code degree} (a whole number), {@code learning-rate}, {@code decay}
 * (optional). The resource counts passes over the rows. The metric is the mean squared error of the
 * validating rows, in units of y's standard deviation; it is reported at 1, 2, 4, 8, ... passes.
 */
public final class CurveProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "curve";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    return new CurveEvaluator(CurveSettings.read(settings));
  }
}
