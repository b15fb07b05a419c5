package io.cairn.server.sweep;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.NumberText;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Reads one parameter: {@code lr { type = real, min = 1e-4, max = 1, scale = log }}. */
final class ParameterReader {

  static final Map<String, Scale> SCALES = new LinkedHashMap<>();

  private static final List<String> TYPES =
      List.of("real", "integer", "ordinal", "categorical", "boolean", "constant");

  /** Words of other systems. */
  private static final Map<String, String> MEANT =
      Map.of(
          "float",
          "real",
          "double",
          "real",
          "uniform",
          "real",
          "int",
          "integer",
          "long",
          "integer",
          "choice",
          "categorical",
          "category",
          "categorical",
          "bool",
          "boolean",
          "fixed",
          "constant");

  static {
    SCALES.put("linear", Scale.LINEAR);
    SCALES.put("log", Scale.LOG);
    SCALES.put("reverse-log", Scale.REVERSE_LOG);
  }

  private final String name;
  private final SectionReader reader;

  private ParameterReader(String name, SectionReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /** The parameter; empty if anything is wrong with it. The key {@code when} is read elsewhere. */
  static Optional<Parameter> read(String name, SectionReader reader) {
    return new ParameterReader(name, reader).read();
  }

  private Optional<Parameter> read() {
    int before = reader.problems().count();
    Optional<String> type = reader.text("type");
    if (!reader.has("type")) {
      reader.complain(
          "type", "is missing; set it to one of " + String.join(", ", TYPES) + quoteHint());
    }
    if (type.isEmpty()) {
      return Optional.empty();
    }
    if (!TYPES.contains(type.get())) {
      Optional<String> meant =
          Optional.ofNullable(MEANT.get(type.get()))
              .or(() -> DidYouMean.nearest(type.get(), TYPES));
      String hint = meant.map(word -> "; did you mean " + word + "?").orElse("");
      reader.complain("type", "must be one of " + String.join(", ", TYPES) + hint);
      return Optional.empty();
    }
    Optional<Parameter> parameter = typed(type.get());
    reader.finish();
    return reader.problems().count() > before ? Optional.empty() : parameter;
  }

  /** In {@code space { model.depth {...} }} the name became two keys. */
  private String quoteHint() {
    return reader.section().entries().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof Node.Section && !entry.getKey().equals("when"))
        .findFirst()
        .map(entry -> "; if \"" + name + "." + entry.getKey() + "\" is one name, put it in quotes")
        .orElse("");
  }

  private Optional<Parameter> typed(String type) {
    return switch (type) {
      case "real" -> real();
      case "integer" -> integer();
      case "ordinal" ->
          values().flatMap(values -> attempt(() -> new OrdinalParameter(name, values)));
      case "categorical" ->
          categories().flatMap(values -> attempt(() -> new CategoricalParameter(name, values)));
      case "boolean" -> attempt(() -> new BooleanParameter(name));
      default -> constant();
    };
  }

  private Optional<Parameter> real() {
    requireRange();
    OptionalDouble min = reader.number("min");
    OptionalDouble max = reader.number("max");
    Scale scale = reader.choice("scale", SCALES).orElse(Scale.LINEAR);
    OptionalDouble step = reader.number("step");
    if (min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    double low = min.getAsDouble();
    double high = max.getAsDouble();
    OptionalDouble none = OptionalDouble.empty();
    // The last attempt is the parameter; the others find the mistakes that its first one hides.
    return attempts(
        () -> new RealParameter(name, low, high, scale, none),
        () -> new RealParameter(name, Math.min(low, high), Math.max(low, high), Scale.LINEAR, step),
        () -> new RealParameter(name, low, high, scale, step));
  }

  private Optional<Parameter> integer() {
    requireRange();
    OptionalLong min = reader.whole("min");
    OptionalLong max = reader.whole("max");
    Scale scale = reader.choice("scale", SCALES).orElse(Scale.LINEAR);
    OptionalLong step = reader.whole("step");
    if (min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    long low = min.getAsLong();
    long high = max.getAsLong();
    return attempts(
        () -> new IntegerParameter(name, low, high, scale, 1),
        () ->
            new IntegerParameter(
                name, Math.min(low, high), Math.max(low, high), Scale.LINEAR, step.orElse(1)),
        () -> new IntegerParameter(name, low, high, scale, step.orElse(1)));
  }

  private void requireRange() {
    reader.require("min", "set the smallest value");
    reader.require("max", "set the largest value");
  }

  private Optional<List<Object>> values() {
    reader.require("values", "list the values in their order");
    Optional<List<Node>> nodes = reader.list("values", "[16, 32, 64]");
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < nodes.get().size(); i++) {
      Node node = nodes.get().get(i);
      String path = KeyPath.item(reader.pathOf("values"), i);
      value(node, path).ifPresent(values::add);
    }
    return values.size() == nodes.get().size() ? Optional.of(values) : Optional.empty();
  }

  /** A number or text. */
  private Optional<Object> value(Node node, String path) {
    boolean scalar = node instanceof Node.Scalar s && s.kind() != Node.Kind.NULL;
    boolean number = node instanceof Node.Scalar s && s.kind() == Node.Kind.NUMBER;
    if (!scalar || (number && !(node.plain() instanceof Number))) {
      reader.problems().add(node.origin(), path, node, "must be a finite number or text");
      return Optional.empty();
    }
    return Optional.of(node.plain());
  }

  private Optional<List<String>> categories() {
    reader.require("values", "list the categories");
    return reader.texts("values", "[sgd, adam]");
  }

  private Optional<Parameter> constant() {
    reader.require("value", "set the value");
    Optional<Node> node = reader.node("value");
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Scalar scalar
        && scalar.kind() == Node.Kind.NUMBER
        && NumberText.parse(scalar.text()).isEmpty()) {
      reader.complain("value", "must be a finite number; quote it to make it text");
      return Optional.empty();
    }
    if (!(node.get() instanceof Node.Scalar)) {
      reader.complain("value", "must be one number, text, true or false");
      return Optional.empty();
    }
    return attempt(() -> new ConstantParameter(name, node.get().plain()));
  }

  private Optional<Parameter> attempt(Supplier<Parameter> attempt) {
    try {
      return Optional.of(attempt.get());
    } catch (IllegalArgumentException refused) {
      reader.complain(refused);
      return Optional.empty();
    }
  }

  /** All attempts must succeed; the same refusal twice is reported once. */
  @SafeVarargs
  private Optional<Parameter> attempts(Supplier<Parameter>... attempts) {
    Optional<Parameter> parameter = Optional.empty();
    for (Supplier<Parameter> attempt : attempts) {
      parameter = attempt(attempt);
    }
    return parameter;
  }
}
