package io.cairn.core.space;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values in a declared order, numbers or text, each equally likely. When all are numbers they must
 * rise or fall throughout, so that the declared order and that of the numbers agree. Text that
 * looks like a number is text: "128" and 128 differ, but where only one of them is declared, either
 * is understood.
 */
public final class OrdinalParameter implements Parameter {
  private final String name;
  private final List<Object> values;
  private final boolean numeric;
  private final Map<Object, Integer> index;

  /**
   * @param name see {@link Parameter#name}
   * @param values distinct numbers or text, at least one
   * @throws IllegalArgumentException if a rule above is broken
   */
  public OrdinalParameter(String name, List<?> values) {
    this.name = ParameterName.require(name);
    List<Object> plain = new ArrayList<>();
    for (Object value : values) {
      plain.add(plain(value));
    }
    if (plain.isEmpty()) {
      throw new IllegalArgumentException(
          "values = [] must hold at least one value; list them in their order");
    }
    this.values = List.copyOf(plain);
    this.index = new HashMap<>();
    for (int i = 0; i < plain.size(); i++) {
      if (index.put(PlainValue.key(plain.get(i)), i) != null) {
        throw new IllegalArgumentException(
            "values = "
                + list()
                + " must be distinct; remove the second "
                + PlainValue.text(plain.get(i)));
      }
    }
    this.numeric = plain.stream().allMatch(Number.class::isInstance);
    if (numeric && !monotone()) {
      throw new IllegalArgumentException(
          "values = "
              + list()
              + " must rise or fall throughout, being numbers; sort them or set type = categorical");
    }
  }

  private static Object plain(Object value) {
    Optional<Object> plain = PlainValue.of(value);
    if (plain.isEmpty() || plain.get() instanceof Boolean) {
      throw new IllegalArgumentException(
          "values holds "
              + value
              + ", which must be a finite number or text; quote it to make it text");
    }
    return plain.get();
  }

  private boolean monotone() {
    boolean rising = true;
    boolean falling = true;
    for (int i = 1; i < values.size(); i++) {
      int order =
          PlainValue.decimal((Number) values.get(i))
              .compareTo(PlainValue.decimal((Number) values.get(i - 1)));
      rising &= order > 0;
      falling &= order < 0;
    }
    return rising || falling;
  }

  @Override
  public String name() {
    return name;
  }

  /** The values in their order: Long, Double or String each. */
  public List<Object> values() {
    return values;
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(values.size());
  }

  @Override
  public long decode(double unit) {
    return CategoricalParameter.cell(name, unit, values.size());
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
    if (plain.isEmpty() || plain.get() instanceof Boolean) {
      return OptionalLong.empty();
    }
    @Nullable Integer found = index.get(PlainValue.key(plain.get()));
    if (found == null && plain.get() instanceof Number number) {
      found = index.get(NumberText.of(number));
    } else if (found == null) {
      Optional<Number> number = NumberText.parse((String) plain.get());
      found = number.isPresent() ? index.get(PlainValue.key(number.get())) : null;
    }
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }

  @Override
  public OptionalLong parse(String text) {
    return code(text.strip());
  }

  @Override
  public boolean numeric() {
    return numeric;
  }

  @Override
  public String domain() {
    return "one of " + list() + " in this order";
  }

  private String list() {
    return values.stream().map(PlainValue::text).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OrdinalParameter that
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
