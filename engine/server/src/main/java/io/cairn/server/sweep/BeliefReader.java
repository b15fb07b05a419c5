package io.cairn.server.sweep;

import io.cairn.core.search.Expectation;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.NumberText;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads {@code priors.belief}: a section a parameter. */
final class BeliefReader {

  private static final double LEAST_SPREAD = 0.001;
  private static final double MOST_SPREAD = 10;

  private static final String NUMBERS = "write near = VALUE or between = [LOW, HIGH]";
  private static final String WORDS = "write weights { VALUE = 3 }";

  private final SearchSpace space;
  private final Problems problems;

  BeliefReader(SearchSpace space, Problems problems) {
    this.space = space;
    this.problems = problems;
  }

  Map<String, Expectation> read(SectionReader belief) {
    Map<String, Expectation> read = new LinkedHashMap<>();
    belief
        .section()
        .entries()
        .forEach(
            (name, node) ->
                ParameterValue.parameter(space, name, node, belief.pathOf(name), problems)
                    .flatMap(parameter -> expectation(belief, parameter))
                    .ifPresent(expectation -> read.put(name, expectation)));
    return read;
  }

  private Optional<Expectation> expectation(SectionReader belief, Parameter parameter) {
    Optional<SectionReader> section = belief.section(parameter.name(), "*");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    SectionReader reader = section.get();
    Optional<Node> near = reader.node("near");
    Optional<List<Node>> between = reader.list("between", "[1, 5]");
    OptionalDouble spread = spread(reader);
    Optional<SectionReader> weights = reader.section("weights");
    reader.finish();
    if (parameter instanceof ConstantParameter) {
      reader.complain("is about a constant, of which there is nothing to believe; remove it");
      return Optional.empty();
    }
    boolean words =
        parameter instanceof CategoricalParameter || parameter instanceof BooleanParameter;
    if (words) {
      for (String key : List.of("near", "between", "spread")) {
        if (reader.has(key)) {
          reader.complain(key, "is for values in an order, which these are not; " + WORDS);
          return Optional.empty();
        }
      }
      if (weights.isEmpty()) {
        reader.complain("must have weights; " + WORDS);
      }
      return weights.flatMap(of -> weights(of, parameter));
    }
    if (weights.isPresent()) {
      reader.complain("weights", "is for values without an order; " + NUMBERS);
      return Optional.empty();
    }
    if (near.isPresent() == reader.has("between")) {
      reader.complain("must have near or between, one of them; " + NUMBERS);
      return Optional.empty();
    }
    double width = spread.orElse(Expectation.USUAL_SPREAD);
    return near.isPresent()
        ? value(parameter, near.get(), reader.pathOf("near"))
            .map(value -> new Expectation.Near(value, width))
        : between.flatMap(ends -> between(reader, parameter, ends, width));
  }

  private static OptionalDouble spread(SectionReader reader) {
    OptionalDouble spread = reader.number("spread");
    if (spread.isPresent()
        && (spread.getAsDouble() < LEAST_SPREAD || spread.getAsDouble() > MOST_SPREAD)) {
      reader.complain(
          "spread",
          "must be from "
              + LEAST_SPREAD
              + " to "
              + (int) MOST_SPREAD
              + ", as a share of the parameter's range; "
              + Expectation.USUAL_SPREAD
              + " is usual");
      return OptionalDouble.empty();
    }
    return spread;
  }

  private Optional<Object> value(Parameter parameter, Node node, String path) {
    OptionalLong code = ParameterValue.read(parameter, node, path, problems);
    return code.isPresent() ? Optional.of(parameter.value(code.getAsLong())) : Optional.empty();
  }

  private Optional<Expectation> between(
      SectionReader reader, Parameter parameter, List<Node> ends, double width) {
    String path = reader.pathOf("between");
    if (ends.size() != 2) {
      reader.complain("between", "must be two values, the lower one first");
      return Optional.empty();
    }
    OptionalLong low = ParameterValue.read(parameter, ends.get(0), KeyPath.item(path, 0), problems);
    OptionalLong high =
        ParameterValue.read(parameter, ends.get(1), KeyPath.item(path, 1), problems);
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    if (parameter.encode(low.getAsLong()) > parameter.encode(high.getAsLong())) {
      reader.complain("between", "must be two values, the lower one first; swap them");
      return Optional.empty();
    }
    return Optional.of(
        new Expectation.Between(
            parameter.value(low.getAsLong()), parameter.value(high.getAsLong()), width));
  }

  private Optional<Expectation> weights(SectionReader reader, Parameter parameter) {
    problems.asked("priors.belief.*.weights.*");
    Map<Object, Double> weights = new LinkedHashMap<>();
    boolean sound = true;
    for (Map.Entry<String, Node> entry : reader.section().entries().entrySet()) {
      String key = entry.getKey();
      OptionalLong code = parameter.parse(key);
      Optional<Double> weight = weight(entry.getValue());
      if (code.isEmpty()) {
        problems.add(
            entry.getValue().origin(),
            reader.pathOf(key),
            "is no value of " + parameter.name() + ", which is " + parameter.domain());
      } else if (weight.isEmpty()) {
        reader.complain(key, "must be a number above 0; values that are not listed count 1");
      }
      if (code.isPresent() && weight.isPresent()) {
        weights.put(parameter.value(code.getAsLong()), weight.get());
      } else {
        sound = false;
      }
    }
    if (weights.isEmpty() && sound) {
      reader.complain("must weigh at least one value; " + WORDS);
      return Optional.empty();
    }
    return sound ? Optional.of(new Expectation.Weights(weights)) : Optional.empty();
  }

  private static Optional<Double> weight(Node node) {
    return node instanceof Node.Scalar scalar
        ? NumberText.parse(scalar.text().strip()).map(Number::doubleValue).filter(w -> w > 0)
        : Optional.empty();
  }
}
