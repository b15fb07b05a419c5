package io.cairn.workers.smile;

import io.cairn.workers.smile.data.Fold;
import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.model.InvalidOptionException;
import io.cairn.workers.smile.model.OptionValues;
import io.cairn.workers.smile.model.StoppedException;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Progress;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** Trains and measures configurations of one sweep. */
final class SmileEvaluator implements Evaluator {
  private final SmileSettings settings;

  /** Samples of whole folds, encoded once for all evaluations. */
  private final Map<Fold, Sample> whole = new IdentityHashMap<>();

  SmileEvaluator(SmileSettings settings) {
    this.settings = settings;
    for (Fold fold : settings.folds()) {
      whole.put(fold, Sample.of(settings.dataset(), fold, fold.size()));
    }
  }

  @Override
  public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {
    StopSignal stop = new StopSignal(progress);
    return new TrainingThread(stop, evaluation.timeLimit(), settings.grace())
        .run(() -> train(evaluation, progress, stop));
  }

  private Outcome train(Evaluation evaluation, Progress progress, StopSignal stop)
      throws IOException {
    try {
      OptionValues values = settings.options(evaluation.configuration());
      Training training =
          Training.start(
              settings,
              values,
              this::sample,
              fold -> settings.fidelity().rows(fold.size(), evaluation.to()),
              evaluation.seed());
      return settings.fidelity() == Fidelity.STAGES
          ? inStages(training, values, evaluation, progress, stop)
          : atOnce(training, values, evaluation, stop);
    } catch (InvalidOptionException e) {
      return failed(Outcome.Kind.ERROR, String.valueOf(e.getMessage()));
    } catch (StoppedException e) {
      return failed(Outcome.Kind.CANCELLED, "cancelled before it reached its level");
    } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
      // How Smile refuses what it cannot train with.
      return failed(
          Outcome.Kind.ERROR,
          settings.learner().name() + " could not be trained: " + e.getMessage());
    }
  }

  private Sample sample(Fold fold, int rows) {
    Sample all = whole.get(fold);
    return all != null && rows == fold.size() ? all : Sample.of(settings.dataset(), fold, rows);
  }

  private Outcome atOnce(
      Training training, OptionValues values, Evaluation evaluation, StopSignal stop) {
    int stages = settings.learner().stages().map(s -> values.integer(s.option())).orElse(1);
    return Outcome.Completed.at(evaluation.to(), training.advance(stages, stop));
  }

  private Outcome inStages(
      Training training,
      OptionValues values,
      Evaluation evaluation,
      Progress progress,
      StopSignal stop)
      throws IOException {
    Optional<ScoreFile> file =
        evaluation.checkpoints().map(folder -> new ScoreFile(folder, identity(values, evaluation)));
    int to = (int) Math.round(evaluation.to());
    // What the trial has reported already is behind it. Without a checkpoint of just that level,
    // training starts again from the beginning and passes there in silence.
    int from = (int) Math.round(evaluation.from());
    file.flatMap(ScoreFile::read)
        .filter(saved -> saved.stage() == from && training.resume(saved))
        .ifPresent(saved -> progress.log("went on from the checkpoint at " + saved.stage()));
    int min = Math.max(1, (int) Math.round(evaluation.resource().min()));
    for (int level : ReportLevels.between(from, to, min)) {
      boolean goOn = stop.report(level, training.advance(level, stop));
      if (level == to || !goOn) {
        save(file, training, level);
        return Outcome.Completed.at(level, Map.of());
      }
    }
    throw new AssertionError("the last level is always " + to);
  }

  private static void save(Optional<ScoreFile> file, Training training, int stage)
      throws IOException {
    Optional<ScoreFile.Saved> saved = training.save(stage);
    if (file.isPresent() && saved.isPresent()) {
      file.get().write(saved.get());
    }
  }

  /** What makes training the same: the same of this leads to the same scores at every stage. */
  private String identity(OptionValues values, Evaluation evaluation) {
    String option = settings.learner().stages().map(s -> s.option()).orElse("");
    return settings.fingerprint() + " " + values.textWithout(option) + " " + evaluation.seed();
  }

  private static Outcome failed(Outcome.Kind kind, String message) {
    return new Outcome.Failed(kind, message);
  }
}
