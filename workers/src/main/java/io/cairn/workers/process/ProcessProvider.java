package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Runs a command of the user's for every evaluation.
 *
 * <h2>Settings</h2>
 *
 * <ul>
 *   <li>{@code command}: the program and its arguments, one list element each. Never a shell
 *       string: for a shell write {@code ["sh", "-c", "..."]}. Elements may hold placeholders:
 *       {@code {name}} of any parameter, {@code {from}}, {@code {to}}, the resource's name (the
 *       same as {@code {to}}), {@code {trial}}, {@code {attempt}}, {@code {evaluation}}, {@code
 *       {seed}}, {@code {checkpoint-dir}}, {@code {params-file}}, {@code {results-file}}. A
 *       parameter whose name is one of these words wins. {@code {{} and {@code }}} are literal
 *       braces.
 *   <li>{@code environment}: a map of further environment variables; they are stored with the
 *       study.
 *   <li>{@code environment-from}: names of variables that the command needs and that are set on the
 *       worker, credentials for example. They are not stored, and their values are blotted out of
 *       what the command writes. An evaluation where one of them is not set fails.
 *   <li>{@code working-directory}: default is the sweep's folder, to which it is relative.
 *   <li>{@code results}: {@code stdout} (default) or {@code file}.
 * </ul>
 *
 * <p>A placeholder without a value (a parameter that is inactive in this configuration, a
 * checkpoint folder in a sweep without checkpoints): an element that is only this placeholder is
 * left out together with a literal option directly before it ({@code "--rate", "{rate}"}), an
 * element that is an option with only this placeholder as its value is left out ({@code
 * "--rate={rate}"}), and anywhere else it becomes the empty text.
 *
 * <h2>What the command is given</h2>
 *
 * <p>Besides its arguments: the file {@code params.json} with {@code configuration} (active
 * parameters only), {@code from}, {@code to}, {@code resource}, {@code trial}, {@code attempt},
 * {@code evaluation}, {@code seed}, {@code checkpointDir}; and the environment variables {@code
 * CAIRN_PARAM_<NAME>} (upper case, anything but letters and digits as {@code _}; absent when
 * inactive), {@code CAIRN_FROM}, {@code CAIRN_TO}, {@code CAIRN_TRIAL}, {@code CAIRN_ATTEMPT},
 * {@code CAIRN_EVALUATION}, {@code CAIRN_SEED}, {@code CAIRN_CHECKPOINT_DIR}, {@code
 * CAIRN_PARAMS_FILE}, {@code CAIRN_RESULTS_FILE} (only with {@code results = file}). The seed is
 * from 0 to 2^31 - 1, a range that every library takes. Where evaluations are traced, {@code
 * TRACEPARENT} is what the command's own traces belong to; {@code environment} may set it
 * otherwise. Standard input is empty.
 *
 * <h2>What it gives back</h2>
 *
 * <p>One JSON object a line on standard output, or in the results file, which is read as it grows:
 * {@code {"epoch": 3, "val_accuracy": 0.91}}. A line is a result if it is a JSON object with the
 * resource's name as a key; without a fidelity, with the metric's name as a key, and then the last
 * such line counts. NaN, Infinity and -Infinity are taken bare or as texts. Further numbers are
 * further metrics; {@code cost} is what the evaluation has cost so far, in seconds. Everything else
 * is log. Levels must grow within one run of the command, and level 0 is ignored; starting again
 * from 1 instead of from a checkpoint is fine.
 *
 * <p>The evaluation is complete when the command ends with exit code 0 and has reported a level at
 * or beyond {@code to}. A command that has reported {@code to} and goes on reporting beyond it is
 * stopped.
 *
 * <h2>How it is stopped</h2>
 *
 * <p>SIGTERM to every process that the command started, also those that detached themselves, then
 * SIGKILL to what is left at the end of the grace period. The last quarter of the grace period (at
 * most two seconds) is kept for that. What a command leaves running when it ends by itself gets
 * SIGTERM, and SIGKILL after a second.
 */
public final class ProcessProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "process";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    return new ProcessEvaluator(ProcessSettings.read(settings));
  }
}
