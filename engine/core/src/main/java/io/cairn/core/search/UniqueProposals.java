package io.cairn.core.search;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

/**
 * Never the same configuration twice, running and finished trials included, until the space is
 * exhausted.
 *
 * <p>A proposal that was tried is asked for again, up to 100 times. When that fails in a finite
 * space of up to 2^20 configurations, the first untried one in order of the grid is taken; as tried
 * ones stay tried, the walk over the grid never goes back, and all walks together cost one pass. In
 * a larger or infinite space a further 1,000 random draws decide: if all of them were tried, hardly
 * anything is left (as when constraints forbid all but a few), and the space counts as exhausted.
 */
public final class UniqueProposals implements Sampler {
  private static final int REDRAWS = 100;
  private static final int LAST_DRAWS = 1_000;

  /**
   * Attempts that may find nothing that satisfies the constraints; each stands for thousands of
   * draws.
   */
  private static final int MOST_EMPTY = 20;

  private static final long MOST_WALKED = 1L << 20;

  private final SearchSpace space;
  private final Sampler inner;
  private final RandomSampler random;
  private final TriedConfigurations tried = new TriedConfigurations();
  private final boolean walkable;

  /**
   * The walk over what is left; begun when first needed. Not state: it follows from what was tried.
   */
  private Optional<Iterator<Configuration>> walk = Optional.empty();

  private Optional<Configuration> candidate = Optional.empty();

  /**
   * Guards a sampler, which is owned from now on.
   *
   * @param streams of the study; the draws of last resort come from it
   */
  public UniqueProposals(SearchSpace space, Sampler inner, RandomStreams streams) {
    this.space = Objects.requireNonNull(space, "space");
    this.inner = Objects.requireNonNull(inner, "inner");
    this.random = new RandomSampler(space, streams);
    this.walkable = space.cardinality().orElse(Long.MAX_VALUE) <= MOST_WALKED;
  }

  @Override
  public Optional<Proposal> propose(int trial, int attempt) {
    Optional<Proposal> proposal = untried(inner, trial, attempt, REDRAWS);
    if (proposal.isPresent()) {
      return proposal;
    }
    return walkable
        ? remaining().map(configuration -> new Proposal(configuration, "one of the last untried"))
        : untried(random, trial, REDRAWS, LAST_DRAWS);
  }

  private Optional<Proposal> untried(Sampler sampler, int trial, int from, int draws) {
    int empty = 0;
    for (int attempt = from; attempt < from + draws && empty < MOST_EMPTY; attempt++) {
      Optional<Proposal> proposal = sampler.propose(trial, attempt);
      if (proposal.isEmpty()) {
        empty++;
      } else if (!tried.contains(proposal.get().configuration())) {
        return proposal;
      }
    }
    return Optional.empty();
  }

  private Optional<Configuration> remaining() {
    Iterator<Configuration> left = walk.orElseGet(() -> space.grid((int) MOST_WALKED));
    walk = Optional.of(left);
    while (candidate.isEmpty() || tried.contains(candidate.get())) {
      if (!left.hasNext()) {
        return Optional.empty();
      }
      candidate = Optional.of(left.next());
    }
    return candidate;
  }

  @Override
  public void started(int trial, Configuration configuration) {
    tried.add(configuration);
    inner.started(trial, configuration);
  }

  @Override
  public void reported(int trial, Configuration configuration, int rung, double loss) {
    inner.reported(trial, configuration, rung, loss);
  }

  @Override
  public void stopped(int trial, Configuration configuration) {
    inner.stopped(trial, configuration);
  }

  @Override
  public void failed(int trial, Configuration configuration) {
    inner.failed(trial, configuration);
  }

  @Override
  public String exhaustion() {
    if (tried.size() == 0) {
      return inner.exhaustion();
    }
    return walkable
        ? "space exhausted: all " + tried.size() + " configurations were tried"
        : "space exhausted: no untried configuration was found in "
            + LAST_DRAWS
            + " draws after "
            + tried.size()
            + " different ones";
  }
}
