package io.cairn.server.exchange;

import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.NumberText;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A space whose ranges take in what trials have tried beyond them. */
final class SpaceWidening {

  private SpaceWidening() {}

  /**
   * The space with some parameters widened.
   *
   * @param values that are to fit, by parameter
   * @throws IllegalArgumentException if a parameter cannot take a value in
   */
  static SearchSpace of(SearchSpace space, Map<String, ? extends Collection<Object>> values) {
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Condition> conditions = new LinkedHashMap<>();
    for (int i = 0; i < space.dimensions(); i++) {
      Parameter parameter = space.parameter(i);
      Collection<Object> tried = values.get(parameter.name());
      parameters.add(tried == null ? parameter : widened(parameter, tried));
      space.condition(i).ifPresent(condition -> conditions.put(parameter.name(), condition));
    }
    return new SearchSpace(parameters, conditions, space.constraints());
  }

  private static Parameter widened(Parameter parameter, Collection<Object> tried) {
    if (parameter instanceof RealParameter real) {
      return real(real, tried);
    }
    if (parameter instanceof IntegerParameter integer) {
      return integer(integer, tried);
    }
    if (parameter instanceof CategoricalParameter categorical) {
      Set<String> all = new LinkedHashSet<>(categorical.values());
      tried.forEach(value -> all.add(Parameter.text(value)));
      return new CategoricalParameter(parameter.name(), List.copyOf(all));
    }
    if (parameter instanceof OrdinalParameter ordinal && ordinal.numeric()) {
      TreeMap<Double, Object> all = new TreeMap<>();
      ordinal.values().forEach(value -> all.put(((Number) value).doubleValue(), value));
      tried.forEach(v -> number(v).ifPresent(n -> all.putIfAbsent(n.doubleValue(), n)));
      return new OrdinalParameter(parameter.name(), List.copyOf(all.values()));
    }
    throw new IllegalArgumentException(
        parameter.name() + " is " + parameter.domain() + ", which cannot be widened; remove widen");
  }

  private static RealParameter real(RealParameter real, Collection<Object> tried) {
    double min = real.min();
    double max = real.max();
    for (Object value : tried) {
      double number = number(value).map(Number::doubleValue).orElse(min);
      min = Math.min(min, number);
      max = Math.max(max, number);
    }
    if (real.step().isPresent()) {
      double step = real.step().getAsDouble();
      min = real.min() - Math.ceil((real.min() - min) / step - 1e-9) * step;
    }
    return new RealParameter(real.name(), min, max, real.scale(), real.step());
  }

  private static IntegerParameter integer(IntegerParameter integer, Collection<Object> tried) {
    long min = integer.min();
    long max = integer.max();
    for (Object value : tried) {
      double number = number(value).map(Number::doubleValue).orElse((double) integer.min());
      min = Math.min(min, (long) Math.floor(number));
      max = Math.max(max, (long) Math.ceil(number));
    }
    long below = Math.floorDiv(integer.min() - min + integer.step() - 1, integer.step());
    return new IntegerParameter(
        integer.name(),
        integer.min() - below * integer.step(),
        max,
        integer.scale(),
        integer.step());
  }

  private static Optional<Number> number(Object value) {
    return value instanceof Number number
        ? Optional.of(number)
        : NumberText.parse(Parameter.text(value).strip());
  }
}
