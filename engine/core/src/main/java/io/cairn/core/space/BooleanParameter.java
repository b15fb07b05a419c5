package io.cairn.core.space;

import java.util.OptionalLong;

/**
 * False (code 0) or true (code 1), equally likely. The words "true" and "false" are understood too.
 *
 * @param name see {@link Parameter#name}
 */
public record BooleanParameter(String name) implements Parameter {
  /**
   * @throws IllegalArgumentException if the name is blank
   */
  public BooleanParameter {
    ParameterName.require(name);
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(2);
  }

  @Override
  public long decode(double unit) {
    return CategoricalParameter.cell(name, unit, 2);
  }

  @Override
  public double encode(long code) {
    return code == 0 ? 0.25 : 0.75;
  }

  @Override
  public Object value(long code) {
    return code == 1;
  }

  @Override
  public OptionalLong code(Object value) {
    if (value instanceof Boolean flag) {
      return OptionalLong.of(flag ? 1 : 0);
    }
    return value instanceof String text ? parse(text) : OptionalLong.empty();
  }

  @Override
  public OptionalLong parse(String text) {
    return switch (text.strip()) {
      case "true", "True", "TRUE" -> OptionalLong.of(1);
      case "false", "False", "FALSE" -> OptionalLong.of(0);
      default -> OptionalLong.empty();
    };
  }

  @Override
  public boolean numeric() {
    return false;
  }

  @Override
  public String domain() {
    return "true or false";
  }

  @Override
  public long middle() {
    return 0;
  }
}
