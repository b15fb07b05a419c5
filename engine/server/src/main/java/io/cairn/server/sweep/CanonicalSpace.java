package io.cairn.server.sweep;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parameters and conditions in the words of a sweep file; the inverse of their readers. */
final class CanonicalSpace {

  private CanonicalSpace() {}

  static Map<String, Object> parameters(SearchSpace space) {
    Map<String, Object> section = new LinkedHashMap<>();
    for (int i = 0; i < space.dimensions(); i++) {
      Map<String, Object> entry = parameter(space.parameter(i));
      space.condition(i).ifPresent(condition -> entry.put("when", condition(condition)));
      section.put(space.parameter(i).name(), entry);
    }
    return section;
  }

  private static Map<String, Object> parameter(Parameter parameter) {
    Map<String, Object> entry = new LinkedHashMap<>();
    if (parameter instanceof RealParameter real) {
      entry.put("type", "real");
      entry.put("min", real.min());
      entry.put("max", real.max());
      entry.put("scale", scale(real.scale()));
      real.step().ifPresent(step -> entry.put("step", step));
    } else if (parameter instanceof IntegerParameter integer) {
      entry.put("type", "integer");
      entry.put("min", integer.min());
      entry.put("max", integer.max());
      entry.put("scale", scale(integer.scale()));
      entry.put("step", integer.step());
    } else if (parameter instanceof OrdinalParameter ordinal) {
      entry.put("type", "ordinal");
      entry.put("values", ordinal.values());
    } else if (parameter instanceof CategoricalParameter categorical) {
      entry.put("type", "categorical");
      entry.put("values", categorical.values());
    } else if (parameter instanceof BooleanParameter) {
      entry.put("type", "boolean");
    } else {
      entry.put("type", "constant");
      entry.put("value", ((ConstantParameter) parameter).value());
    }
    return entry;
  }

  private static String scale(Scale scale) {
    return scale.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** One key a condition, so that nothing depends on the order of keys. */
  static Map<String, Object> condition(Condition condition) {
    if (condition instanceof Condition.AllOf all) {
      return Map.of("all", all.conditions().stream().map(CanonicalSpace::condition).toList());
    }
    if (condition instanceof Condition.AnyOf any) {
      return Map.of("any", any.conditions().stream().map(CanonicalSpace::condition).toList());
    }
    if (condition instanceof Condition.Not not && !isLeaf(not.condition())) {
      return Map.of("none", List.of(condition(not.condition())));
    }
    return Map.of(parent(condition), form(condition));
  }

  /** A comparison of one parent, however often negated. */
  private static boolean isLeaf(Condition condition) {
    if (condition instanceof Condition.Not not) {
      return isLeaf(not.condition());
    }
    return !(condition instanceof Condition.AllOf) && !(condition instanceof Condition.AnyOf);
  }

  private static String parent(Condition leaf) {
    return leaf.parents().iterator().next();
  }

  private static Object form(Condition leaf) {
    if (leaf instanceof Condition.Not not) {
      return Map.of("not", form(not.condition()));
    }
    if (leaf instanceof Condition.Equals equals) {
      return equals.value();
    }
    if (leaf instanceof Condition.In in) {
      return in.values();
    }
    Condition.Range range = (Condition.Range) leaf;
    Map<String, Object> bounds = new LinkedHashMap<>();
    range.min().ifPresent(min -> bounds.put(range.minInclusive() ? "min" : "above", min));
    range.max().ifPresent(max -> bounds.put(range.maxInclusive() ? "max" : "below", max));
    return bounds;
  }
}
