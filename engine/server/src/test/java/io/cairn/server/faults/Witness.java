package io.cairn.server.faults;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import io.cairn.workers.spi.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Worker type {@code witness}: takes a while for each level, reports each, goes on from its
 * checkpoint, and notes every report that was acknowledged in a file of its node. Its loss is a
 * function of configuration and level, so that it does not matter who ran what how often.
 */
public final class Witness implements EvaluatorProvider {

  /** Names the file of the node. */
  static final String FILE = "cairn.test.witness";

  static final String TYPE = "witness";

  /** Its metric. */
  static final String METRIC = "loss";

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    if (settings.values().get("step-millis") instanceof Number step) {
      return new Witnessing(step.longValue(), Path.of(System.getProperty(FILE)));
    }
    throw new InvalidSettingsException(
        List.of(new InvalidSettingsException.Problem("step-millis", "must be a number")));
  }

  /** What a configuration has at a level: better with each, and ever closer to its best. */
  static double loss(Map<String, Object> configuration, double level) {
    double distance = 0;
    for (Object value : configuration.values()) {
      distance += Math.pow(((Number) value).doubleValue() - 1, 2);
    }
    return distance + 1 / level;
  }

  private record Witnessing(long stepMillis, Path file) implements Evaluator {

    @Override
    public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {
      Optional<Path> state = evaluation.checkpoints().map(folder -> folder.resolve("level"));
      double level = Math.min(evaluation.from(), read(state));
      while (level < evaluation.to()) {
        TimeUnit.MILLISECONDS.sleep(stepMillis);
        level++;
        if (state.isPresent()) {
          Files.writeString(state.get(), Double.toString(level));
        }
        double loss = loss(evaluation.configuration(), level);
        if (!progress.report(level, Map.of(METRIC, loss))) {
          break;
        }
        note(evaluation.study() + " " + evaluation.id().substring(1) + " " + level);
      }
      return progress.cancelled() && level < evaluation.to()
          ? new Outcome.Failed(Outcome.Kind.CANCELLED, "it was asked to end")
          : Outcome.Completed.at(level, Map.of());
    }

    /** Somebody who had the trial before may be writing it still: what is no number is nothing. */
    private static double read(Optional<Path> state) throws IOException {
      if (state.isEmpty()) {
        return 0;
      }
      try {
        String text = Files.readString(state.get());
        return text.isEmpty() ? 0 : Double.parseDouble(text);
      } catch (NoSuchFileException none) {
        return 0;
      }
    }

    private void note(String line) throws IOException {
      Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
