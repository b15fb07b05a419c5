package io.cairn.bench.race;

import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Ways to make a prior mislead. */
final class WrongPriors {
  /** Of a prior with a wrong top, this share is its top. */
  private static final double TOP = .2;

  private WrongPriors() {}

  /** Every loss L becomes max + min - L, at each rung for itself; what diverged stays so. */
  static SampledPrior negated(SampledPrior prior) {
    return prior.withLosses(
        Arrays.stream(prior.losses()).map(WrongPriors::negated).toArray(double[][]::new));
  }

  private static double[] negated(double[] losses) {
    double[] finite = Arrays.stream(losses).filter(Double::isFinite).toArray();
    double ends = Arrays.stream(finite).min().orElse(0) + Arrays.stream(finite).max().orElse(0);
    return Arrays.stream(losses).map(loss -> ends - loss).toArray();
  }

  /**
   * Configuration i has the losses of configuration {@code order[i]}, at all rungs.
   *
   * @param order a permutation
   */
  static SampledPrior shuffled(SampledPrior prior, int[] order) {
    return prior.withLosses(
        Arrays.stream(prior.losses())
            .map(losses -> Arrays.stream(order).mapToDouble(i -> losses[i]).toArray())
            .toArray(double[][]::new));
  }

  /** The same losses at configurations that a map moved. */
  static SampledPrior moved(SampledPrior prior, SpaceShift shift) {
    return prior.withConfigurations(prior.configurations().stream().map(shift::apply).toList());
  }

  /**
   * Right but at the top: four fifths of the prior stay as they are. Within the best fifth at full
   * fidelity
   *
   * <ol>
   *   <li>the order is reversed: the best configuration has the losses of the last of the fifth, at
   *       every rung, and so on, so what is truly best looks only just better than the rest;
   *   <li>the place is wrong: those that now look best, the better half of the fifth, are moved to
   *       the mirror image of where they were, every numeric parameter reflected about its middle.
   *       All priors are mirrored alike, so those that agreed about a good region now agree about
   *       one where their other four fifths know nothing good.
   * </ol>
   */
  static SampledPrior wrongTop(SampledPrior prior) {
    double[] full = prior.fullLosses();
    int[] best =
        IntStream.range(0, full.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> full[i]))
            .limit(Math.round(TOP * full.length))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] order = IntStream.range(0, full.length).toArray();
    List<Configuration> places = new ArrayList<>(prior.configurations());
    SpaceShift mirror = SpaceShift.mirror(prior.scenario().space());
    for (int rank = 0; rank < best.length; rank++) {
      int from = best[best.length - 1 - rank];
      order[best[rank]] = from;
      if (rank >= best.length - best.length / 2) {
        places.set(best[rank], mirror.apply(places.get(best[rank])));
      }
    }
    return shuffled(prior, order).withConfigurations(places);
  }
}
