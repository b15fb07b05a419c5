package io.cairn.server.sweep;

import io.cairn.core.space.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads conditions: {@code when { booster = [dart], depth { min = 3 } }}. Several keys must all
 * hold; {@code any}, {@code all} and {@code none} take lists of conditions. A list of sections is
 * never a list of values, so parameters may have these names too.
 */
final class ConditionReader {

  private static final int MAX_DEPTH = 100;

  private final Problems problems;
  private final String pattern;

  /**
   * @param pattern path of the condition as the reference of keys has it
   */
  ConditionReader(Problems problems, String pattern) {
    this.problems = problems;
    this.pattern = pattern;
  }

  /** The condition; empty if anything is wrong with it. */
  Optional<Condition> read(Node node, String path) {
    return read(node, path, 0);
  }

  private Optional<Condition> read(Node node, String path, int depth) {
    for (String key : List.of("any", "all", "none", "*")) {
      problems.asked(pattern + "." + key);
    }
    if (!(node instanceof Node.Section section) || section.entries().isEmpty()) {
      problems.add(
          node.origin(), path, node, "must name parameters and their values: { booster = [dart] }");
      return Optional.empty();
    }
    if (depth > MAX_DEPTH) {
      problems.add(
          node.origin(), path, "is nested deeper than " + MAX_DEPTH + " levels; simplify it");
      return Optional.empty();
    }
    List<Condition> parts = new ArrayList<>();
    for (Map.Entry<String, Node> entry : section.entries().entrySet()) {
      String key = entry.getKey();
      String keyPath = KeyPath.join(path, key);
      Optional<Condition> part =
          isCombination(key, entry.getValue())
              ? combination(key, (Node.Items) entry.getValue(), keyPath, depth)
              : leaf(key, entry.getValue(), keyPath, depth);
      part.ifPresent(parts::add);
    }
    if (parts.size() < section.entries().size()) {
      return Optional.empty();
    }
    return Optional.of(parts.size() == 1 ? parts.get(0) : new Condition.AllOf(parts));
  }

  private static boolean isCombination(String key, Node node) {
    boolean word = key.equals("any") || key.equals("all") || key.equals("none");
    return word
        && node instanceof Node.Items items
        && !items.nodes().isEmpty()
        && items.nodes().stream().allMatch(Node.Section.class::isInstance);
  }

  private Optional<Condition> combination(String word, Node.Items items, String path, int depth) {
    List<Condition> parts = new ArrayList<>();
    for (int i = 0; i < items.nodes().size(); i++) {
      read(items.nodes().get(i), KeyPath.item(path, i), depth + 1).ifPresent(parts::add);
    }
    if (parts.size() < items.nodes().size()) {
      return Optional.empty();
    }
    return Optional.of(
        switch (word) {
          case "all" -> new Condition.AllOf(parts);
          case "any" -> new Condition.AnyOf(parts);
          default ->
              new Condition.Not(parts.size() == 1 ? parts.get(0) : new Condition.AnyOf(parts));
        });
  }

  private Optional<Condition> leaf(String parent, Node node, String path, int depth) {
    if (node instanceof Node.Scalar scalar) {
      return SectionReader.isUnresolved(scalar)
          ? Optional.empty()
          : Optional.of(new Condition.Equals(parent, scalar.plain()));
    }
    if (node instanceof Node.Items items) {
      return in(parent, items, path);
    }
    SectionReader reader = new SectionReader((Node.Section) node, path, pattern + ".*", problems);
    return reader.has("not") ? not(parent, reader, depth) : range(parent, reader);
  }

  private Optional<Condition> in(String parent, Node.Items items, String path) {
    if (items.nodes().isEmpty()) {
      problems.add(items.origin(), path, items, "must list at least one value");
      return Optional.empty();
    }
    for (int i = 0; i < items.nodes().size(); i++) {
      Node item = items.nodes().get(i);
      if (!(item instanceof Node.Scalar scalar) || scalar.kind() == Node.Kind.NULL) {
        problems.add(
            item.origin(),
            KeyPath.item(path, i),
            item,
            "must be one value: a number, text, true or false");
        return Optional.empty();
      }
    }
    return Optional.of(new Condition.In(parent, items.plain()));
  }

  private Optional<Condition> not(String parent, SectionReader reader, int depth) {
    Optional<Node> negated = reader.node("not");
    if (reader.section().entries().size() > 1) {
      reader.complain("has other keys beside not; write all = [ { ... }, { ... } ] to join them");
      return Optional.empty();
    }
    if (depth > MAX_DEPTH) {
      reader.complain("is nested deeper than " + MAX_DEPTH + " levels; simplify it");
      return Optional.empty();
    }
    return negated
        .flatMap(node -> leaf(parent, node, reader.pathOf("not"), depth + 1))
        .map(Condition.Not::new);
  }

  private Optional<Condition> range(String parent, SectionReader reader) {
    int before = problems.count();
    OptionalDouble min = reader.number("min");
    OptionalDouble above = reader.number("above");
    OptionalDouble max = reader.number("max");
    OptionalDouble below = reader.number("below");
    reader.finish();
    if (reader.has("min") && reader.has("above")) {
      reader.complain("above", "must not stand beside min; keep one of them");
    }
    if (reader.has("max") && reader.has("below")) {
      reader.complain("below", "must not stand beside max; keep one of them");
    }
    if (reader.section().entries().isEmpty()) {
      reader.complain("must have a bound: min, max, above or below");
    }
    if (problems.count() > before) {
      return Optional.empty();
    }
    OptionalDouble low = min.isPresent() ? min : above;
    OptionalDouble high = max.isPresent() ? max : below;
    return Optional.of(new Condition.Range(parent, low, high, above.isEmpty(), below.isEmpty()));
  }
}
