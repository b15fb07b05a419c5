package io.cairn.core.landscape.similarity;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Compares columns that share too few configurations: a model of each, and their predictions on the
 * same random configurations.
 *
 * <p>The intervals are widened by what the training data leave open: the delete-a-group jackknife
 * (J. Shao and D. Tu, "The Jackknife and Bootstrap", 1995) over the folds of the cross-validation,
 * both models without the same fold at a time. Then by what the models do not explain, see {@link
 * Agreement#ofLandscapes}: on recorded landscapes a model of R2 0.7 overstated rho by a quarter.
 */
final class Surrogates {
  private static final int TRIES_PER_POINT = 4;
  private static final int LEAST_DESIGN = 10;

  private final SimilaritySettings settings;

  Surrogates(SimilaritySettings settings) {
    this.settings = settings;
  }

  /** Distinct random configurations of a space, as points; fewer than asked for in a small one. */
  double[][] design(SearchSpace space) {
    SplittableRandom random = new SplittableRandom(~settings.surrogates().seed());
    Set<Configuration> drawn = new LinkedHashSet<>();
    for (int tries = size() * TRIES_PER_POINT; tries > 0 && drawn.size() < size(); tries--) {
      Optional<Configuration> one = space.sample(random);
      if (one.isEmpty()) {
        break;
      }
      drawn.add(one.get());
    }
    return points(space, drawn);
  }

  /**
   * Distinct configurations of the space that a map leads to which correspond to random ones of the
   * other: there both landscapes can have been measured. Those that are taken over value for value
   * come first, projections fill up.
   */
  double[][] design(SpaceMap map) {
    SplittableRandom random = new SplittableRandom(~settings.surrogates().seed());
    Set<Configuration> exact = new LinkedHashSet<>();
    Set<Configuration> projected = new LinkedHashSet<>();
    for (int tries = size() * TRIES_PER_POINT; tries > 0 && exact.size() < size(); tries--) {
      Optional<Configuration> one = map.from().sample(random);
      if (one.isEmpty()) {
        break;
      }
      MappedConfiguration mapped = map.map(one.get().values());
      if (mapped instanceof MappedConfiguration.Used used) {
        exact.add(used.configuration());
      } else if (mapped instanceof MappedConfiguration.Projected projection) {
        projected.add(projection.configuration());
      }
    }
    for (Configuration one : projected) {
      if (exact.size() < size()) {
        exact.add(one);
      }
    }
    return points(map.to(), exact);
  }

  private int size() {
    return settings.surrogates().design();
  }

  private static double[][] points(SearchSpace space, Set<Configuration> drawn) {
    UnitAxes axes = UnitAxes.of(space);
    return drawn.stream().map(axes::point).toArray(double[][]::new);
  }

  /** Models a column that is given in the space of the design. */
  Modelled model(SearchSpace space, MappedColumn column, double[][] design) {
    double[] losses = column.losses();
    if (losses.length < SurrogateSettings.LEAST_TRAINING) {
      return new Modelled.Useless(
          losses.length
              + " configurations are too few for a model, at least "
              + SurrogateSettings.LEAST_TRAINING
              + " are needed");
    }
    if (Ranking.of(losses).groups() == 1) {
      return new Modelled.Useless("all losses are the same");
    }
    ColumnModel model =
        ColumnModel.fit(UnitAxes.of(space), column.configurations(), losses, settings);
    double least = settings.surrogates().minRankCorrelation();
    if (model.error().rankCorrelation().low() < least) {
      return new Modelled.Useless(
          String.format(
              Locale.ROOT,
              "its model is worthless (%s; the lower bound of rho must be at least %.2f)",
              model.error(),
              least));
    }
    return new Modelled.Usable(model.error(), model.predict(design));
  }

  /** Compares two columns that were modelled on the same design. */
  Similarity compare(Matching matching, Modelled first, Modelled second) {
    List<String> problems = new ArrayList<>();
    if (first instanceof Modelled.Useless useless) {
      problems.add("of the first landscape, " + useless.reason());
    }
    if (second instanceof Modelled.Useless useless) {
      problems.add("of the second landscape, " + useless.reason());
    }
    if (first instanceof Modelled.Usable a && second instanceof Modelled.Usable b) {
      Agreement whole = agreement(a, b, 0);
      if (whole.n() >= LEAST_DESIGN && whole.determined()) {
        return new Similarity.ThroughSurrogates(
            matching, widened(whole, a, b), a.error(), b.error());
      }
      problems.add(
          "the common design has "
              + whole.n()
              + " configurations or the models are flat on it; "
              + LEAST_DESIGN
              + " different ones are needed");
    }
    return new Similarity.NotComparable(
        matching,
        matching.shared()
            + " shared configurations are fewer than "
            + settings.minShared()
            + ", and "
            + String.join("; ", problems)
            + ".");
  }

  private Agreement agreement(Modelled.Usable a, Modelled.Usable b, int model) {
    return Agreement.of(a.predictions()[model], b.predictions()[model], settings.agreement());
  }

  private Agreement widened(Agreement whole, Modelled.Usable a, Modelled.Usable b) {
    List<Agreement> without = new ArrayList<>();
    for (int fold = 1; fold < a.predictions().length; fold++) {
      without.add(agreement(a, b, fold));
    }
    return whole
        .widened(
            jackknife(without, Agreement::rho),
            jackknife(without, Agreement::shakeUp),
            jackknife(without, Agreement::overlap),
            jackknife(without, Agreement::deficit))
        .ofLandscapes(a.error().rankCorrelation().value(), b.error().rankCorrelation().value());
  }

  /** Replicates that determine nothing count as an error of 1, the size of the figure. */
  private static double jackknife(
      List<Agreement> without, java.util.function.Function<Agreement, Estimate> figure) {
    ToDoubleFunction<Agreement> value = one -> figure.apply(one).value();
    double[] values = without.stream().mapToDouble(value).toArray();
    double mean = 0;
    for (double one : values) {
      if (Double.isNaN(one)) {
        return 1;
      }
      mean += one / values.length;
    }
    double squares = 0;
    for (double one : values) {
      squares += (one - mean) * (one - mean);
    }
    return Math.sqrt(squares * (values.length - 1) / values.length);
  }
}
