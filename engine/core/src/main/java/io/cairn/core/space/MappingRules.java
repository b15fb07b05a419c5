package io.cairn.core.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person says about how one space becomes another where names and values alone do not tell.
 *
 * @param renames names there to names here; what is not listed keeps its name
 * @param defaults values here, by name, for parameters that a source does not have
 * @param conversions by the name here
 * @param dropped names there that mean nothing here, which is no reason to call a configuration
 *     projected
 */
public record MappingRules(
    Map<String, String> renames,
    Map<String, Object> defaults,
    Map<String, Conversion> conversions,
    Set<String> dropped) {

  /** Names and values mean the same. */
  public static final MappingRules NONE = new MappingRules(Map.of(), Map.of(), Map.of(), Set.of());

  public MappingRules {
    renames = Collections.unmodifiableMap(new LinkedHashMap<>(renames));
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    conversions = Collections.unmodifiableMap(new LinkedHashMap<>(conversions));
    dropped = Collections.unmodifiableSet(new TreeSet<>(dropped));
  }

  /** Renames and defaults alone. */
  public static MappingRules of(Map<String, String> renames, Map<String, Object> defaults) {
    return new MappingRules(renames, defaults, Map.of(), Set.of());
  }
}
