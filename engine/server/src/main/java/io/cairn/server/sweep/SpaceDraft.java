package io.cairn.server.sweep;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.InvalidConstraintException;
import io.cairn.core.space.InvalidSpaceException;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A space in the making: what was read of it, and where. Parts with mistakes are left out, and so
 * is what depends on them, so that the rest can still be checked without errors that only follow.
 */
final class SpaceDraft {

  /** Of the random configurations that estimate what the constraints leave. */
  private static final long FEASIBILITY_SEED = 1;

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Condition> conditions = new LinkedHashMap<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<String> constraintPaths = new ArrayList<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private final Set<String> broken = new LinkedHashSet<>();
  private final Problems problems;

  SpaceDraft(Problems problems) {
    this.problems = problems;
  }

  private static String path(String name) {
    return KeyPath.join("space", name);
  }

  /** Declares a parameter, in place of an earlier one of its name. */
  void declare(Parameter parameter, Origin origin) {
    parameters.put(parameter.name(), parameter);
    conditions.remove(parameter.name());
    origins.put(path(parameter.name()), origin);
  }

  void condition(String name, Condition condition, Origin origin) {
    conditions.put(name, condition);
    origins.put(path(name) + ".when", origin);
  }

  /** Notes that something named here has mistakes of its own, already reported. */
  void broken(String name) {
    broken.add(name);
  }

  /**
   * @param path where it is written, for messages
   */
  void constraint(String text, String path, Origin origin) {
    origins.put(path, origin);
    try {
      constraints.add(Constraint.parse(text));
      constraintPaths.add(path);
    } catch (InvalidConstraintException malformed) {
      problems.add(origin, path, String.valueOf(malformed.getMessage()));
    }
  }

  /** The space; empty if anything about it is wrong. */
  Optional<SearchSpace> build(Origin origin) {
    if (parameters.isEmpty() && broken.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Condition> kept = soundConditions();
    List<Integer> sound = soundConstraints();
    boolean whole = broken.isEmpty() && sound.size() == constraints.size();
    while (true) {
      try {
        List<Constraint> checked = sound.stream().map(constraints::get).toList();
        SearchSpace space = new SearchSpace(declared(), kept, checked);
        return whole && checkFeasibility(space, origin) ? Optional.of(space) : Optional.empty();
      } catch (InvalidSpaceException invalid) {
        whole = false;
        if (!leaveOut(invalid.problems(), kept, sound, origin)) {
          return Optional.empty();
        }
      }
    }
  }

  /** The parameters, with stand-ins for broken ones, so that their conditions are checked too. */
  private List<Parameter> declared() {
    List<Parameter> declared = new ArrayList<>(parameters.values());
    for (String name : broken) {
      if (!parameters.containsKey(name)) {
        try {
          declared.add(new BooleanParameter(name));
        } catch (IllegalArgumentException badName) {
          // What is wrong with the name was reported with the parameter.
        }
      }
    }
    return declared;
  }

  private Map<String, Condition> soundConditions() {
    Map<String, Condition> sound = new LinkedHashMap<>();
    conditions.forEach(
        (name, condition) -> {
          boolean known = parameters.containsKey(name) || broken.contains(name);
          if (known && condition.parents().stream().noneMatch(broken::contains)) {
            sound.put(name, condition);
          }
        });
    return sound;
  }

  /** Those that mention nothing broken. */
  private List<Integer> soundConstraints() {
    List<Integer> sound = new ArrayList<>();
    for (int i = 0; i < constraints.size(); i++) {
      String text = constraints.get(i).text();
      if (broken.stream().noneMatch(text::contains)) {
        sound.add(i);
      }
    }
    return sound;
  }

  /**
   * Reports problems and leaves out what has them: some mistakes are only looked for when there are
   * no others.
   *
   * @return whether anything was left out, so that it is worth another look
   */
  private boolean leaveOut(
      List<io.cairn.core.space.Problem> found,
      Map<String, Condition> kept,
      List<Integer> sound,
      Origin origin) {
    List<Integer> before = List.copyOf(sound);
    boolean changed = false;
    for (io.cairn.core.space.Problem problem : found) {
      String path = problem.path();
      if (path.startsWith("constraints[")) {
        int place = Integer.parseInt(path.substring("constraints[".length(), path.length() - 1));
        Integer index = before.get(place);
        path = constraintPaths.get(index);
        changed |= sound.remove(index);
      } else {
        String at = path;
        changed |= kept.keySet().removeIf(name -> at.equals(path(name) + ".when"));
      }
      problems.add(origins.getOrDefault(path, origin), path, problem.message());
    }
    return changed;
  }

  private boolean checkFeasibility(SearchSpace space, Origin origin) {
    if (space.constraints().isEmpty()) {
      return true;
    }
    Origin place = origins.getOrDefault(constraintPaths.get(0), origin);
    Optional<String> problem = space.feasibility(FEASIBILITY_SEED).problem();
    problem.ifPresent(sentence -> problems.add(place, "constraints", sentence));
    return problem.isEmpty();
  }
}
