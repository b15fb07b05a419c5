package io.cairn.core.transfer;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.Encoding;
import io.cairn.core.surrogate.FourierFeatures;
import io.cairn.core.surrogate.LandscapePoint;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What the surfaces of all priors of a study are written in: the same random Fourier features of
 * the same space, so that surfaces can be added and a configuration is looked at once for all of
 * them. The basis follows from the space and the ladder alone; a fitted prior can be kept and used
 * by the next study of them.
 */
public final class SurfaceBasis {
  /** Features; more than the points of most priors. */
  static final int FEATURES = 256;

  /** Length scale of one coordinate, times the root of a third of their number. */
  private static final double LENGTH_SCALE = 0.6;

  private final SearchSpace space;
  private final RungLadder ladder;
  private final Encoding encoding;
  private final FourierFeatures features;

  /**
   * The basis of a space and a ladder.
   *
   * @param random a generator that is always the same, whatever the study's seed
   */
  public SurfaceBasis(SearchSpace space, RungLadder ladder, RandomGenerator random) {
    this.space = Objects.requireNonNull(space, "space");
    this.ladder = Objects.requireNonNull(ladder, "ladder");
    this.encoding = Encoding.of(space);
    this.features = new FourierFeatures(usualLengthScales(encoding.size()), FEATURES, random);
  }

  /** Length scales before anything is known: likeness reaches over a good part of the space. */
  public static double[] usualLengthScales(int coordinates) {
    double[] scales = new double[coordinates];
    Arrays.fill(scales, Math.max(0.1, Math.min(5, LENGTH_SCALE * Math.sqrt(coordinates / 3.0))));
    return scales;
  }

  /** The space of the study. */
  public SearchSpace space() {
    return space;
  }

  /** The rungs of the study. */
  public RungLadder ladder() {
    return ladder;
  }

  /** How configurations become vectors. */
  public Encoding encoding() {
    return encoding;
  }

  /** Log of each rung's share of the full resource. */
  public double[] logShares() {
    double full = ladder.level(ladder.top());
    return IntStream.range(0, ladder.size())
        .mapToDouble(rung -> Math.log(ladder.level(rung) / full))
        .toArray();
  }

  /**
   * A configuration about which nothing is known: no surfaces, a cost that grows as the resource.
   */
  public LandscapePoint plainPoint(Configuration configuration) {
    return new LandscapePoint(
        configuration, encoding.of(configuration), new double[ladder.size()][0], logShares());
  }

  /** The features of a configuration. */
  double[] features(Configuration configuration) {
    return features.of(encoding.of(configuration));
  }

  /** The features of a vector. */
  double[] features(double[] vector) {
    return features.of(vector);
  }
}
