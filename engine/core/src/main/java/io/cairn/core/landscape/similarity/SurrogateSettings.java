package io.cairn.core.landscape.similarity;

/**
 * Models of landscapes that share too few configurations.
 *
 * @param design configurations that the models are compared on, at least 10
 * @param trees in a model, at least 1
 * @param folds of the cross-validation, at least 2; also the replicates of the interval
 * @param maxTraining configurations that a model learns from, at least 30; of more, a random part
 * @param minRankCorrelation a model is worthless if the lower bound of the rank correlation between
 *     its out-of-fold predictions and the losses is below this, in [0, 1)
 * @param seed of the design, the folds and the trees
 */
public record SurrogateSettings(
    int design, int trees, int folds, int maxTraining, double minRankCorrelation, long seed) {
  /** Fewer configurations make no model. */
  static final int LEAST_TRAINING = 30;

  private static final SurrogateSettings STANDARD =
      new SurrogateSettings(1000, 50, 10, 2000, 0.3, 1);

  public SurrogateSettings {
    require(design >= 10, "design = " + design + " must be at least 10");
    require(trees >= 1, "trees = " + trees + " must be at least 1");
    require(folds >= 2, "folds = " + folds + " must be at least 2");
    require(
        maxTraining >= LEAST_TRAINING,
        "maxTraining = " + maxTraining + " must be at least " + LEAST_TRAINING);
    require(
        minRankCorrelation >= 0 && minRankCorrelation < 1,
        "minRankCorrelation = " + minRankCorrelation + " must be at least 0 and below 1");
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new IllegalArgumentException(message);
    }
  }

  /** 1,000 configurations, 50 trees, 10 folds. */
  public static SurrogateSettings standard() {
    return STANDARD;
  }
}
