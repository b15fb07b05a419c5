package io.cairn.server.sweep;

import io.cairn.core.space.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the conditions of a ConfigSpace file. */
final class ConfigSpaceConditions {

  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    List.of("EQ", "NEQ", "IN", "GT", "LT", "AND", "OR").forEach(word -> TYPES.put(word, word));
  }

  private ConfigSpaceConditions() {}

  /** The condition of an entry; empty if it has mistakes. */
  static Optional<Condition> read(SectionReader reader) {
    reader.require("type", "use one of " + String.join(", ", TYPES.keySet()));
    Optional<String> type = reader.choice("type", TYPES);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (type.get().equals("AND") || type.get().equals("OR")) {
      return combined(reader, type.get().equals("AND"));
    }
    reader.require("parent", "name the hyperparameter that it depends on");
    Optional<String> parent = reader.text("parent");
    if (type.get().equals("IN")) {
      reader.require("values", "list the values");
      Optional<List<Node>> values = reader.list("values", "[1, 2]");
      return parent.flatMap(
          name ->
              values.map(
                  nodes -> new Condition.In(name, nodes.stream().map(Node::plain).toList())));
    }
    reader.require("value", "set the value");
    Optional<Node> value = reader.node("value");
    return parent.flatMap(name -> value.flatMap(node -> compared(reader, type.get(), name, node)));
  }

  private static Optional<Condition> compared(
      SectionReader reader, String type, String parent, Node value) {
    if (type.equals("EQ")) {
      return Optional.of(new Condition.Equals(parent, value.plain()));
    }
    if (type.equals("NEQ")) {
      return Optional.of(new Condition.Not(new Condition.Equals(parent, value.plain())));
    }
    OptionalDouble bound = reader.number("value");
    OptionalDouble none = OptionalDouble.empty();
    if (bound.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        type.equals("GT")
            ? new Condition.Range(parent, bound, none, false, true)
            : new Condition.Range(parent, none, bound, true, false));
  }

  private static Optional<Condition> combined(SectionReader reader, boolean all) {
    reader.require("conditions", "list the conditions that are combined");
    List<Node> nodes = reader.list("conditions", "[{...}]").orElse(List.of());
    List<Condition> parts = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      ConfigSpaceReader.entry(
              nodes.get(i), KeyPath.item(reader.pathOf("conditions"), i), reader.problems())
          .flatMap(ConfigSpaceConditions::read)
          .ifPresent(parts::add);
    }
    if (parts.isEmpty() || parts.size() < nodes.size()) {
      return Optional.empty();
    }
    return Optional.of(all ? new Condition.AllOf(parts) : new Condition.AnyOf(parts));
  }
}
