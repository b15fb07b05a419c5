package io.cairn.workers.node;

import io.cairn.proto.Metric;
import io.cairn.proto.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values between their Java and their wire form. */
public final class WireValues {

  private WireValues() {}

  /**
   * The Java form: Double, Long, String or Boolean.
   *
   * @throws IllegalArgumentException if the value holds nothing
   */
  public static Object toJava(Value value) {
    return switch (value.getKindCase()) {
      case REAL -> value.getReal();
      case INTEGER -> value.getInteger();
      case TEXT -> value.getText();
      case FLAG -> value.getFlag();
      case KIND_NOT_SET -> throw new IllegalArgumentException("a value without content");
    };
  }

  /**
   * The wire form.
   *
   * @param value a Double, Long, String or Boolean
   * @throws IllegalArgumentException for any other class
   */
  public static Value toWire(Object value) {
    if (value instanceof Double d) {
      return Value.newBuilder().setReal(d).build();
    }
    if (value instanceof Long l) {
      return Value.newBuilder().setInteger(l).build();
    }
    if (value instanceof String s) {
      return Value.newBuilder().setText(s).build();
    }
    if (value instanceof Boolean b) {
      return Value.newBuilder().setFlag(b).build();
    }
    throw new IllegalArgumentException(
        "a parameter's value must be Double, Long, String or Boolean, not " + value.getClass());
  }

  /** The wire form of metrics, in their order. */
  public static List<Metric> toWire(Map<String, Double> metrics) {
    List<Metric> wire = new ArrayList<>(metrics.size());
    metrics.forEach(
        (name, value) -> wire.add(Metric.newBuilder().setName(name).setValue(value).build()));
    return wire;
  }

  /** The Java form of metrics, in their order. */
  public static Map<String, Double> toJava(List<Metric> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    metrics.forEach(metric -> values.put(metric.getName(), metric.getValue()));
    return values;
  }
}
