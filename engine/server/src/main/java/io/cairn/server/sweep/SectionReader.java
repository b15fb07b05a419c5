package io.cairn.server.sweep;

import io.cairn.core.space.NumberText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the keys of one section, notes what is wrong with each and goes on.
 *
 * <p>A key that was asked for is a known key; {@link #finish} reports all others. So no list of
 * known keys has to be kept beside the code that reads them. What is absent or wrong reads as
 * empty; only what is absent where it must not be needs {@code require}.
 */
final class SectionReader {

  private final Node.Section section;
  private final String path;
  private final String pattern;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  /**
   * @param path as messages show it
   * @param pattern the path with {@code *} for names that the user chose
   */
  SectionReader(Node.Section section, String path, String pattern, Problems problems) {
    this.section = section;
    this.path = path;
    this.pattern = pattern;
    this.problems = problems;
  }

  static SectionReader root(Node.Section section, Problems problems) {
    return new SectionReader(section, "", "", problems);
  }

  Node.Section section() {
    return section;
  }

  String path() {
    return path;
  }

  String pathOf(String key) {
    return KeyPath.join(path, key);
  }

  Problems problems() {
    return problems;
  }

  /** Whether the key is there, whatever its value. */
  boolean has(String key) {
    return section.get(key).isPresent();
  }

  /** The value of a key, if it is there and leads somewhere. */
  Optional<Node> node(String key) {
    return node(key, key);
  }

  private Optional<Node> node(String key, String patternKey) {
    known.add(key);
    problems.asked(pattern.isEmpty() ? patternKey : pattern + "." + patternKey);
    return section.get(key).filter(node -> !isUnresolved(node));
  }

  static boolean isUnresolved(Node node) {
    return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.UNRESOLVED;
  }

  /** Reports that a key is missing, if it is. */
  void require(String key, String wayOut) {
    if (!has(key)) {
      problems.add(section.origin(), pathOf(key), "is missing; " + wayOut);
    }
  }

  /** Reports a mistake in the value of a key, or in the section where the key is absent. */
  void complain(String key, String rule) {
    Optional<Node> node = section.get(key);
    if (node.isPresent()) {
      problems.add(node.get().origin(), pathOf(key), node.get(), rule);
    } else {
      problems.add(section.origin(), pathOf(key), rule);
    }
  }

  /** Reports a mistake in one item of a list. */
  void complainOfItem(String key, int index, String rule) {
    if (section.get(key).orElse(null) instanceof Node.Items items) {
      Node item = items.nodes().get(index);
      problems.add(item.origin(), KeyPath.item(pathOf(key), index), item, rule);
    } else {
      complain(key, rule);
    }
  }

  /** Reports a mistake in the section as a whole. */
  void complain(String message) {
    problems.add(section.origin(), path, message);
  }

  /**
   * Reports a refusal of the engine. {@code min = -1.0 must be > 0 on a log scale; ...} becomes a
   * problem of the key {@code min} that shows the value as the user wrote it.
   */
  void complain(IllegalArgumentException refusal) {
    Refusal parsed = Refusal.of(String.valueOf(refusal.getMessage()));
    if (has(parsed.key())) {
      complain(parsed.key(), parsed.rule());
    } else {
      complain(parsed.message());
    }
  }

  Optional<SectionReader> section(String key) {
    return section(key, key);
  }

  /** The section below a key; {@code patternKey} is its name in the reference. */
  Optional<SectionReader> section(String key, String patternKey) {
    Optional<Node> node = node(key, patternKey);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Section inner) {
      String innerPattern = pattern.isEmpty() ? patternKey : pattern + "." + patternKey;
      return Optional.of(new SectionReader(inner, pathOf(key), innerPattern, problems));
    }
    complain(key, "must be a section; write " + KeyPath.quoted(key) + " { ... }");
    return Optional.empty();
  }

  /** The text of a key; numbers and booleans are taken as they are written. */
  Optional<String> text(String key) {
    return scalar(key, "must be one text, not a list or a section").map(Node.Scalar::text);
  }

  private Optional<Node.Scalar> scalar(String key, String rule) {
    Optional<Node> node = node(key);
    if (node.isPresent() && !(node.get() instanceof Node.Scalar)) {
      complain(key, rule);
      return Optional.empty();
    }
    return node.map(Node.Scalar.class::cast);
  }

  /** A finite number; text that is one is taken too, since environment variables are text. */
  OptionalDouble number(String key) {
    Optional<Number> number = anyNumber(key, "must be a finite number");
    return number.isPresent()
        ? OptionalDouble.of(number.get().doubleValue())
        : OptionalDouble.empty();
  }

  /** A whole number; 10.0 and 1e3 are whole too. */
  OptionalLong whole(String key) {
    String rule = "must be a whole number of at most 18 digits";
    Optional<Number> number = anyNumber(key, rule);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    if (number.get() instanceof Long whole) {
      return OptionalLong.of(whole);
    }
    double value = number.get().doubleValue();
    if (value == Math.rint(value) && Math.abs(value) < 1e18) {
      return OptionalLong.of((long) value);
    }
    complain(key, rule);
    return OptionalLong.empty();
  }

  /** A whole number within bounds. */
  Optional<Integer> count(String key, int least, int most) {
    OptionalLong whole = whole(key);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    if (whole.getAsLong() < least || whole.getAsLong() > most) {
      boolean open = most == Integer.MAX_VALUE;
      complain(key, open ? "must be at least " + least : "must be from " + least + " to " + most);
      return Optional.empty();
    }
    return Optional.of((int) whole.getAsLong());
  }

  private Optional<Number> anyNumber(String key, String rule) {
    Optional<Node.Scalar> scalar = scalar(key, rule);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    Optional<Number> number = NumberText.parse(scalar.get().text().strip());
    if (number.isEmpty()) {
      complain(key, rule);
    }
    return number;
  }

  Optional<Boolean> flag(String key) {
    String rule = "must be true or false";
    Optional<Node.Scalar> scalar = scalar(key, rule);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    Optional<Boolean> flag =
        switch (scalar.get().text()) {
          case "true", "yes", "on" -> Optional.of(true);
          case "false", "no", "off" -> Optional.of(false);
          default -> Optional.empty();
        };
    if (flag.isEmpty()) {
      complain(key, rule);
    }
    return flag;
  }

  /** A duration of at least {@code least}. */
  Optional<Duration> duration(String key, Duration least) {
    String rule = "must be a duration of at most 36500 days, such as 500ms, 30s, 10m or 2h";
    Optional<Node.Scalar> scalar = scalar(key, rule);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    Optional<Duration> duration = DurationText.parse(scalar.get().text());
    if (duration.isEmpty()) {
      complain(key, rule);
    } else if (duration.get().compareTo(least) < 0) {
      complain(key, "must be at least " + DurationText.of(least));
      return Optional.empty();
    }
    return duration;
  }

  /** One of a few words. */
  <T> Optional<T> choice(String key, Map<String, T> words) {
    Optional<String> word = text(key);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    T chosen = words.get(word.get());
    if (chosen == null) {
      Optional<String> meant = DidYouMean.nearest(word.get(), words.keySet());
      complain(
          key,
          "must be one of "
              + String.join(", ", words.keySet())
              + meant.map(near -> "; did you mean " + near + "?").orElse(""));
    }
    return Optional.ofNullable(chosen);
  }

  /** A size in bytes of at least one. */
  OptionalLong size(String key) {
    String rule = "must be a size above 0, such as 500 MB, 10 GB or 1 TiB";
    Optional<Node.Scalar> scalar = scalar(key, rule);
    if (scalar.isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong size = SizeText.parse(scalar.get().text());
    if (size.orElse(0) > 0) {
      return size;
    }
    complain(key, rule + "; leave the key out for no limit");
    return OptionalLong.empty();
  }

  /** The items of a list. */
  Optional<List<Node>> list(String key, String example) {
    return list(key, key, example);
  }

  private Optional<List<Node>> list(String key, String patternKey, String example) {
    Optional<Node> node = node(key, patternKey);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Items items) {
      return Optional.of(items.nodes());
    }
    complain(key, "must be a list, such as " + example);
    return Optional.empty();
  }

  /** The texts of a list of texts. */
  Optional<List<String>> texts(String key, String example) {
    return texts(key, key, example);
  }

  /** The same; {@code patternKey} is the key's name in the reference. */
  Optional<List<String>> texts(String key, String patternKey, String example) {
    Optional<List<Node>> nodes = list(key, patternKey, example);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < nodes.get().size(); i++) {
      Node node = nodes.get().get(i);
      if (!(node instanceof Node.Scalar scalar) || scalar.kind() == Node.Kind.NULL) {
        problems.add(node.origin(), KeyPath.item(pathOf(key), i), node, "must be one text");
        return Optional.empty();
      }
    }
    return Optional.of(nodes.get().stream().map(node -> ((Node.Scalar) node).text()).toList());
  }

  /** The plain values of all keys that nobody asked for yet; somebody else knows what they mean. */
  Map<String, Object> rest() {
    Map<String, Object> values = new LinkedHashMap<>();
    section
        .entries()
        .forEach(
            (key, node) -> {
              if (!known.contains(key) && !isUnresolved(node)) {
                values.put(key, node.plain());
              }
            });
    return values;
  }

  /** Reports every key that nobody asked for. */
  void finish() {
    section
        .entries()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                problems.add(
                    node.origin(), pathOf(key), "is an unknown key" + DidYouMean.hint(key, known));
              }
            });
  }
}
