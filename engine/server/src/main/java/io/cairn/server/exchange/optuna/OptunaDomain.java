package io.cairn.server.exchange.optuna;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.server.exchange.Domains;
import io.cairn.server.exchange.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A distribution as Optuna writes it: {@code {"name": "FloatDistribution", "attributes": {"low": 0,
 * "high": 1, "log": false, "step": null}}}, the names of version 2 included (optuna,
 * distributions.py, json_to_distribution). A value is kept as a number: itself, or the index of a
 * choice.
 */
sealed interface OptunaDomain {

  /** Whole or real numbers of a range. */
  record Range(boolean whole, double low, double high, boolean log, OptionalDouble step)
      implements OptunaDomain {

    @Override
    public Object value(double internal) {
      return whole ? (Object) Math.round(internal) : (Object) internal;
    }

    @Override
    public Parameter parameter(String name) {
      Scale scale = log ? Scale.LOG : Scale.LINEAR;
      return whole
          ? new IntegerParameter(
              name, (long) low, (long) high, scale, log ? 1 : (long) step.orElse(1))
          : new RealParameter(name, low, high, scale, log ? OptionalDouble.empty() : step);
    }

    @Override
    public OptunaDomain with(OptunaDomain other) {
      if (!(other instanceof Range range) || range.equals(this)) {
        return this;
      }
      boolean alike = step.equals(range.step);
      return new Range(
          whole && range.whole,
          Math.min(low, range.low),
          Math.max(high, range.high),
          log && range.log,
          alike ? step : OptionalDouble.empty());
    }
  }

  /** A choice of values: text, numbers, flags, None. */
  record Choices(List<Object> values) implements OptunaDomain {
    public Choices {
      values = List.copyOf(values);
    }

    @Override
    public Object value(double internal) {
      int index = (int) internal;
      return index >= 0 && index < values.size() ? values.get(index) : "choice " + index;
    }

    @Override
    public Parameter parameter(String name) {
      // Numbers in an order are levels; in Optuna a list of them has no other way to be said.
      return Domains.choice(name, values);
    }

    @Override
    public OptunaDomain with(OptunaDomain other) {
      if (!(other instanceof Choices choices) || choices.equals(this)) {
        return this;
      }
      List<Object> all = new ArrayList<>(values);
      choices.values.stream().filter(value -> !all.contains(value)).forEach(all::add);
      return new Choices(all);
    }
  }

  /** The value that a kept number stands for. */
  Object value(double internal);

  /**
   * The parameter.
   *
   * @throws IllegalArgumentException if there is no such parameter here, with the reason
   */
  Parameter parameter(String name);

  /** What takes in both: Optuna lets a parameter's distribution differ from trial to trial. */
  OptunaDomain with(OptunaDomain other);

  /** Reads a distribution; empty if its kind is unknown. */
  static Optional<OptunaDomain> of(JsonNode json) {
    JsonNode attributes = json.path("attributes");
    return switch (json.path("name").asText()) {
      case "FloatDistribution" -> Optional.of(range(false, attributes, "step", flag(attributes)));
      case "IntDistribution" -> Optional.of(range(true, attributes, "step", flag(attributes)));
      case "UniformDistribution" -> Optional.of(range(false, attributes, "step", false));
      case "LogUniformDistribution" -> Optional.of(range(false, attributes, "step", true));
      case "DiscreteUniformDistribution" -> Optional.of(range(false, attributes, "q", false));
      case "IntUniformDistribution" -> Optional.of(range(true, attributes, "step", false));
      case "IntLogUniformDistribution" -> Optional.of(range(true, attributes, "step", true));
      case "CategoricalDistribution" -> {
        List<Object> values = new ArrayList<>();
        attributes.path("choices").forEach(choice -> values.add(JsonValues.plain(choice)));
        yield Optional.of(new Choices(values));
      }
      default -> Optional.empty();
    };
  }

  private static boolean flag(JsonNode attributes) {
    return attributes.path("log").asBoolean();
  }

  private static Range range(boolean whole, JsonNode attributes, String step, boolean log) {
    JsonNode steps = attributes.path(step);
    return new Range(
        whole,
        attributes.path("low").asDouble(),
        attributes.path("high").asDouble(),
        log,
        steps.isNumber() ? OptionalDouble.of(steps.asDouble()) : OptionalDouble.empty());
  }
}
