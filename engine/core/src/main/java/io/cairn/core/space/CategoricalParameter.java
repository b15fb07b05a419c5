package io.cairn.core.space;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Text values without an order, each equally likely. A number or boolean is understood as the
 * category of the same text, since files and tables seldom quote a category such as 3945.
 */
public final class CategoricalParameter implements Parameter {
  private final String name;
  private final List<String> values;
  private final Map<String, Integer> index;

  /**
   * @param name see {@link Parameter#name}
   * @param values distinct, at least one
   * @throws IllegalArgumentException if a rule above is broken
   */
  public CategoricalParameter(String name, List<String> values) {
    this.name = ParameterName.require(name);
    this.values = List.copyOf(values);
    this.index = new HashMap<>();
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "values = [] must hold at least one value; list the categories");
    }
    for (int i = 0; i < values.size(); i++) {
      if (index.put(values.get(i), i) != null) {
        throw new IllegalArgumentException(
            "values = " + values + " must be distinct; remove the second " + values.get(i));
      }
    }
  }

  /**
   * The cell of a unit interval divided into equal parts; shared by all parameters of equally
   * likely values.
   */
  static long cell(String name, double unit, int count) {
    if (Double.isNaN(unit)) {
      throw new IllegalArgumentException("unit of " + name + " is NaN; it must be in [0, 1]");
    }
    return Math.min((long) (Cells.clampUnit(unit) * count), count - 1L);
  }

  @Override
  public String name() {
    return name;
  }

  /** The categories as declared. */
  public List<String> values() {
    return values;
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(values.size());
  }

  @Override
  public long decode(double unit) {
    return cell(name, unit, values.size());
  }

  @Override
  public double encode(long code) {
    return (code + 0.5) / values.size();
  }

  @Override
  public Object value(long code) {
    return values.get((int) code);
  }

  @Override
  public OptionalLong code(Object value) {
    Optional<Object> plain = PlainValue.of(value);
    @Nullable Integer found = plain.isPresent() ? index.get(PlainValue.text(plain.get())) : null;
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }

  @Override
  public OptionalLong parse(String text) {
    return code(text);
  }

  @Override
  public boolean numeric() {
    return false;
  }

  @Override
  public String domain() {
    return "one of " + values;
  }

  /** The first category: categories have no middle. */
  @Override
  public long middle() {
    return 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CategoricalParameter that
        && name.equals(that.name)
        && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, values);
  }

  @Override
  public String toString() {
    return name + ": " + domain();
  }
}
