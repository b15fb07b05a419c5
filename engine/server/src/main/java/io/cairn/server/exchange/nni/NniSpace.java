package io.cairn.server.exchange.nni;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.Scale;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.Domains;
import io.cairn.server.exchange.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * NNI's search space: {@code {"lr": {"_type": "loguniform", "_value": [1e-4, 0.1]}}} (NNI
 * documentation, Search Space). A choice between named groups has their names as values, and the
 * group's parameters are {@code name/parameter}, active with that name.
 */
final class NniSpace {

  private static final String GROUP = "_name";

  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, Condition> conditions = new LinkedHashMap<>();
  private final List<String> notes;

  private NniSpace(List<String> notes) {
    this.notes = notes;
  }

  /**
   * The space.
   *
   * @param notes gets a sentence for what has no counterpart
   */
  static DeclaredSpace of(JsonNode written, List<String> notes) {
    NniSpace space = new NniSpace(notes);
    written.properties().forEach(entry -> space.add(entry.getKey(), entry.getValue()));
    return new DeclaredSpace(space.parameters, space.conditions, List.of(), true);
  }

  private void add(String name, JsonNode domain) {
    JsonNode values = domain.path("_value");
    String type = domain.path("_type").asText();
    try {
      if (type.equals("choice") && values.path(0).isObject()) {
        groups(name, values);
      } else {
        parameters.put(name, parameter(name, type, values));
      }
    } catch (IllegalArgumentException e) {
      notes.add("the domain of " + name + " is taken from its values: " + e.getMessage());
    }
  }

  private static Parameter parameter(String name, String type, JsonNode values) {
    double low = values.path(0).asDouble();
    double high = values.path(1).asDouble();
    double step = values.path(2).asDouble();
    return switch (type) {
      case "choice" -> {
        List<Object> choices = new ArrayList<>();
        values.forEach(value -> choices.add(JsonValues.plain(value)));
        yield Domains.choice(name, choices);
      }
      case "randint" -> Domains.whole(name, low, high - 1, Scale.LINEAR);
      case "uniform" -> Domains.real(name, low, high, Scale.LINEAR, 0);
      case "quniform" -> Domains.real(name, low, high, Scale.LINEAR, step);
      case "loguniform", "qloguniform" -> Domains.real(name, low, high, Scale.LOG, 0);
      default -> throw new IllegalArgumentException("its type " + type + " has no bounds");
    };
  }

  private void groups(String name, JsonNode values) {
    List<String> names = new ArrayList<>();
    values.forEach(group -> names.add(group.path(GROUP).asText()));
    parameters.put(name, new CategoricalParameter(name, names));
    for (JsonNode group : values) {
      String word = group.path(GROUP).asText();
      group
          .properties()
          .forEach(
              entry -> {
                String inner = name + JsonValues.SEPARATOR + entry.getKey();
                if (entry.getKey().equals(GROUP)) {
                  return;
                }
                boolean again = parameters.containsKey(inner);
                Condition condition = new Condition.Equals(name, word);
                if (again) {
                  conditions.merge(inner, condition, (a, b) -> new Condition.AnyOf(List.of(a, b)));
                } else {
                  add(inner, entry.getValue());
                  conditions.put(inner, condition);
                }
              });
    }
  }

  /** The values of a trial, groups as their names. */
  static Map<String, Object> values(JsonNode parameters) {
    Map<String, Object> values = new LinkedHashMap<>();
    JsonValues.flat(parameters)
        .forEach(
            (path, value) ->
                values.put(path.replaceFirst(JsonValues.SEPARATOR + GROUP + "$", ""), value));
    return values;
  }
}
