package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Random forests (Breiman, Random forests, Machine Learning 45, 2001).
 *
 * <p>Trees are Smile's, and drawn as Smile's {@code RandomForest} draws them, class by class where
 * classes are predicted. The loop is our own because Smile's cannot be stopped or measured between
 * two trees, runs on a thread pool that it shares with everything else, and fails where the rows
 * left out of a tree happen to show two of several classes. Every tree counts the same, as with
 * Breiman; Smile weighs them by their accuracy on the rows left out.
 */
final class RandomForest implements Learner {

  @Override
  public String name() {
    return "random-forest";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.values());
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("trees", 1, 100_000, 500, "number of trees"),
        Option.integer(
            "mtry",
            1,
            100_000,
            "sqrt(columns), or columns / 3 for numbers",
            "columns tried at each split"),
        Option.real(
            "column-share", Range.above(0, 1), "see mtry", "the same as a share of the columns"),
        Option.integer("depth", 1, 100, 20, "most splits from root to leaf"),
        Option.integer("leaves", 2, 10_000_000, "rows / 5", "most leaves of a tree"),
        Option.integer("node-size", 1, 1_000_000, 5, "fewest training rows in a leaf"),
        Option.real(
            "subsample",
            Range.above(0, 1),
            1,
            "share of rows that each tree sees; 1 draws as many as there are, with replacement"),
        Option.choice(
                "split-rule",
                List.of("gini", "entropy", "classification-error"),
                "what a split reduces")
            .onlyFor(Task.CLASSIFICATION));
  }

  @Override
  public Optional<Stages> stages() {
    return Optional.of(new Stages("trees", List.of("trees")));
  }

  @Override
  public boolean seesNumbers() {
    return false;
  }

  @Override
  public boolean needsOpenBlas() {
    return false;
  }

  @Override
  public Fit start(Sample sample, OptionValues values, long seed) throws InvalidOptionException {
    ForestTree shape =
        new ForestTree(
            DecisionTrees.rule(values, sample.trainingTarget().task()),
            values.integer("depth"),
            values.integer("leaves", Math.max(2, sample.size() / 5)),
            values.integer("node-size"),
            columns(sample, values));
    return new ForestFit(sample, shape, values.real("subsample"), seed);
  }

  private static int columns(Sample sample, OptionValues values) throws InvalidOptionException {
    int all = sample.trees().columns();
    OptionalInt mtry = values.optionalInteger("mtry");
    Optional<Double> share = values.optionalReal("column-share");
    if (mtry.isPresent() && share.isPresent()) {
      throw new InvalidOptionException(
          "mtry and column-share say the same thing twice; give one of them");
    }
    if (mtry.isPresent()) {
      if (mtry.getAsInt() > all) {
        throw new InvalidOptionException(
            "mtry = %d is more than the %d columns of the data".formatted(mtry.getAsInt(), all));
      }
      return mtry.getAsInt();
    }
    double usual =
        sample.trainingTarget().task() == Task.CLASSIFICATION ? Math.sqrt(all) : all / 3.0;
    return Math.max(1, (int) share.map(s -> (double) Math.round(s * all)).orElse(usual).intValue());
  }
}
