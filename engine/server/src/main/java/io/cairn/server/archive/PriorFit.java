package io.cairn.server.archive;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Parameter;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import java.util.List;

/**
 * Whether a landscape can teach a study anything.
 *
 * @param fits whether it can
 * @param reason why or why not, one line
 */
record PriorFit(boolean fits, String reason) {

  private static final int MOST_NAMED = 5;

  static PriorFit of(Landscape landscape, StudySpec study) {
    Objective objective = study.objective();
    boolean maximize = objective.direction() == Objective.Direction.MAXIMIZE;
    if (!landscape.metric().equals(objective.metric())) {
      return no("its metric is " + landscape.metric() + ", the sweep's is " + objective.metric());
    }
    if (landscape.maximize() != maximize) {
      return no(
          objective.metric()
              + " is to be "
              + (maximize ? "maximized" : "minimized")
              + " here and was "
              + (maximize ? "minimized" : "maximized")
              + " there");
    }
    if (landscape.size() == 0) {
      return no("it holds no measurement");
    }
    List<String> names = study.space().parameters().stream().map(Parameter::name).toList();
    List<String> shared =
        names.stream().filter(name -> landscape.space().indexOf(name).isPresent()).toList();
    if (shared.isEmpty()) {
      return no("it has no parameter of the sweep");
    }
    return new PriorFit(true, shared(shared, names));
  }

  private static PriorFit no(String reason) {
    return new PriorFit(false, reason);
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
