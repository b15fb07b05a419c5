package io.cairn.server.exchange;

import io.cairn.core.space.Condition;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.InvalidSpaceException;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The space that the trials of a study come from: what the store declares, and what can be seen
 * from the trials where it declares nothing.
 *
 * @param space of all parameters that can be one here; empty if there is none
 * @param comments where each parameter comes from, by name
 * @param left sentences on parameters that are none here
 */
public record FoundSpace(
    Optional<SearchSpace> space, Map<String, String> comments, List<String> left) {

  public FoundSpace {
    comments = Collections.unmodifiableMap(new LinkedHashMap<>(comments));
    left = List.copyOf(left);
  }

  /**
   * The space of a study.
   *
   * @param without names that are no parameters
   */
  public static FoundSpace of(ForeignStudy study, Set<String> without) {
    List<ForeignTrial> settled =
        study.trials().stream()
            .filter(trial -> !trial.parameters().isEmpty())
            .filter(
                trial ->
                    trial.state() == ForeignTrial.State.COMPLETE
                        || trial.state() == ForeignTrial.State.PRUNED)
            .toList();
    // Trials that failed or run may lack what they had not come to ask for.
    List<ForeignTrial> trials = settled.isEmpty() ? study.trials() : settled;
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Map<String, String> comments = new LinkedHashMap<>();
    List<String> left = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(study.parameterNames());
    names.removeAll(without);
    Map<String, List<Object>> seen = seen(study, names);
    for (String name : names) {
      List<Object> values = seen.getOrDefault(name, List.of());
      @Nullable Parameter declared = study.declared().parameters().get(name);
      try {
        if (declared != null) {
          parameters.put(name, declared);
          comments.put(name, "declared");
        } else if (!values.isEmpty()) {
          parameters.put(name, ParameterGuess.of(name, values));
          comments.put(
              name, "seen in " + values.size() + " of " + study.trials().size() + " trials");
        }
      } catch (IllegalArgumentException e) {
        left.add("parameter " + name + " is left out: " + e.getMessage());
      }
    }
    Map<String, Condition> conditions = new LinkedHashMap<>(study.declared().conditions());
    conditions.keySet().retainAll(parameters.keySet());
    if (!study.declared().conditional()) {
      guess(parameters, trials, conditions, comments);
    }
    return built(parameters, conditions, study.declared().constraints(), comments, left);
  }

  private static Map<String, List<Object>> seen(ForeignStudy study, Set<String> names) {
    Map<String, List<Object>> seen = new LinkedHashMap<>();
    for (ForeignTrial trial : study.trials()) {
      trial
          .parameters()
          .forEach(
              (name, value) -> {
                if (names.contains(name)) {
                  seen.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
                }
              });
    }
    return seen;
  }

  private static void guess(
      Map<String, Parameter> parameters,
      List<ForeignTrial> trials,
      Map<String, Condition> conditions,
      Map<String, String> comments) {
    ConditionGuess guess = new ConditionGuess(parameters, trials);
    for (String name : parameters.keySet()) {
      int absent = guess.absent(name);
      if (absent == 0 || absent == trials.size()) {
        continue;
      }
      Optional<Condition> condition = guess.of(name);
      condition.ifPresent(found -> conditions.put(name, found));
      comments.merge(
          name,
          condition.isPresent()
              ? "when found from " + absent + " trials without it"
              : "absent in " + absent + " trials, nothing tells when",
          (a, b) -> a + "; " + b);
    }
  }

  private static FoundSpace built(
      Map<String, Parameter> parameters,
      Map<String, Condition> conditions,
      List<Constraint> constraints,
      Map<String, String> comments,
      List<String> left) {
    if (parameters.isEmpty()) {
      return new FoundSpace(Optional.empty(), comments, left);
    }
    List<Parameter> all = List.copyOf(parameters.values());
    try {
      return new FoundSpace(
          Optional.of(new SearchSpace(all, conditions, constraints)), comments, left);
    } catch (InvalidSpaceException e) {
      left.add("conditions and constraints are left out: " + e.getMessage());
      return new FoundSpace(Optional.of(new SearchSpace(all, Map.of(), List.of())), comments, left);
    }
  }
}
