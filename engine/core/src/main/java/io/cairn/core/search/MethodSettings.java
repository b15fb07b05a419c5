package io.cairn.core.search;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The {@code method} block of a sweep.
 *
 * @param name a name of the catalogue {@link Methods}
 * @param seed of everything random in the study
 * @param options further keys of the block; {@link Methods#options} lists those of a method
 */
public record MethodSettings(String name, long seed, Map<String, Object> options) {
  public MethodSettings {
    Objects.requireNonNull(name, "name");
    options = Collections.unmodifiableMap(new TreeMap<>(options));
  }

  /** Settings that leave every option at its default. */
  public static MethodSettings of(String name, long seed) {
    return new MethodSettings(name, seed, Map.of());
  }
}
