package io.cairn.core.space;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One point of a search space: a code for every parameter, {@link #INACTIVE} where it has no value.
 * Immutable; equal by codes, so compare configurations of one space only.
 */
public final class Configuration {
  /** The code of a parameter that has no value. */
  public static final long INACTIVE = Parameter.INACTIVE;

  private final SearchSpace space;
  private final long[] codes;

  private Configuration(SearchSpace space, long[] codes) {
    this.space = space;
    this.codes = codes;
  }

  /**
   * A configuration of known codes. Checks nothing but their number: use {@link
   * SearchSpace#configuration} for values from outside and {@link SearchSpace#resolve} for codes
   * whose activity is open.
   *
   * @throws IllegalArgumentException if there is not one code for each parameter
   */
  public static Configuration of(SearchSpace space, long[] codes) {
    Objects.requireNonNull(space, "space");
    if (codes.length != space.dimensions()) {
      throw new IllegalArgumentException(
          codes.length
              + " codes must be one for each of the "
              + space.dimensions()
              + " parameters; add or remove some");
    }
    return new Configuration(space, codes.clone());
  }

  /** Without the copy; for codes that nobody else keeps. */
  static Configuration owning(SearchSpace space, long[] codes) {
    return new Configuration(space, codes);
  }

  /** The space that the codes belong to. */
  public SearchSpace space() {
    return space;
  }

  /** Whether the parameter has a value here. */
  public boolean isActive(int parameter) {
    return codes[parameter] != INACTIVE;
  }

  /** The parameter's code, {@link #INACTIVE} if it has none. */
  public long code(int parameter) {
    return codes[parameter];
  }

  /**
   * The parameter's value: Double, Long, String or Boolean.
   *
   * @throws IllegalStateException if the parameter is inactive
   */
  public Object value(int parameter) {
    if (!isActive(parameter)) {
      throw new IllegalStateException(
          space.parameter(parameter).name() + " is inactive in " + this + "; ask isActive first");
    }
    return space.parameter(parameter).value(codes[parameter]);
  }

  /** The value of a parameter by name; empty if it is inactive or not declared. */
  public Optional<Object> value(String name) {
    OptionalInt index = space.indexOf(name);
    return index.isPresent() && isActive(index.getAsInt())
        ? Optional.of(value(index.getAsInt()))
        : Optional.empty();
  }

  /** A copy of all codes. */
  public long[] codes() {
    return codes.clone();
  }

  /** For readers within the package that do not keep or change them. */
  long[] sharedCodes() {
    return codes;
  }

  /** The active parameters' values by name, in order of declaration; unmodifiable. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] != INACTIVE) {
        values.put(space.parameter(i).name(), space.parameter(i).value(codes[i]));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Configuration that && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codes);
  }

  /** Canonical and free of loss: {@code {lr=0.01, depth=3}}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] != INACTIVE) {
        text.append(text.length() > 1 ? ", " : "");
        Object value = space.parameter(i).value(codes[i]);
        text.append(space.parameter(i).name()).append('=').append(Parameter.text(value));
      }
    }
    return text.append('}').toString();
  }
}
