package io.cairn.server.archive;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.Recast;
import io.cairn.core.space.Parameter;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.server.sweep.PriorMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a landscape can teach a study anything, and how it is to be read for that.
 *
 * @param landscape in the study's direction; empty if it cannot
 * @param fullAlone whether only its full losses count, since its levels are of another unit
 * @param reason why or why not, one line
 */
record PriorFit(Optional<Landscape> landscape, boolean fullAlone, String reason) {

  private static final int MOST_NAMED = 5;

  static PriorFit of(Landscape landscape, StudySpec study, PriorMap map) {
    Objective objective = study.objective();
    boolean maximize = objective.direction() == Objective.Direction.MAXIMIZE;
    if (!landscape.metric().equals(objective.metric())) {
      return no("its metric is " + landscape.metric() + ", the sweep's is " + objective.metric());
    }
    if (landscape.size() == 0) {
      return no("it holds no measurement");
    }
    List<String> names = study.space().parameters().stream().map(Parameter::name).toList();
    Set<String> known = new HashSet<>(map.renamesOf(landscape.space()).values());
    landscape.space().parameters().stream()
        .map(Parameter::name)
        .filter(name -> !map.renamesOf(landscape.space()).containsKey(name))
        .forEach(known::add);
    List<String> shared = names.stream().filter(known::contains).toList();
    if (shared.isEmpty()) {
      return no("it has no parameter of the sweep");
    }
    boolean otherUnit = otherUnit(landscape, study);
    if (otherUnit && landscape.measured(landscape.top()) == 0) {
      return no(
          "its resource is "
              + landscape.resource()
              + ", the sweep's is "
              + study.ladder().name()
              + ", and it holds no full evaluation");
    }
    StringBuilder reason = new StringBuilder(shared(shared, names));
    if (landscape.maximize() != maximize) {
      reason
          .append("; ")
          .append(objective.metric())
          .append(maximize ? " was minimized" : " was maximized")
          .append(" there, so its order is turned round");
    }
    if (otherUnit) {
      reason
          .append("; its resource is ")
          .append(landscape.resource())
          .append(", not ")
          .append(study.ladder().name())
          .append(": only its full losses are used");
    }
    return new PriorFit(
        Optional.of(Recast.inDirection(landscape, maximize)), otherUnit, reason.toString());
  }

  /** Shares of the full resource mean nothing to each other if they are shares of other things. */
  private static boolean otherUnit(Landscape landscape, StudySpec study) {
    return landscape.top() > 0
        && study.ladder().fidelity().isPresent()
        && !landscape.resource().equals(study.ladder().name());
  }

  private static PriorFit no(String reason) {
    return new PriorFit(Optional.empty(), false, reason);
  }

  private static String shared(List<String> shared, List<String> names) {
    if (shared.size() == names.size()) {
      return "has all " + names.size() + " parameters";
    }
    List<String> absent = names.stream().filter(name -> !shared.contains(name)).toList();
    String listed = String.join(", ", absent.subList(0, Math.min(MOST_NAMED, absent.size())));
    String more = absent.size() > MOST_NAMED ? ", ..." : "";
    return "has "
        + shared.size()
        + " of "
        + names.size()
        + " parameters (not "
        + listed
        + more
        + ")";
  }
}
