package io.cairn.core.transfer;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * The configurations of the priors to try first: each the one that adds most to those before it.
 *
 * <p>Greedy choice as in M. Wistuba, N. Schilling, L. Schmidt-Thieme, "Sequential model-free
 * hyperparameter tuning", ICDM 2015, and in the portfolios of M. Feurer, K. Eggensperger, S.
 * Falkner, M. Lindauer, F. Hutter, "Auto-sklearn 2.0", JMLR 23, 2022: choose the configuration that
 * most lowers the sum over the priors of the best score among those chosen. The first pick is good
 * on average; the next are good where it is not. Scores are {@link PriorScores}; where a prior did
 * not try a configuration, its neighbours there answer ({@link NeighbourPrediction}). When nothing
 * lowers the sum any more, the best on average goes next; ties go to the earlier prior and to its
 * better configuration.
 *
 * <p>Candidates are the best of every prior and further ones that did better there than its median,
 * at most 1,000 in all unless there are more priors. A prior of one configuration, or of equal
 * losses, has one candidate and no say against others. Nothing is random.
 */
public final class Portfolio {
  private static final int MOST_CANDIDATES = 1_000;

  private record Candidate(Configuration configuration, String origin, double[] scores) {
    double sum() {
      return Arrays.stream(scores).sum();
    }
  }

  private Portfolio() {}

  /**
   * Chooses from priors whose parameters mean the same as those of the same name in the new space.
   *
   * @param target the space of the new study
   * @param priors in the order of preference among equals
   * @param size how many configurations at most, at least 0
   */
  public static PortfolioResult greedy(SearchSpace target, List<PriorLandscape> priors, int size) {
    return greedy(
        target,
        priors,
        prior -> SpaceMap.between(prior.landscape().space(), target, Map.of(), Map.of()),
        size);
  }

  /**
   * Chooses from priors with a map of their own each, where parameters were renamed or need a
   * default.
   *
   * @param maps from each prior's space to the target
   * @throws IllegalArgumentException if size is negative
   */
  public static PortfolioResult greedy(
      SearchSpace target,
      List<PriorLandscape> priors,
      Function<PriorLandscape, SpaceMap> maps,
      int size) {
    Objects.requireNonNull(target, "target");
    if (size < 0) {
      throw new IllegalArgumentException(
          "A portfolio of " + size + " configurations cannot be; ask for 0 or more.");
    }
    UnitAxes axes = UnitAxes.of(target);
    List<MappedPrior> mapped =
        priors.stream().map(prior -> new MappedPrior(prior, maps.apply(prior), axes)).toList();
    return new PortfolioResult(
        size == 0 ? List.of() : choose(candidates(mapped, axes, size), mapped.size(), size),
        mapped.stream().map(MappedPrior::use).toList());
  }

  /**
   * Chooses from priors that are fitted already, by their surfaces: candidates are their best
   * configurations, and what a prior thinks of one is its surface's value in full there. Takes a
   * tenth of the time of choosing from landscapes.
   *
   * @param basis in which they were fitted
   * @param priors in the order of preference among equals
   * @param size how many configurations at most, at least 0
   */
  public static PortfolioResult ofFitted(SurfaceBasis basis, List<FittedPrior> priors, int size) {
    int top = basis.ladder().top();
    Set<Configuration> known = new HashSet<>(); // looked up, never walked
    List<Candidate> candidates = new ArrayList<>();
    for (FittedPrior prior : size == 0 ? List.<FittedPrior>of() : priors) {
      for (int rank = 0; rank < prior.best().size(); rank++) {
        Configuration configuration = prior.best().get(rank);
        if (known.add(configuration)) {
          double[] features = basis.features(configuration);
          double[] scores =
              priors.stream().mapToDouble(other -> other.losses().at(features, top)).toArray();
          candidates.add(
              new Candidate(configuration, origin(prior.name(), rank + 1, false), scores));
        }
      }
    }
    return new PortfolioResult(
        choose(candidates, priors.size(), size), priors.stream().map(FittedPrior::use).toList());
  }

  private static List<Candidate> candidates(List<MappedPrior> priors, UnitAxes axes, int size) {
    int fair = MOST_CANDIDATES / Math.max(1, priors.size());
    long each = Math.max(1, Math.min(fair, 2L * size));
    Set<Configuration> known = new HashSet<>(); // looked up, never walked
    List<Candidate> candidates = new ArrayList<>();
    for (MappedPrior prior : priors) {
      List<MappedPrior.Entry> entries = prior.entries();
      for (int rank = 0; rank < entries.size() && rank < each; rank++) {
        MappedPrior.Entry entry = entries.get(rank);
        boolean promising = rank == 0 || entry.score() < PriorScores.UNKNOWN;
        String origin = origin(prior.name(), rank + 1, entry.projected());
        if (promising && known.add(entry.configuration())) {
          candidates.add(candidate(entry.configuration(), origin, priors, axes));
        }
      }
    }
    return candidates;
  }

  private static String origin(String prior, int rank, boolean projected) {
    String place = rank == 1 ? "best" : "number " + rank;
    return "portfolio: " + place + " of " + prior + (projected ? ", projected" : "");
  }

  private static Candidate candidate(
      Configuration configuration, String origin, List<MappedPrior> priors, UnitAxes axes) {
    double[] point = axes.point(configuration);
    double[] scores =
        priors.stream().mapToDouble(prior -> prior.score(configuration, point)).toArray();
    return new Candidate(configuration, origin, scores);
  }

  private static List<PortfolioResult.Pick> choose(
      List<Candidate> candidates, int priors, int size) {
    double[] best = new double[priors];
    Arrays.fill(best, 1);
    List<Candidate> left = new ArrayList<>(candidates);
    List<PortfolioResult.Pick> picks = new ArrayList<>();
    while (picks.size() < size && !left.isEmpty()) {
      Candidate chosen = left.remove(next(left, best));
      picks.add(new PortfolioResult.Pick(chosen.configuration(), chosen.origin()));
      Arrays.setAll(best, prior -> Math.min(best[prior], chosen.scores()[prior]));
    }
    return picks;
  }

  /**
   * The candidate that leaves the least sum of best scores; of equal ones the best on average, then
   * the first.
   */
  private static int next(List<Candidate> left, double[] best) {
    int chosen = 0;
    double least = Double.POSITIVE_INFINITY;
    double leastSum = Double.POSITIVE_INFINITY;
    for (int i = 0; i < left.size(); i++) {
      double[] scores = left.get(i).scores();
      double covered = 0;
      for (int prior = 0; prior < best.length; prior++) {
        covered += Math.min(best[prior], scores[prior]);
      }
      double sum = left.get(i).sum();
      if (covered < least || (covered == least && sum < leastSum)) {
        chosen = i;
        least = covered;
        leastSum = sum;
      }
    }
    return chosen;
  }
}
