package io.cairn.core.search;

import io.cairn.core.space.SearchSpace;
import java.util.Objects;
import java.util.Optional;

/**
 * Independent draws from the declared distributions: a pure function of seed and trial.
 *
 * <p>J. Bergstra, Y. Bengio, "Random search for hyper-parameter optimization", JMLR 13, 2012.
 */
public final class RandomSampler implements Sampler {
  static final String ORIGIN = "random";
  private static final String STREAM = "random";

  private final SearchSpace space;
  private final RandomStreams streams;

  /** Draws from a space. */
  public RandomSampler(SearchSpace space, RandomStreams streams) {
    this.space = Objects.requireNonNull(space, "space");
    this.streams = Objects.requireNonNull(streams, "streams");
  }

  @Override
  public Optional<Proposal> propose(int trial, int attempt) {
    return space
        .sample(streams.stream(STREAM, RandomStreams.index(trial, attempt)))
        .map(configuration -> new Proposal(configuration, ORIGIN));
  }

  /** The draws never end; what can fail is to satisfy the constraints. */
  @Override
  public String exhaustion() {
    return "no configuration that satisfies the constraints was found by drawing at random; relax them";
  }
}
