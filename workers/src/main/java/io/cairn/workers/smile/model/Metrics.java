package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures predictions.
 *
 * <p>Classification: {@code val_accuracy}, {@code val_error} = 1 - accuracy, {@code val_log_loss} =
 * mean of -ln p(true class) with p at least 1e-15, {@code val_f1} = unweighted mean over classes of
 * 2TP / (2TP + FP + FN), 0 for a class without any, and for two classes {@code val_auc}, the area
 * under the ROC curve of the second class. Regression: {@code val_rmse}, {@code val_mae}, {@code
 * val_r2} = 1 - RSS / TSS. If any prediction is not finite, every metric is NaN: the model has
 * diverged, and a mean over the rest would hide it.
 */
public final class Metrics {

  private Metrics() {}

  /** Names of the metrics for a target, in the order in which they are reported. */
  public static List<String> names(Target target) {
    if (target instanceof Target.Labels labels) {
      return labels.classes().size() == 2
          ? List.of("val_accuracy", "val_error", "val_log_loss", "val_f1", "val_auc")
          : List.of("val_accuracy", "val_error", "val_log_loss", "val_f1");
    }
    return List.of("val_rmse", "val_mae", "val_r2");
  }

  /** Whether a larger value of a metric is better. */
  public static boolean largerIsBetter(String metric) {
    return List.of("val_accuracy", "val_f1", "val_auc", "val_r2").contains(metric);
  }

  /**
   * Measures.
   *
   * @throws IllegalArgumentException if predictions and truth are of different kind or size
   */
  public static Map<String, Double> of(Predictions predictions, Target truth) {
    if (predictions.size() != truth.size()) {
      throw new IllegalArgumentException(
          predictions.size() + " predictions for " + truth.size() + " rows");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    if (!predictions.finite()) {
      names(truth).forEach(name -> metrics.put(name, Double.NaN));
    } else if (predictions instanceof Predictions.Classes classes
        && truth instanceof Target.Labels labels) {
      double accuracy = ClassMetrics.accuracy(classes, labels);
      metrics.put("val_accuracy", accuracy);
      metrics.put("val_error", 1 - accuracy);
      metrics.put("val_log_loss", ClassMetrics.logLoss(classes, labels));
      metrics.put("val_f1", ClassMetrics.macroF1(classes, labels));
      if (labels.classes().size() == 2) {
        metrics.put("val_auc", ClassMetrics.auc(classes, labels));
      }
    } else if (predictions instanceof Predictions.Values values
        && truth instanceof Target.Values numbers) {
      metrics.put("val_rmse", ValueMetrics.rmse(values, numbers));
      metrics.put("val_mae", ValueMetrics.mae(values, numbers));
      metrics.put("val_r2", ValueMetrics.r2(values, numbers));
    } else {
      throw new IllegalArgumentException("predictions of one kind for a target of another");
    }
    return metrics;
  }

  /** The mean of each metric over folds; all have the same metrics. */
  public static Map<String, Double> mean(List<Map<String, Double>> folds) {
    Map<String, Double> mean = new LinkedHashMap<>();
    for (String name : folds.get(0).keySet()) {
      double sum = 0;
      for (Map<String, Double> fold : folds) {
        sum += fold.getOrDefault(name, Double.NaN);
      }
      mean.put(name, sum / folds.size());
    }
    return mean;
  }
}
