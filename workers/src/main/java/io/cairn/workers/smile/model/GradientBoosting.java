package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import smile.base.cart.Loss;

/**
 * Gradient boosted regression trees (Friedman, Greedy function approximation: a gradient boosting
 * machine, Annals of Statistics 29, 2001; Stochastic gradient boosting, 2002).
 *
 * <p>Trees and losses are Smile's; the loop around them follows Smile's {@code GradientTreeBoost}
 * line by line and gives the same model where no random number is drawn. It is our own because
 * Smile's cannot be stopped between two trees, measured after each, nor seeded a tree at a time;
 * because Smile's has no {@code column-share}; and because it does not survive a leaf whose rows
 * are all certain. Two classes: one tree a round on the logistic loss; more: one tree a class and
 * round; numbers: least squares, least absolute deviation or Huber's loss at the 0.9 quantile.
 */
final class GradientBoosting implements Learner {

  @Override
  public String name() {
    return "gradient-boosting";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.values());
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.integer("trees", 1, 100_000, 500, "rounds of boosting"),
        Option.real(
            "shrinkage", Range.above(0, 1), 0.05, "share of each tree's step that is taken"),
        Option.integer("depth", 1, 100, 20, "most splits from root to leaf"),
        Option.integer("leaves", 2, 100_000, 6, "most leaves of a tree, grown best first"),
        Option.integer("node-size", 1, 1_000_000, 5, "fewest training rows in a leaf"),
        Option.real("subsample", Range.above(0, 1), 0.7, "share of rows that each tree sees"),
        Option.real("column-share", Range.above(0, 1), 1, "share of columns tried at each split"),
        Option.choice(
                "loss",
                List.of("least-squares", "least-absolute", "huber"),
                "what each tree reduces")
            .onlyFor(Task.REGRESSION));
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
  public Fit start(Sample sample, OptionValues values, long seed) {
    BoostingTree tree =
        new BoostingTree(
            values.integer("depth"),
            values.integer("leaves"),
            values.integer("node-size"),
            Math.max(1, (int) Math.round(values.real("column-share") * sample.trees().columns())));
    return new BoostingFit(
        sample.trees(),
        tree,
        objective(sample, values),
        values.real("shrinkage"),
        values.real("subsample"),
        seed);
  }

  private static BoostingObjective objective(Sample sample, OptionValues values) {
    if (sample.trainingTarget() instanceof Target.Labels labels) {
      return labels.classes().size() == 2
          ? new BoostingObjective.TwoClasses(labels)
          : new BoostingObjective.ManyClasses(labels);
    }
    Loss loss =
        switch (values.choice("loss")) {
          case "least-absolute" -> Loss.lad();
          case "huber" -> Loss.huber(0.9);
          default -> Loss.ls();
        };
    return new BoostingObjective.Numbers((Target.Values) sample.trainingTarget(), loss);
  }
}
