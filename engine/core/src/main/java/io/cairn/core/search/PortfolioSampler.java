package io.cairn.core.search;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Given configurations first, in their order, then another sampler. State is what is left of the
 * list.
 *
 * <p>What violates the constraints is skipped. A start that is on the list is struck off, whoever
 * asked for it; any other belongs to the other sampler.
 */
public final class PortfolioSampler implements Sampler {
  private final List<Proposal> left;
  private final Sampler after;

  /**
   * @param space what the portfolio must belong to
   * @param portfolio what to try first
   * @param after what goes on when the list is through; owned from now on
   */
  public PortfolioSampler(SearchSpace space, List<Proposal> portfolio, Sampler after) {
    this.left = new ArrayList<>(portfolio);
    this.left.removeIf(proposal -> !space.satisfies(proposal.configuration()));
    this.after = Objects.requireNonNull(after, "after");
  }

  @Override
  public Optional<Proposal> propose(int trial, int attempt) {
    return attempt < left.size()
        ? Optional.of(left.get(attempt))
        : after.propose(trial, attempt - left.size());
  }

  @Override
  public void started(int trial, Configuration configuration) {
    if (!left.removeIf(proposal -> proposal.configuration().equals(configuration))) {
      after.started(trial, configuration);
    }
  }

  @Override
  public void reported(int trial, Configuration configuration, int rung, double loss) {
    after.reported(trial, configuration, rung, loss);
  }

  @Override
  public void stopped(int trial, Configuration configuration) {
    after.stopped(trial, configuration);
  }

  @Override
  public void failed(int trial, Configuration configuration) {
    after.failed(trial, configuration);
  }

  @Override
  public String exhaustion() {
    return after.exhaustion();
  }
}
