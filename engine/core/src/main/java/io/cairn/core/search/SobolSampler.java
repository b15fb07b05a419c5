package io.cairn.core.search;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.surrogate.UnitAxes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The points of a {@link SobolSequence} in their order: they cover the space more evenly than
 * random ones.
 *
 * <p>Points that violate the constraints are skipped, and so are those that the caller refuses
 * because they were tried. State is the number of the next point; a start moves it behind the point
 * that was started. Coordinates beyond the table of direction numbers are random. Where the
 * constraints leave so little that none of the next 1,000 points satisfies them, or the caller
 * refuses 100, a random draw stands in.
 */
public final class SobolSampler implements Sampler {
  private static final int MOST_INFEASIBLE = 1_000;
  private static final int MOST_REFUSED = 100;
  private static final String STREAM = "sobol";

  private final SearchSpace space;
  private final UnitAxes axes;
  private final SobolSequence sequence;
  private final RandomStreams streams;
  private final RandomSampler random;
  private long cursor;

  /** Where the last proposal was found, so that the next attempt goes on from there. Not state. */
  private Walk memo;

  private SobolSampler(SearchSpace space, SobolSequence sequence, RandomStreams streams) {
    this.space = space;
    this.axes = UnitAxes.of(space);
    this.sequence = sequence;
    this.streams = streams;
    this.random = new RandomSampler(space, streams);
    this.memo = new Walk();
  }

  /** The sequence scrambled by the seed, the usual choice. */
  public static SobolSampler scrambled(SearchSpace space, RandomStreams streams) {
    long seed = Objects.requireNonNull(streams, "streams").stream("sobol scrambling", 0).nextLong();
    return new SobolSampler(space, SobolSequence.scrambled(dimensions(space), seed), streams);
  }

  /** The sequence as published; its first point is the lower corner of the space. */
  public static SobolSampler plain(SearchSpace space, RandomStreams streams) {
    Objects.requireNonNull(streams, "streams");
    return new SobolSampler(space, SobolSequence.plain(dimensions(space)), streams);
  }

  private static int dimensions(SearchSpace space) {
    return Math.min(UnitAxes.of(space).size(), SobolSequence.maxDimensions());
  }

  @Override
  public Optional<Proposal> propose(int trial, int attempt) {
    if (memo.feasible > attempt) {
      memo = new Walk();
    }
    while (true) {
      Optional<Configuration> next = memo.next();
      if (next.isEmpty()) {
        return random.propose(trial, attempt);
      }
      if (memo.feasible == attempt + 1) {
        return Optional.of(new Proposal(next.get(), "sobol point " + memo.point));
      }
    }
  }

  @Override
  public void started(int trial, Configuration started) {
    Walk walk = new Walk();
    for (Optional<Configuration> one = walk.next(); one.isPresent(); one = walk.next()) {
      if (one.get().equals(started)) {
        cursor = walk.point + 1;
        memo = new Walk();
        return;
      }
    }
  }

  private Configuration configuration(long index) {
    double[] tabled = sequence.point(index);
    double[] point = Arrays.copyOf(tabled, axes.size());
    Arrays.fill(point, tabled.length, point.length, Double.NaN);
    return axes.configuration(point, streams.stream(STREAM, index));
  }

  @Override
  public String exhaustion() {
    return random.exhaustion();
  }

  /** From feasible point to feasible point, starting at the cursor. */
  private final class Walk {
    private long point = cursor - 1;
    private int feasible;
    private int infeasible;

    /** The next feasible point; empty when it is time to give up. */
    Optional<Configuration> next() {
      while (feasible < MOST_REFUSED && infeasible < MOST_INFEASIBLE) {
        point++;
        Configuration configuration = configuration(point);
        if (space.satisfies(configuration)) {
          feasible++;
          return Optional.of(configuration);
        }
        infeasible++;
      }
      return Optional.empty();
    }
  }
}
