package io.cairn.workers.table;

import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;

/**
 * Replays a recorded landscape.
 *
 * <h2>The table</h2>
 *
 * <p>CSV (RFC 4180, comma, UTF-8) with a header, plain or gzipped. A row is one configuration at
 * one resource level. Columns: one for every parameter of the sweep, named like it, empty where it
 * is inactive; one named like the resource, if the sweep has a fidelity; one named like the metric
 * (NaN and infinities are allowed); and {@code cost}, the seconds from scratch to this level, which
 * may be missing. Other columns are ignored. {@code cairn landscape import} reads the same. A
 * parameter column whose cells are all numbers is numeric, any other is text.
 *
 * <h2>Settings</h2>
 *
 * <ul>
 *   <li>{@code landscape}: the file, relative to the sweep's folder.
 *   <li>{@code nearest}: what happens to a configuration that is not recorded up to the level that
 *       is asked for. {@code true} (default): the nearest that is recorded so far stands in, and
 *       the evaluation's log says so. {@code false}: the evaluation fails.
 *   <li>{@code speed}: {@code instant} (default): nothing waits, and costs are as recorded. A
 *       number: recorded time passes so many times as fast; 1 is real time.
 *   <li>{@code metrics}: columns that are reported as further metrics.
 * </ul>
 *
 * <p>Distance, for {@code nearest}: the mean over the parameters of the squared difference, where a
 * numeric column is scaled to width 1 (by logarithm if it is positive and spans a factor of 1000 or
 * more), and different texts or different activity count 1. The earlier row wins a tie.
 *
 * <p>Every recorded level above {@code from} up to {@code to} is reported. A level between two
 * recorded ones has the value of the lower one. The cost of an evaluation is the recorded cost at
 * its end less that at its start; where recorded costs fall with the level, the highest so far
 * counts.
 */
public final class TableProvider implements EvaluatorProvider {

  @Override
  public String type() {
    return "table";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    return TableSettings.read(settings);
  }
}
