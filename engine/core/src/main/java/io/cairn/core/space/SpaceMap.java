package io.cairn.core.space;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes the configurations of one space into another that partly overlaps: parameters may be added,
 * dropped or renamed, ranges widened or narrowed, levels and categories changed.
 *
 * <p>Equal values under equal (or renamed) names are used as they are. What changes something is a
 * projection with its reason: a number beyond the range or between levels goes to the nearest
 * value, a parameter of the other space that is unknown or inactive here is dropped, a parameter
 * that the other space does not have gets the given default or else its {@link Parameter#middle
 * middle}. Text that is no value here, or a result that violates a constraint, is rejected: nothing
 * here corresponds to it. {@link MappingRules} say what names and values alone do not: other names,
 * other units, other words for a category, what may be dropped without a word.
 */
public final class SpaceMap {
  private final SearchSpace from;
  private final SearchSpace to;
  private final String[] sources;
  private final Map<String, Integer> targets;
  private final Map<String, String> fillings;
  private final long[] defaults;
  private final MappingRules rules;

  private SpaceMap(SearchSpace from, SearchSpace to, MappingRules rules) {
    this.from = from;
    this.to = to;
    this.rules = rules;
    this.sources = sources(rules.renames());
    this.targets = new HashMap<>();
    for (int i = 0; i < sources.length; i++) {
      targets.put(sources[i], i);
    }
    this.defaults = new long[to.dimensions()];
    this.fillings = new HashMap<>();
    for (int i = 0; i < this.defaults.length; i++) {
      this.defaults[i] = defaultOf(to.parameter(i), rules.defaults());
    }
  }

  /**
   * The map from one space to another.
   *
   * @param renames names in {@code from} to names in {@code to}; what is not listed keeps its name
   * @param defaults values in {@code to} by name, for parameters that a source does not have
   * @throws IllegalArgumentException listing every rename of or to an unknown parameter, rename to
   *     a name that is taken, and default that is no value
   */
  public static SpaceMap between(
      SearchSpace from, SearchSpace to, Map<String, String> renames, Map<String, Object> defaults) {
    return between(from, to, MappingRules.of(renames, defaults));
  }

