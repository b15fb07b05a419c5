package io.cairn.server.exchange;

import io.cairn.core.space.Condition;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters that a store declares; empty where it keeps values alone.
 *
 * @param parameters by name
 * @param conditions by the name of the parameter that has one
 * @param constraints between them
 * @param conditional whether the store declares conditions; where it does not they are found by
 *     looking at which trials have a parameter
 */
public record DeclaredSpace(
    Map<String, Parameter> parameters,
    Map<String, Condition> conditions,
    List<Constraint> constraints,
    boolean conditional) {

  /** Nothing is declared. */
  public static final DeclaredSpace NONE = new DeclaredSpace(Map.of(), Map.of(), List.of(), false);

  public DeclaredSpace {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    conditions = Map.copyOf(conditions);
    constraints = List.copyOf(constraints);
  }

  /** Parameters without a word on conditions. */
  public static DeclaredSpace of(Map<String, Parameter> parameters) {
    return new DeclaredSpace(parameters, Map.of(), List.of(), false);
  }

  /** All that a space declares. */
  public static DeclaredSpace of(SearchSpace space) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Map<String, Condition> conditions = new LinkedHashMap<>();
    for (int i = 0; i < space.dimensions(); i++) {
      String name = space.parameter(i).name();
      parameters.put(name, space.parameter(i));
      space.condition(i).ifPresent(condition -> conditions.put(name, condition));
    }
    return new DeclaredSpace(parameters, conditions, space.constraints(), true);
  }
}
