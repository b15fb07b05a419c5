package io.cairn.server.sweep;

import io.cairn.core.search.Belief;
import io.cairn.core.search.Proposal;
import io.cairn.core.space.Configuration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a sweep may learn from before its first trial.
 *
 * @param use which landscapes of the archive
 * @param sources files and folders whose landscapes go into the archive first; absolute
 * @param map how their parameters become those of the sweep
 * @param belief of the person who wrote it
 * @param starts configurations that this person wants to be tried first, in order
 */
public record SweepPriors(
    PriorSelection use,
    List<Path> sources,
    PriorMap map,
    Belief belief,
    List<Configuration> starts) {

  public SweepPriors {
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(belief, "belief");
    sources = List.copyOf(sources);
    starts = List.copyOf(starts);
  }

  /** Landscapes alone, whose names mean the same. */
  public static SweepPriors of(PriorSelection use, List<Path> sources) {
    return new SweepPriors(use, sources, PriorMap.SAME, new Belief(Map.of()), List.of());
  }

  /** The starts as proposals. */
  public List<Proposal> startProposals() {
    return starts.stream().map(start -> new Proposal(start, Proposal.YOUR_START)).toList();
  }
}
