package io.cairn.server.cli;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.simulate.rehearsal.RecordedTarget;
import io.cairn.core.simulate.rehearsal.Rehearsal;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorFitter;
import io.cairn.core.transfer.PriorLandscape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Landscapes as targets of a rehearsal, each with the others that fit as its priors.
 *
 * @param targets those that can be searched and have a prior
 * @param leftOut sentences about the others
 */
record RehearsalTargets(List<Target> targets, List<String> leftOut) {

  RehearsalTargets {
    targets = List.copyOf(targets);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * A target.
   *
   * @param landscape what is searched
   * @param space where
   * @param ladder at which levels
   * @param priors what the methods may learn from
   */
  record Target(
      PriorLandscape landscape,
      SearchSpace space,
      RungLadder ladder,
      List<PriorLandscape> priors) {}

  /** Fits, each made once; confined to one thread. */
  static final class Fits {
    private record Key(SearchSpace space, RungLadder ladder, String prior) {}

    private final Map<Key, FittedPrior> known = new HashMap<>();

    Function<PriorLandscape, FittedPrior> in(SearchSpace space, RungLadder ladder) {
      PriorFitter fitter = new PriorFitter(LandscapeMethod.basis(space, ladder));
      return prior ->
          known.computeIfAbsent(new Key(space, ladder, prior.id()), key -> fitter.fit(prior));
    }
  }

  /** Every landscape in its own space, at its own levels. */
  static RehearsalTargets each(List<PriorLandscape> landscapes, boolean checkpoints) {
    List<Target> targets = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (PriorLandscape landscape : landscapes) {
      add(
          landscape,
          landscape.landscape().space(),
          Rehearsal.ladder(landscape.landscape(), checkpoints),
          landscapes,
          targets,
          leftOut);
    }
    return new RehearsalTargets(targets, leftOut);
  }

  /** Every landscape in the space and at the levels of one study. */
  static RehearsalTargets in(
      SearchSpace space, RungLadder ladder, List<PriorLandscape> landscapes) {
    List<Target> targets = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (PriorLandscape landscape : landscapes) {
      add(landscape, space, ladder, landscapes, targets, leftOut);
    }
    return new RehearsalTargets(targets, leftOut);
  }

  private static void add(
      PriorLandscape landscape,
      SearchSpace space,
      RungLadder ladder,
      List<PriorLandscape> all,
      List<Target> targets,
      List<String> leftOut) {
    List<PriorLandscape> priors =
        all.stream()
            .filter(other -> !other.id().equals(landscape.id()))
            .filter(other -> fit(landscape, other, space))
            .toList();
    Optional<String> problem = problem(landscape, space, ladder);
    if (problem.isPresent()) {
      leftOut.add(problem.get());
    } else if (priors.isEmpty()) {
      leftOut.add(
          landscape.name()
              + ": no other landscape measures "
              + landscape.landscape().metric()
              + " over a parameter that it has");
    } else {
      targets.add(new Target(landscape, space, ladder, priors));
    }
  }

  private static Optional<String> problem(
      PriorLandscape landscape, SearchSpace space, RungLadder ladder) {
    if (landscape.landscape().size() < RecordedTarget.LEAST) {
      return Optional.of(
          landscape.name()
              + " has "
              + landscape.landscape().size()
              + " configurations; a target needs "
              + RecordedTarget.LEAST);
    }
    try {
      return new RecordedTarget(landscape, space, ladder).measured() > 0
          ? Optional.empty()
          : Optional.of(landscape.name() + " has no measurement");
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static boolean fit(PriorLandscape target, PriorLandscape other, SearchSpace space) {
    return target.landscape().metric().equals(other.landscape().metric())
        && target.landscape().maximize() == other.landscape().maximize()
        && space.parameters().stream()
            .map(Parameter::name)
            .anyMatch(name -> other.landscape().space().indexOf(name).isPresent());
  }
}
