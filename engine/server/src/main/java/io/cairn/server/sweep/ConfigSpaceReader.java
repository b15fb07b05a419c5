package io.cairn.server.sweep;

import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a space as ConfigSpace writes it in JSON (Lindauer et al., "BOAH", 2019; formats 0.1 to
 * 0.4): uniform_float, uniform_int, categorical, ordinal and constant hyperparameters, conditions,
 * forbidden clauses and relations. Defaults and meta data are not needed here. A quantisation
 * {@code q} becomes a step from the lower bound; what has no counterpart here (normal and beta
 * distributions, weights) is a problem, not a silent change of the space.
 */
final class ConfigSpaceReader {

  private static final List<String> DESCRIPTIONS =
      List.of("default", "default_value", "meta", "probabilities", "weights", "name", "type");

  private final String file;
  private final Problems problems;
  private final FileSpace space;
  private final Set<String> skipped;
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * @param file how messages call the file
   * @param skipped hyperparameters that the sweep drops or declares itself
   */
  ConfigSpaceReader(String file, Problems problems, FileSpace space, Set<String> skipped) {
    this.file = file;
    this.problems = problems;
    this.space = space;
    this.skipped = skipped;
  }

  /**
   * Adds what the file declares to the space.
   *
   * @return the names of all hyperparameters of the file, skipped ones too
   * @throws InvalidSweepException if the text is no JSON object
   */
  Set<String> read(String text) throws InvalidSweepException {
    // Asked keys are those of another format than the sweep's, so they are collected apart.
    Problems own = new Problems();
    SectionReader root = SectionReader.root(JsonDocument.parse(text, file, own), own);
    root.require("hyperparameters", "is this a ConfigSpace file?");
    List<Node> hyperparameters = root.list("hyperparameters", "[{...}]").orElse(List.of());
    for (int i = 0; i < hyperparameters.size(); i++) {
      String path = KeyPath.item("hyperparameters", i);
      entry(hyperparameters.get(i), path, own).ifPresent(this::hyperparameter);
    }
    List<Node> conditions = root.list("conditions", "[{...}]").orElse(List.of());
    for (int i = 0; i < conditions.size(); i++) {
      entry(conditions.get(i), KeyPath.item("conditions", i), own)
          .ifPresent(this::conditionOfChild);
    }
    List<Node> forbiddens = root.list("forbiddens", "[{...}]").orElse(List.of());
    for (int i = 0; i < forbiddens.size(); i++) {
      String path = KeyPath.item("forbiddens", i);
      Node node = forbiddens.get(i);
      entry(node, path, own)
          .flatMap(ConfigSpaceForbidden::parts)
          .ifPresent(parts -> space.forbid(new FileSpace.Forbidden(parts, path, node.origin())));
    }
    own.inOrder().forEach(problems::add);
    return names;
  }

  static Optional<SectionReader> entry(Node node, String path, Problems problems) {
    if (node instanceof Node.Section section) {
      return Optional.of(new SectionReader(section, path, path, problems));
    }
    problems.add(node.origin(), path, node, "must be an object");
    return Optional.empty();
  }

  private void hyperparameter(SectionReader reader) {
    int before = reader.problems().count();
    reader.require("name", "name the hyperparameter");
    reader.require("type", "name its type, for example uniform_float");
    Optional<String> name = reader.text("name");
    Optional<String> type = reader.text("type");
    DESCRIPTIONS.forEach(reader::node);
    name.ifPresent(names::add);
    if (name.isEmpty() || type.isEmpty() || skipped.contains(name.get())) {
      return;
    }
    Optional<Parameter> parameter = typed(reader, name.get(), type.get());
    refuseWeights(reader);
    if (parameter.isEmpty() || reader.problems().count() > before) {
      space.broken(name.get());
    } else {
      space.declare(parameter.get(), reader.section().origin());
    }
  }

  private static void refuseWeights(SectionReader reader) {
    for (String key : List.of("weights", "probabilities")) {
      Optional<Node> node = reader.section().get(key);
      boolean equal =
          node.isEmpty()
              || (node.get() instanceof Node.Items items
                  && items.nodes().stream().map(Node::plain).distinct().count() <= 1);
      if (!equal) {
        reader.complain(
            key,
            "must be equal, since values are equally likely here; override the parameter in the sweep");
      }
    }
  }

  private static Optional<Parameter> typed(SectionReader reader, String name, String type) {
    return switch (type) {
      case "uniform_float" -> uniformFloat(reader, name);
      case "uniform_int" -> uniformInt(reader, name);
      case "categorical" -> {
        reader.require("choices", "list the categories");
        yield reader
            .texts("choices", "[\"a\", \"b\"]")
            .flatMap(choices -> attempt(reader, () -> new CategoricalParameter(name, choices)));
      }
      case "ordinal" -> {
        String key = reader.has("sequence") ? "sequence" : "choices";
        reader.require(key, "list the values in their order");
        yield reader
            .list(key, "[1, 2, 4]")
            .map(nodes -> nodes.stream().map(Node::plain).toList())
            .flatMap(values -> attempt(reader, () -> new OrdinalParameter(name, values)));
      }
      case "constant" -> {
        reader.require("value", "set the value");
        yield reader
            .node("value")
            .flatMap(value -> attempt(reader, () -> new ConstantParameter(name, value.plain())));
      }
      default -> {
        reader.complain(
            "type",
            "must be uniform_float, uniform_int, categorical, ordinal or constant; declare "
                + name
                + " in the sweep's own space instead, which overrides the file");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Parameter> uniformFloat(SectionReader reader, String name) {
    requireBounds(reader);
    OptionalDouble lower = reader.number("lower");
    OptionalDouble upper = reader.number("upper");
    OptionalDouble q = reader.number("q");
    Scale scale = reader.flag("log").orElse(false) ? Scale.LOG : Scale.LINEAR;
    if (lower.isEmpty() || upper.isEmpty()) {
      return Optional.empty();
    }
    return attempt(
        reader, () -> new RealParameter(name, lower.getAsDouble(), upper.getAsDouble(), scale, q));
  }

  private static Optional<Parameter> uniformInt(SectionReader reader, String name) {
    requireBounds(reader);
    OptionalLong lower = reader.whole("lower");
    OptionalLong upper = reader.whole("upper");
    long q = reader.whole("q").orElse(1);
    Scale scale = reader.flag("log").orElse(false) ? Scale.LOG : Scale.LINEAR;
    if (lower.isEmpty() || upper.isEmpty()) {
      return Optional.empty();
    }
    return attempt(
        reader, () -> new IntegerParameter(name, lower.getAsLong(), upper.getAsLong(), scale, q));
  }

  private static void requireBounds(SectionReader reader) {
    reader.require("lower", "set the smallest value");
    reader.require("upper", "set the largest value");
  }

  private static Optional<Parameter> attempt(SectionReader reader, Supplier<Parameter> attempt) {
    try {
      return Optional.of(attempt.get());
    } catch (IllegalArgumentException refused) {
      reader.complain(refused);
      return Optional.empty();
    }
  }

  private void conditionOfChild(SectionReader reader) {
    reader.require("child", "name the conditional hyperparameter");
    Optional<String> child = reader.text("child");
    Optional<Condition> condition = ConfigSpaceConditions.read(reader);
    if (child.isPresent() && condition.isPresent() && !skipped.contains(child.get())) {
      space.condition(child.get(), condition.get(), reader.section().origin());
    }
  }
}
