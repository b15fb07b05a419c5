package io.cairn.workers.smile;

import io.cairn.workers.smile.model.OpenBlas;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Worker type {@code smile}: trains models of Smile 3.1 on a CSV or ARFF file, in the JVM.
 *
 * <pre>{@code
 * worker {
 *   type = smile
 *   model = gradient-boosting     # or random-forest, decision-tree, svm, logistic-regression, mlp, knn
 *   data {
 *     file = "../data/mlc_churn.csv.gz"   # .csv or .arff, plain or .gz; relative to the sweep's folder
 *     target = "target"
 *     task = auto                 # classification, regression; auto looks at the target
 *     rows = 2000                 # at most so many rows, drawn by seed; default all
 *     seed = 1
 *     exclude = ["id"]            # columns to leave out
 *   }
 *   validation {
 *     kind = hold-out             # or k-fold
 *     share = 0.25                # hold-out: share of rows that are measured on
 *     # folds = 5                 # k-fold: number of parts
 *     seed = 1
 *   }
 *   options { leaves = 31 }       # hyperparameters that are the same in every trial
 *   rename { "learning_rate" = "shrinkage" }   # sweep parameter -> hyperparameter of the model
 * }
 * }</pre>
 *
 * <p><b>Hyperparameters</b> are the sweep's parameters by name; {@code docs/worker-smile.md} lists
 * them for each model. An unknown one is an error that lists the known ones.
 *
 * <p><b>Tasks.</b> gradient-boosting, random-forest, decision-tree, svm and mlp do classification
 * and regression; logistic-regression and knn do classification only, as in Smile.
 *
 * <p><b>Metrics</b>, all reported, on validation rows, for k-fold the mean over folds.
 * Classification: {@code val_accuracy}, {@code val_error}, {@code val_log_loss}, {@code val_f1}
 * (macro) and, for two classes, {@code val_auc}. Regression: {@code val_rmse}, {@code val_mae},
 * {@code val_r2}. A model that diverged reports NaN.
 *
 * <p><b>Fidelity</b> by its name: {@code trees} (gradient-boosting, random-forest); {@code epochs}
 * or {@code epoch} (mlp); for every model {@code rows} (number of training rows) or {@code
 * row-share} (share of them). Rows of a lower level are a subset of those of a higher one. Trees
 * and epochs are measured on the way, so one training serves all lower levels.
 *
 * <p><b>Split and encoding.</b> The split is shuffled, stratified for classes, and the same for
 * every trial. Missing values become the mean or the most frequent level of the training rows.
 * Trees split nominal columns natively; the other models see them one-hot, and everything
 * standardised.
 *
 * <p><b>Repeatability.</b> Metrics are a function of settings, configuration, resource level and
 * the evaluation's seed, whatever else runs.
 *
 * <p><b>Checkpoints.</b> With trees as fidelity, gradient-boosting and random-forest leave the
 * scores of their rows, plain numbers, and go on from there. Everything else trains again from the
 * start up to the new level, to the same result: nothing below {@code from} is reported again.
 *
 * <p><b>Stopping.</b> Asked between trees, mini-batches, folds and kernel values. A single tree and
 * a logistic regression cannot be interrupted; the slot then leaves within the grace period and the
 * call ends by itself on a daemon thread.
 *
 * <p><b>Platforms.</b> mlp needs OpenBLAS natives; without them it is refused in the settings, and
 * the other models work.
 */
public final class SmileProvider implements EvaluatorProvider {

  private final Supplier<Optional<String>> openBlasProblem;

  /** For {@link java.util.ServiceLoader}. */
  public SmileProvider() {
    this(OpenBlas::problem);
  }

  SmileProvider(Supplier<Optional<String>> openBlasProblem) {
    this.openBlasProblem = openBlasProblem;
  }

  @Override
  public String type() {
    return "smile";
  }

  @Override
  public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
    return new SmileEvaluator(new SmileSettingsReader(settings, openBlasProblem).read());
  }
}
