package io.cairn.server.exchange;

import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import java.util.List;
import java.util.OptionalDouble;

/** Parameters of declarations that several systems share. */
public final class Domains {

  private Domains() {}

  /** A choice: flags, levels if all are numbers that rise, else categories. */
  public static Parameter choice(String name, List<Object> values) {
    if (values.size() == 2 && values.stream().allMatch(Boolean.class::isInstance)) {
      return new BooleanParameter(name);
    }
    return values.size() > 1 && isRising(values)
        ? new OrdinalParameter(name, values)
        : new CategoricalParameter(name, values.stream().map(Parameter::text).distinct().toList());
  }

  private static boolean isRising(List<Object> values) {
    double last = Double.NEGATIVE_INFINITY;
    for (Object value : values) {
      if (!(value instanceof Number number) || number.doubleValue() <= last) {
        return false;
      }
      last = number.doubleValue();
    }
    return true;
  }

  /** Real numbers; a step of 0 or less is none. */
  public static Parameter real(String name, double min, double max, Scale scale, double step) {
    return new RealParameter(
        name,
        min,
        max,
        scale,
        step > 0 && scale == Scale.LINEAR ? OptionalDouble.of(step) : OptionalDouble.empty());
  }

  /** Whole numbers. */
  public static Parameter whole(String name, double min, double max, Scale scale) {
    return new IntegerParameter(name, (long) Math.ceil(min), (long) Math.floor(max), scale, 1);
  }
}
