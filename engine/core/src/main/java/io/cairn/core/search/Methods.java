package io.cairn.core.search;

import io.cairn.core.halving.Plan;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Problem;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The named methods: what there is, what they understand, and how to make one. {@link Catalogue}
 * holds the compositions.
 */
public final class Methods {
  /** Spaces up to this size are counted for a plan; what is larger does not run out in practice. */
  private static final long MOST_COUNTED = 1L << 20;

  private static final TreeMap<String, NamedMethod> BY_NAME =
      Catalogue.ENTRIES.stream()
          .collect(Collectors.toMap(NamedMethod::name, entry -> entry, (a, b) -> a, TreeMap::new));

  private Methods() {}

  /** The names of all methods. */
  public static SortedSet<String> names() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  /**
   * Whether a method expects some gain of going on, which {@link Method#outlook} tells. False for
   * an unknown one.
   */
  public static boolean expectsGain(String name) {
    return name.equals("landscape");
  }

  /** The names as people should read them: simple ones first. */
  private static String inOrder() {
    return Catalogue.ENTRIES.stream().map(NamedMethod::name).collect(Collectors.joining(", "));
  }

  /**
   * A method for one study, before its first trial.
   *
   * @throws IllegalArgumentException if {@link #problems} finds any; it holds all of them
   */
  public static Method create(MethodSpec spec) {
    NamedMethod.Ingredients ingredients = ingredients(spec);
    return entry(spec.settings().name()).method().apply(ingredients);
  }

  /**
   * Every mistake in a {@code method} block as such, whatever the space: unknown name, unknown or
   * bad options.
   */
  public static List<Problem> problems(MethodSettings settings) {
    NamedMethod entry = BY_NAME.get(settings.name());
    if (entry == null) {
      String hint =
          NearestName.of(settings.name(), BY_NAME.keySet())
              .map(name -> "; did you mean " + name + "?")
              .orElse("");
      return List.of(
          new Problem(
              "method.name",
              "there is no method '" + settings.name() + "'; there are " + inOrder() + hint));
    }
    List<Problem> problems = new ArrayList<>();
    settings.options().forEach((key, value) -> check(entry, key, value, problems));
    return List.copyOf(problems);
  }

  private static void check(NamedMethod entry, String key, Object value, List<Problem> problems) {
    String path = "method." + key;
    for (MethodOption option : entry.options()) {
      if (option.name().equals(key)) {
        if (option.read(value).isEmpty()) {
          problems.add(new Problem(path, option.refusal(value)));
        }
        return;
      }
    }
    List<String> known = entry.options().stream().map(MethodOption::name).toList();
    String hint = NearestName.of(key, known).map(name -> "; did you mean " + name + "?").orElse("");
    String rule = known.isEmpty() ? "takes none" : "takes " + String.join(", ", known);
    problems.add(new Problem(path, "is no option of " + entry.name() + ", which " + rule + hint));
  }

  /**
   * Every mistake in a specification: those of its settings, and a ladder or budget that the method
   * cannot work with.
   */
  public static List<Problem> problems(MethodSpec spec) {
    List<Problem> problems = problems(spec.settings());
    if (!problems.isEmpty()) {
      return problems;
    }
    NamedMethod entry = entry(spec.settings().name());
    try {
      Objects.requireNonNull(entry.schedule().apply(entry.ingredients(spec)));
      return List.of();
    } catch (IllegalArgumentException e) {
      return List.of(new Problem("method.name", String.valueOf(e.getMessage())));
    }
  }

  /**
   * What the method will do with this specification. A finite space ends a plan as it ends the
   * study: when every configuration was tried.
   *
   * @throws IllegalArgumentException if {@link #problems} finds any
   */
  public static Plan plan(MethodSpec spec) {
    NamedMethod.Ingredients ingredients = ingredients(spec);
    NamedMethod entry = entry(spec.settings().name());
    return Plan.of(() -> entry.schedule().apply(ingredients), spec.ladder(), trials(entry, spec));
  }

  /** Trials until the budget or the space ends, whichever is first. */
  private static OptionalInt trials(NamedMethod entry, MethodSpec spec) {
    boolean grid = entry.sampler().apply(entry.ingredients(spec)) instanceof GridSampler;
    boolean small = spec.space().cardinality().orElse(Long.MAX_VALUE) <= MOST_COUNTED;
    if (!grid && !small) {
      return spec.trials();
    }
    int levels =
        grid
            ? entry.ingredients(spec).options().whole("levels", Catalogue.DEFAULT_LEVELS)
            : (int) MOST_COUNTED;
    int most = spec.trials().orElse((int) MOST_COUNTED);
    int count = 0;
    Iterator<Configuration> left = spec.space().grid(levels);
    while (count < most && left.hasNext()) {
      left.next();
      count++;
    }
    return OptionalInt.of(count);
  }

  /**
   * Whether a method tries configurations of the priors.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public static boolean usesPriors(String name) {
    return entry(name).usesPriors();
  }

  /**
   * Whether the fitted landscapes of the priors are part of a method's model.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public static boolean fitsPriors(String name) {
    return entry(name).fitsPriors();
  }

  /**
   * How many configurations a method wants from the priors; 0 if it uses none.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public static int portfolioSize(MethodSettings settings) {
    NamedMethod entry = entry(settings.name());
    return entry.usesPriors()
        ? new Options(entry.options(), settings.options())
            .whole(Catalogue.PORTFOLIO_SIZE, Catalogue.DEFAULT_PORTFOLIO_SIZE)
        : 0;
  }

  /**
   * What a method does, in one line.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public static String describe(String name) {
    return entry(name).description();
  }

  /**
   * The options of a method.
   *
   * @throws IllegalArgumentException if there is no such method
   */
  public static List<OptionDescription> options(String name) {
    return entry(name).options().stream().map(MethodOption::description).toList();
  }

  private static NamedMethod.Ingredients ingredients(MethodSpec spec) {
    List<Problem> problems = problems(spec);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    }
    return entry(spec.settings().name()).ingredients(spec);
  }

  private static NamedMethod entry(String name) {
    NamedMethod entry = BY_NAME.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          problems(new MethodSettings(name, 0, Map.of())).get(0).message());
    }
    return entry;
  }
}
