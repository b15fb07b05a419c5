package io.cairn.workers.jvm;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Runs a class of the user's for every evaluation.
 *
 * <p>What {@code class} and {@code method} name decides how:
 *
 * <ul>
 *   <li>a class that implements {@link Evaluator}, with a public constructor that takes {@link
 *       WorkerSettings} or nothing: in the node's process, through a class loader of its own.
 *       {@code options} are the values of the settings that it is given.
 *   <li>a {@code public static} method that takes a {@code Map<String, Object>} (the active
 *       parameters), or that and a {@code double} (the level to go to), and returns a number (the
 *       metric) or a {@code Map<String, ? extends Number>} (the metric and further ones): in the
 *       node's process, or with {@code isolated = true} in a JVM of its own.
 *   <li>{@code main}, which is also what counts where no {@code method} is named: always in a JVM
 *       of its own; {@code arguments}, {@code environment}, {@code environment-from} and {@code
 *       results} are as those of {@link io.cairn.workers.process.ProcessProvider}, and so are the
 *       lines that it prints.
 * </ul>
 *
 * <p>Further settings: {@code class-path}, {@code java}, {@code jvm-options}; see {@link
 * JvmSettings}.
 */
public final class JvmProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "jvm";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    return JvmSettings.read(settings).evaluator();
  }
}
