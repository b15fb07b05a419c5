package io.cairn.core.space;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A parameter with one value, handed to the objective like the others.
 *
 * @param name see {@link Parameter#name}
 * @param value Long, Double, String or Boolean; other numbers are brought to one of these
 */
public record ConstantParameter(String name, Object value) implements Parameter {
  /**
   * @throws IllegalArgumentException if the name is blank or the value is no finite number, text or
   *     boolean
   */
  public ConstantParameter {
    ParameterName.require(name);
    Object given = value;
    value =
        PlainValue.of(value)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "value = "
                            + given
                            + " must be a finite number, text, true or false; quote it to make it text"));
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(1);
  }

  @Override
  public long decode(double unit) {
    return CategoricalParameter.cell(name, unit, 1);
  }

  @Override
  public double encode(long code) {
    return 0.5;
  }

  @Override
  public Object value(long code) {
    return value;
  }

  @Override
  public OptionalLong code(Object other) {
    Optional<Object> plain = PlainValue.of(other);
    boolean same = plain.isPresent() && PlainValue.key(plain.get()).equals(PlainValue.key(value));
    return same ? OptionalLong.of(0) : OptionalLong.empty();
  }

  @Override
  public OptionalLong parse(String text) {
    Optional<Number> number = NumberText.parse(text.strip());
    boolean same =
        (value instanceof Number && number.isPresent())
            ? code(number.get()).isPresent()
            : PlainValue.text(value).equals(text);
    return same ? OptionalLong.of(0) : OptionalLong.empty();
  }

  @Override
  public boolean numeric() {
    return value instanceof Number;
  }

  @Override
  public String domain() {
    return "the constant " + PlainValue.text(value);
  }
}
