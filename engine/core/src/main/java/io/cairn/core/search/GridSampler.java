package io.cairn.core.search;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;

/**
 * Every configuration of a grid once, in order of declaration with the last parameter fastest.
 * State is the place in the grid.
 *
 * <p>A configuration of the grid that somebody starts out of turn is skipped when its turn comes.
 */
public final class GridSampler implements Sampler {
  private final Iterator<Configuration> grid;
  private final int levels;
  private final TriedConfigurations tried = new TriedConfigurations();
  private Optional<Configuration> next;
  private long walked;

  /**
   * A grid over a space.
   *
   * @param levels values a real without step takes, and at most an integer or stepped real; at
   *     least 1
   */
  public GridSampler(SearchSpace space, int levels) {
    this.grid = Objects.requireNonNull(space, "space").grid(levels);
    this.levels = levels;
    this.next = advance();
  }

  private Optional<Configuration> advance() {
    while (grid.hasNext()) {
      Configuration configuration = grid.next();
      walked++;
      if (!tried.contains(configuration)) {
        return Optional.of(configuration);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Proposal> propose(int trial, int attempt) {
    return attempt > 0
        ? Optional.empty()
        : next.map(point -> new Proposal(point, "grid point " + walked));
  }

  @Override
  public void started(int trial, Configuration configuration) {
    tried.add(configuration);
    if (next.isPresent() && next.get().equals(configuration)) {
      next = advance();
    }
  }

  @Override
  public String exhaustion() {
    return "grid finished: all "
        + walked
        + " configurations with levels = "
        + levels
        + " were tried";
  }
}
