package io.cairn.workers.function;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Evaluates test functions.
 *
 * <h2>Settings</h2>
 *
 * <ul>
 *   <li>{@code function}: ackley, borehole, branin, currin, hartmann3, hartmann6, learning-curve,
 *       levy, rastrigin, rosenbrock, six-hump-camel or sphere.
 *   <li>{@code inputs}: the parameters that are its coordinates, in order; by default all of the
 *       sweep's. They are used as they are, so their ranges in the sweep should be the function's.
 *   <li>{@code noise}: standard deviation of normal noise on every value, a function of the
 *       evaluation's seed and the level; default 0.
 *   <li>{@code sleep}: how long one unit of resource takes; default 0. Without a fidelity, how long
 *       an evaluation takes.
 *   <li>{@code faults { crash = 0.1, hang = 0.01, nan = 0.05 }}: probabilities of what goes wrong
 *       about half way through an evaluation, a function of its id and attempt.
 * </ul>
 *
 * <p>Every function is a loss with its optimum at its least value; a sweep that maximises is given
 * the negative, and so finds the same point. The fidelity is the level's share of the resource's
 * maximum; at the maximum, and in sweeps without a fidelity, it is the function itself. Every unit
 * of resource is reported. Nothing is kept between evaluations, so they resume at any level.
 */
public final class FunctionProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "function";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    return new FunctionEvaluator(FunctionSettings.read(settings));
  }
}
