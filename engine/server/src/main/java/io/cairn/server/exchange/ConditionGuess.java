package io.cairn.server.exchange;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a parameter is active, found from which trials have it: it hangs on a categorical parameter
 * if the values of that where it is present and where it is absent have none in common.
 */
final class ConditionGuess {

  private final Map<String, Parameter> parameters;
  private final List<ForeignTrial> trials;
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  /**
   * @param trials those that were set up completely
   */
  ConditionGuess(Map<String, Parameter> parameters, List<ForeignTrial> trials) {
    this.parameters = parameters;
    this.trials = trials;
    for (ForeignTrial trial : trials) {
      trial.parameters().keySet().forEach(name -> counts.merge(name, 1, Integer::sum));
    }
  }

  /** In how many trials a parameter is absent. */
  int absent(String name) {
    return trials.size() - counts.getOrDefault(name, 0);
  }

  /** The condition of a parameter; empty if nothing explains its absence. */
  Optional<Condition> of(String child) {
    if (absent(child) == 0 || absent(child) == trials.size()) {
      return Optional.empty();
    }
    // The nearest ancestor is the one that is present least often, among those that explain it.
    List<Condition> found = new ArrayList<>();
    List<String> parents = new ArrayList<>();
    for (Map.Entry<String, Parameter> entry : parameters.entrySet()) {
      boolean choice =
          entry.getValue() instanceof CategoricalParameter
              || entry.getValue() instanceof BooleanParameter
              || entry.getValue() instanceof OrdinalParameter;
      if (choice && absent(entry.getKey()) < absent(child)) {
        explanation(child, entry.getValue())
            .ifPresent(
                condition -> {
                  found.add(condition);
                  parents.add(entry.getKey());
                });
      }
    }
    int best = -1;
    for (int i = 0; i < found.size(); i++) {
      if (best < 0 || absent(parents.get(i)) > absent(parents.get(best))) {
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(found.get(best));
  }

  private Optional<Condition> explanation(String child, Parameter parent) {
    Set<Object> present = new LinkedHashSet<>();
    Set<Object> absent = new LinkedHashSet<>();
    for (ForeignTrial trial : trials) {
      @Nullable Object value = trial.parameters().get(parent.name());
      boolean has = trial.parameters().containsKey(child);
      if (value == null) {
        if (has) {
          return Optional.empty();
        }
      } else {
        (has ? present : absent).add(value(parent, value));
      }
    }
    if (present.isEmpty() || absent.isEmpty() || present.stream().anyMatch(absent::contains)) {
      return Optional.empty();
    }
    return Optional.of(
        present.size() == 1
            ? new Condition.Equals(parent.name(), present.iterator().next())
            : new Condition.In(parent.name(), List.copyOf(present)));
  }

  private static Object value(Parameter parent, Object value) {
    return parent instanceof CategoricalParameter ? Parameter.text(value) : value;
  }
}
