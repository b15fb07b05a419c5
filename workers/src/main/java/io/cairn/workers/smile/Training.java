package io.cairn.workers.smile;

import io.cairn.workers.smile.data.Fold;
import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.model.Fit;
import io.cairn.workers.smile.model.InvalidOptionException;
import io.cairn.workers.smile.model.Metrics;
import io.cairn.workers.smile.model.OptionValues;
import io.cairn.workers.smile.model.Seeds;
import io.cairn.workers.smile.model.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/** One configuration in training on every fold at once, so that it can be measured at any stage. */
final class Training {
  private final List<Fold> folds;
  private final List<Sample> samples;
  private final List<Fit> fits;

  private Training(List<Fold> folds, List<Sample> samples, List<Fit> fits) {
    this.folds = folds;
    this.samples = samples;
    this.fits = fits;
  }

  /**
   * Prepares the fits.
   *
   * @param rows number of training rows of a fold
   * @param sampled makes the sample of a fold and a number of rows
   * @throws InvalidOptionException if the values do not go together or not with the data
   */
  static Training start(
      SmileSettings settings,
      OptionValues values,
      BiFunction<Fold, Integer, Sample> sampled,
      ToIntFunction<Fold> rows,
      long seed)
      throws InvalidOptionException {
    List<Sample> samples = new ArrayList<>();
    List<Fit> fits = new ArrayList<>();
    for (int i = 0; i < settings.folds().size(); i++) {
      Fold fold = settings.folds().get(i);
      Sample sample = sampled.apply(fold, rows.applyAsInt(fold));
      samples.add(sample);
      fits.add(settings.learner().start(sample, values, Seeds.derive(seed, i)));
    }
    return new Training(settings.folds(), samples, fits);
  }

  /** Trains every fold up to a stage and measures: the mean over folds of each metric. */
  Map<String, Double> advance(int stage, Stop stop) {
    List<Map<String, Double>> metrics = new ArrayList<>();
    for (int i = 0; i < folds.size(); i++) {
      fits.get(i).advance(stage, stop);
      metrics.add(Metrics.of(fits.get(i).validation(), samples.get(i).validationTarget()));
    }
    return Metrics.mean(metrics);
  }

  /** The scores of all folds after {@code stage}; absent if the model cannot be resumed. */
  Optional<ScoreFile.Saved> save(int stage) {
    List<double[]> states = new ArrayList<>();
    for (Fit fit : fits) {
      if (!(fit instanceof Fit.Resumable resumable)) {
        return Optional.empty();
      }
      states.add(resumable.state());
    }
    return Optional.of(new ScoreFile.Saved(stage, states));
  }

  /** Goes on from saved scores; false, and nothing done, if they are not of this training. */
  boolean resume(ScoreFile.Saved saved) {
    Optional<ScoreFile.Saved> own = save(0);
    if (own.isEmpty() || own.get().folds().size() != saved.folds().size()) {
      return false;
    }
    for (int i = 0; i < fits.size(); i++) {
      if (own.get().folds().get(i).length != saved.folds().get(i).length) {
        return false;
      }
    }
    for (int i = 0; i < fits.size(); i++) {
      ((Fit.Resumable) fits.get(i)).restore(saved.stage(), saved.folds().get(i));
    }
    return true;
  }
}
