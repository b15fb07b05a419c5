package io.cairn.server.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a forbidden clause of a ConfigSpace file into the text of what must not hold. */
final class ConfigSpaceForbidden {

  private static final Map<String, String> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("EQUALS", "=");
    TYPES.put("IN", "in");
    TYPES.put("AND", "and");
    TYPES.put("LESS", "<");
    TYPES.put("GREATER", ">");
    TYPES.put("LESSTHAN", "<");
    TYPES.put("GREATERTHAN", ">");
  }

  private ConfigSpaceForbidden() {}

  /** What must not hold together; empty if it has mistakes. */
  static Optional<List<FileSpace.Part>> parts(SectionReader reader) {
    reader.require("type", "use one of " + String.join(", ", TYPES.keySet()));
    Optional<String> operator = reader.choice("type", TYPES);
    if (operator.isEmpty()) {
      return Optional.empty();
    }
    return operator.get().equals("and") ? all(reader) : part(reader, operator.get()).map(List::of);
  }

  private static Optional<List<FileSpace.Part>> all(SectionReader reader) {
    reader.require("clauses", "list the clauses that are combined");
    List<Node> nodes = reader.list("clauses", "[{...}]").orElse(List.of());
    List<FileSpace.Part> all = new ArrayList<>();
    int whole = 0;
    for (int i = 0; i < nodes.size(); i++) {
      String path = KeyPath.item(reader.pathOf("clauses"), i);
      Optional<List<FileSpace.Part>> parts =
          ConfigSpaceReader.entry(nodes.get(i), path, reader.problems())
              .flatMap(ConfigSpaceForbidden::parts);
      parts.ifPresent(all::addAll);
      whole += parts.isPresent() ? 1 : 0;
    }
    return nodes.isEmpty() || whole < nodes.size() ? Optional.empty() : Optional.of(all);
  }

  private static Optional<FileSpace.Part> part(SectionReader reader, String operator) {
    if (reader.has("left")) {
      Optional<String> left = name(reader, "left");
      Optional<String> right = name(reader, "right");
      return left.flatMap(
          l ->
              right.map(
                  r ->
                      new FileSpace.Part.Relation(
                          l, r, quoted(l) + " " + operator + " " + quoted(r))));
    }
    Optional<String> name = name(reader, "name");
    boolean several = operator.equals("in");
    Optional<String> literals = several ? values(reader) : value(reader);
    List<Object> values =
        several
            ? reader.list("values", "[1, 2]").orElse(List.of()).stream().map(Node::plain).toList()
            : reader.node("value").map(Node::plain).stream().toList();
    return name.flatMap(
        n ->
            literals.map(
                text ->
                    new FileSpace.Part.Member(n, values, quoted(n) + " " + operator + " " + text)));
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }

  private static Optional<String> name(SectionReader reader, String key) {
    reader.require(key, "name the hyperparameter");
    return reader.text(key);
  }

  private static Optional<String> value(SectionReader reader) {
    reader.require("value", "set the forbidden value");
    return reader.node("value").flatMap(node -> literal(reader, "value", node));
  }

  private static Optional<String> values(SectionReader reader) {
    reader.require("values", "list the forbidden values");
    List<Node> nodes = reader.list("values", "[1, 2]").orElse(List.of());
    List<String> literals = new ArrayList<>();
    nodes.forEach(node -> literal(reader, "values", node).ifPresent(literals::add));
    boolean whole = !literals.isEmpty() && literals.size() == nodes.size();
    return whole ? Optional.of("[" + String.join(", ", literals) + "]") : Optional.empty();
  }

  private static Optional<String> literal(SectionReader reader, String key, Node node) {
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() == Node.Kind.NULL) {
      reader.complain(key, "must be a number, text, true or false");
      return Optional.empty();
    }
    if (scalar.kind() != Node.Kind.TEXT) {
      return Optional.of(scalar.text());
    }
    String quote = scalar.text().indexOf('"') < 0 ? "\"" : "'";
    if (scalar.text().contains(quote)) {
      reader.complain(key, "must not hold both kinds of quotes; write the constraint in the sweep");
      return Optional.empty();
    }
    return Optional.of(quote + scalar.text() + quote);
  }
}