  /**
   * The map from one space to another.
   *
   * @throws IllegalArgumentException listing every rename of or to an unknown parameter, rename to
   *     a name that is taken, default that is no value, and conversion of an unknown parameter
   */
  public static SpaceMap between(SearchSpace from, SearchSpace to, MappingRules rules) {
    List<String> problems = new ArrayList<>();
    renameProblems(from, to, rules.renames(), problems);
    defaultProblems(to, rules.defaults(), problems);
    for (String name : new TreeSet<>(rules.conversions().keySet())) {
      if (to.indexOf(name).isEmpty()) {
        problems.add(
            "conversion for '"
                + name
                + "', which this space does not have; "
                + to.names().hint(name));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new SpaceMap(from, to, rules);
  }

  private static void renameProblems(
      SearchSpace from, SearchSpace to, Map<String, String> renames, List<String> problems) {
    Map<String, String> sourceByTarget = new HashMap<>();
    for (Map.Entry<String, String> rename : new TreeMap<>(renames).entrySet()) {
      if (from.indexOf(rename.getKey()).isEmpty()) {
        problems.add(
            "rename of '"
                + rename.getKey()
                + "', which the prior's space does not have; "
                + from.names().hint(rename.getKey()));
      }
      if (to.indexOf(rename.getValue()).isEmpty()) {
        problems.add(
            "rename to '"
                + rename.getValue()
                + "', which this space does not have; "
                + to.names().hint(rename.getValue()));
      }
      if (sourceByTarget.put(rename.getValue(), rename.getKey()) != null) {
        problems.add("two parameters are renamed to '" + rename.getValue() + "'; keep one of them");
      }
    }
  }

  private static void defaultProblems(
      SearchSpace to, Map<String, Object> defaults, List<String> problems) {
    for (Map.Entry<String, Object> given : new TreeMap<>(defaults).entrySet()) {
      OptionalInt index = to.indexOf(given.getKey());
      if (index.isEmpty()) {
        problems.add(
            "default for '"
                + given.getKey()
                + "', which this space does not have; "
                + to.names().hint(given.getKey()));
      } else if (to.parameter(index.getAsInt()).code(given.getValue()).isEmpty()) {
        Parameter parameter = to.parameter(index.getAsInt());
        problems.add(
            "default "
                + given.getKey()
                + " = "
                + Parameter.text(given.getValue())
                + " must be "
                + parameter.domain()
                + "; correct it");
      }
    }
  }

  /**
   * The name in the other space of each parameter here: a renamed parameter leaves its old name
   * free of meaning.
   */
  private String[] sources(Map<String, String> renames) {
    Map<String, String> sourceByTarget = new HashMap<>();
    renames.forEach((source, target) -> sourceByTarget.put(target, source));
    String[] names = new String[to.dimensions()];
    for (int i = 0; i < names.length; i++) {
      String name = to.parameter(i).name();
      // A name that was renamed away no longer means the parameter of the same name here.
      String own = renames.containsKey(name) ? "" : name;
      names[i] = sourceByTarget.getOrDefault(name, own);
    }
    return names;
  }

  private long defaultOf(Parameter parameter, Map<String, Object> given) {
    @Nullable Object value = given.get(parameter.name());
    long code = value == null ? parameter.middle() : parameter.code(value).orElseThrow();
    String origin =
        value != null
            ? "the given default"
            : parameter instanceof ConstantParameter ? "its constant" : "the middle";
    fillings.put(parameter.name(), origin + " " + Parameter.text(parameter.value(code)));
    return code;
  }

  /** The space that the configurations come from. */
  public SearchSpace from() {
    return from;
  }

  /** The space that they are taken to. */
  public SearchSpace to() {
    return to;
  }

  /**
   * What was added, renamed, changed or dropped, one line each, this space's order first; empty if
   * the parameters are the same.
   */
  public List<String> differences() {
    return SpaceDifferences.between(from, to, List.of(sources), fillings);
  }

  /**
   * Takes one configuration over.
   *
   * @param sourceValues by the names of the other space, active parameters only
   */
  public MappedConfiguration map(Map<String, ?> sourceValues) {
    List<String> reasons = new ArrayList<>();
    List<String> rejections = new ArrayList<>();
    long[] codes = new long[to.dimensions()];
    ActivityResolver activity = to.activity();
    for (int place = 0; place < codes.length; place++) {
      int index = activity.at(place);
      codes[index] = Parameter.INACTIVE;
      if (activity.isActive(index, codes)) {
        @Nullable Object value = sourceValues.get(sources[index]);
        codes[index] =
            value == null ? filled(index, reasons) : taken(index, value, reasons, rejections);
      }
    }
    noteDropped(sourceValues, codes, reasons);
    if (rejections.isEmpty()) {
      for (BoundConstraint constraint : to.bound()) {
        if (!constraint.allows(codes)) {
          rejections.add("violates " + constraint.constraint());
        }
      }
    }
    if (!rejections.isEmpty()) {
      return new MappedConfiguration.Rejected(rejections);
    }
    Configuration configuration = Configuration.owning(to, codes);
    return reasons.isEmpty()
        ? new MappedConfiguration.Used(configuration)
        : new MappedConfiguration.Projected(configuration, reasons);
  }

  /** Takes all configurations over and counts what became of them. */
  public MappingReport mapAll(Collection<? extends Map<String, ?>> sources) {
    return new MappingReport(sources.stream().map(this::map).toList());
  }

  private long filled(int index, List<String> reasons) {
    String name = to.parameter(index).name();
    reasons.add(name + " has no value in the prior, filled with " + fillings.get(name));
    return defaults[index];
  }

  private long taken(int index, Object given, List<String> reasons, List<String> rejections) {
    Parameter parameter = to.parameter(index);
    Object value = rules.conversions().getOrDefault(parameter.name(), Conversion.NONE).apply(given);
    var code = parameter.code(value);
    if (code.isEmpty() && (value instanceof String || !parameter.numeric())) {
      // A category may have been a number or a flag there.
      code = parameter.parse(Parameter.text(value));
    }
    if (code.isPresent()) {
      return code.getAsLong();
    }
    Optional<Number> number = number(value);
    if (!parameter.numeric() || number.isEmpty()) {
      rejections.add(
          parameter.name() + " = " + Parameter.text(value) + " must be " + parameter.domain());
      return Parameter.INACTIVE;
    }
    return nearest(parameter, number.get().doubleValue(), reasons);
  }

  private static Optional<Number> number(Object value) {
    if (value instanceof String text) {
      return NumberText.parse(text.strip());
    }
    return PlainValue.of(value).filter(Number.class::isInstance).map(Number.class::cast);
  }

  private static long nearest(Parameter parameter, double number, List<String> reasons) {
    NearestValue nearest = NearestValue.of(parameter, number);
    if (nearest.isRounding(parameter, number)) {
      return nearest.code();
    }
    reasons.add(
        switch (nearest.place()) {
          case BELOW ->
              parameter.name() + " below its least value " + nearest.text(parameter) + ", clipped";
          case ABOVE ->
              parameter.name()
                  + " above its greatest value "
                  + nearest.text(parameter)
                  + ", clipped";
          case BETWEEN -> parameter.name() + " between its values, moved to the nearest";
        });
    return nearest.code();
  }

  private void noteDropped(Map<String, ?> sourceValues, long[] codes, List<String> reasons) {
    for (String name : new TreeSet<>(sourceValues.keySet())) {
      @Nullable Integer target = targets.get(name);
      if (target == null && rules.dropped().contains(name)) {
        continue;
      }
      if (target == null) {
        reasons.add("nothing here takes " + name + ", dropped");
      } else if (codes[target] == Parameter.INACTIVE) {
        reasons.add(to.parameter(target).name() + " is inactive here, dropped");
      }
    }
  }
}
