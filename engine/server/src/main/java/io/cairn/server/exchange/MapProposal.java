package io.cairn.server.exchange;

import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.NumberText;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import io.cairn.server.sweep.SpaceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A map from the parameters of trials to those of a sweep, by likeness of names, ranges and
 * categories, with its doubts in comments. It counts only when a person gives it back.
 */
public final class MapProposal {

  /** Of the values, that must lie in the range for a factor to be proposed. */
  private static final double ENOUGH = 0.9;

  /** As long as this share fits as it is, the unit is taken to be the same. */
  private static final double FITS = 0.5;

  /** Per cent, minutes, hours, bits, and powers of ten and of 1024. */
  private static final List<Double> FACTORS =
      List.of(
          0.01,
          100.0,
          0.001,
          1000.0,
          1e-6,
          1e6,
          1e-9,
          1e9,
          0.1,
          10.0,
          1e-4,
          1e4,
          1.0 / 60,
          60.0,
          1.0 / 3600,
          3600.0,
          1.0 / 1024,
          1024.0,
          1.0 / 1048576,
          1048576.0);

  private final ForeignStudy study;
  private final ForeignMetric metric;
  private final SearchSpace space;
  private final Map<String, List<Object>> tried = new LinkedHashMap<>();

  /**
   * @param metric which is no parameter
   * @param space of the sweep
   */
  public MapProposal(ForeignStudy study, ForeignMetric metric, SearchSpace space) {
    this.study = study;
    this.metric = metric;
    this.space = space;
    for (ForeignTrial trial : study.trials()) {
      trial.parameters().forEach((n, v) -> tried.computeIfAbsent(n, k -> new ArrayList<>()).add(v));
    }
    tried.remove(metric.name());
  }

  /** The text of the map file. */
  public String text() {
    Map<String, String> sources = sources();
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add(
        "# How the trials of "
            + SpaceProposal.oneLine(study.name())
            + " ("
            + study.source()
            + ", "
            + metric.name()
            + ") may become trials of the sweep.");
    text.add(
        "# A proposal: nothing of it counts until you have looked it over and given it with --map.");
    text.add("map {");
    for (Parameter parameter : space.parameters()) {
      parameter(parameter, sources.get(parameter.name())).forEach(line -> text.add("  " + line));
    }
    List<String> unused =
        tried.keySet().stream()
            .filter(name -> !sources.containsValue(name))
            .filter(name -> !study.uncertain().contains(name))
            .toList();
    if (!unused.isEmpty()) {
      text.add("  # The sweep has nothing like these; what they were set to is forgotten.");
      text.add("  drop = " + SpaceText.value(unused));
    }
    text.add("}");
    return text.toString();
  }

  /** The most alike first; each source once. */
  private Map<String, String> sources() {
    record Pair(double likeness, String here, String there) {}
    List<Pair> pairs = new ArrayList<>();
    for (Parameter parameter : space.parameters()) {
      for (String there : tried.keySet()) {
        double likeness =
            Math.max(
                NameLikeness.of(there, parameter.name()),
                sameRange(parameter, there) ? NameLikeness.LEAST : 0);
        if (likeness >= NameLikeness.LEAST && sameKind(parameter, there)) {
          pairs.add(new Pair(likeness, parameter.name(), there));
        }
      }
    }
    pairs.sort((a, b) -> Double.compare(b.likeness, a.likeness));
    Map<String, String> sources = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      if (!sources.containsKey(pair.here) && !sources.containsValue(pair.there)) {
        sources.put(pair.here, pair.there);
      }
    }
    return sources;
  }

  /** Declared alike, and not in a way that any two flags are. */
  private boolean sameRange(Parameter parameter, String there) {
    @Nullable Parameter declared = study.declared().parameters().get(there);
    return declared != null
        && declared.domain().equals(parameter.domain())
        && parameter.cardinality().orElse(Long.MAX_VALUE) > 2;
  }

  private boolean sameKind(Parameter parameter, String there) {
    return !parameter.numeric() || numbers(there).size() * 2 > values(there).size();
  }

  private List<Object> values(String there) {
    return tried.getOrDefault(there, List.of());
  }

  private List<Double> numbers(String there) {
    return values(there).stream()
        .map(MapProposal::number)
        .flatMap(Optional::stream)
        .map(Number::doubleValue)
        .toList();
  }

  private static Optional<Number> number(Object value) {
    return value instanceof Number number
        ? Optional.of(number)
        : NumberText.parse(Parameter.text(value).strip());
  }

  private List<String> parameter(Parameter parameter, @Nullable String there) {
    String key = SpaceText.key(parameter.name());
    if (there == null) {
      return List.of(
          "# Nothing among the trials is like "
              + SpaceProposal.oneLine(parameter.name())
              + ". What was it there? This is the middle:",
          key + " { default = " + SpaceText.value(parameter.value(parameter.middle())) + " }");
    }
    Map<String, Object> entry = new LinkedHashMap<>();
    List<String> comments = new ArrayList<>();
    if (!there.equals(parameter.name())) {
      entry.put("from", there);
    }
    if (NameLikeness.of(there, parameter.name()) < NameLikeness.LEAST) {
      comments.add("By its range alone, " + parameter.domain() + ": is it the same?");
    }
    if (parameter.numeric()) {
      unit(parameter, there, entry, comments);
    } else {
      words(parameter, there, entry, comments);
    }
    List<String> lines = new ArrayList<>();
    comments.forEach(comment -> lines.add("# " + SpaceProposal.oneLine(comment)));
    lines.add(
        key
            + " "
            + (entry.isEmpty()
                ? "{ from = " + SpaceText.value(there) + " }"
                : SpaceText.value(entry)));
    return lines;
  }

  private void unit(
      Parameter parameter, String there, Map<String, Object> entry, List<String> comments) {
    List<Double> numbers = numbers(there);
    double factor = factor(parameter, numbers);
    if (factor != 1) {
      entry.put("times", factor);
      comments.add(
          "Of "
              + numbers.size()
              + " values from "
              + least(numbers)
              + " to "
              + greatest(numbers)
              + " few lie in "
              + parameter.domain()
              + "; another unit? With this factor they do.");
    }
    long outside = numbers.stream().filter(n -> !inside(parameter, n * factor)).count();
    if (outside > 0) {
      comments.add(
          outside
              + " of "
              + numbers.size()
              + " values lie outside "
              + parameter.domain()
              + " and would be clipped; widen = true keeps them, outside = reject leaves their trials out.");
    }
    long absent = study.trials().size() - values(there).size();
    if (absent > 0) {
      comments.add(
          absent + " trials do not have it; they get the middle, unless you write default = ...");
    }
  }

  private static String least(List<Double> numbers) {
    return NumberText.of(numbers.stream().mapToDouble(n -> n).min().orElse(0));
  }

  private static String greatest(List<Double> numbers) {
    return NumberText.of(numbers.stream().mapToDouble(n -> n).max().orElse(0));
  }

  private static double factor(Parameter parameter, List<Double> numbers) {
    if (share(parameter, numbers, 1) >= FITS) {
      return 1;
    }
    for (double factor : FACTORS) {
      if (share(parameter, numbers, factor) >= ENOUGH) {
        return factor;
      }
    }
    return 1;
  }

  private static double share(Parameter parameter, List<Double> numbers, double factor) {
    long in = numbers.stream().filter(number -> inside(parameter, number * factor)).count();
    return numbers.isEmpty() ? 1 : (double) in / numbers.size();
  }

  /** Between the least and the greatest value, rounding allowed for. */
  private static boolean inside(Parameter parameter, double number) {
    double a = ((Number) parameter.value(parameter.decode(0))).doubleValue();
    double b = ((Number) parameter.value(parameter.decode(1))).doubleValue();
    double slack = 1e-9 * Math.max(Math.abs(a), Math.abs(b));
    return number >= Math.min(a, b) - slack && number <= Math.max(a, b) + slack;
  }

  private void words(
      Parameter parameter, String there, Map<String, Object> entry, List<String> comments) {
    Map<String, Integer> counts = new TreeMap<>();
    values(there).forEach(value -> counts.merge(Parameter.text(value), 1, Integer::sum));
    Map<String, Object> words = new LinkedHashMap<>();
    counts.forEach(
        (word, count) -> {
          if (parameter.parse(word).isPresent()) {
            return;
          }
          Optional<String> alike = alike(word, here(parameter));
          if (alike.isPresent()) {
            words.put(word, alike.get());
          } else {
            comments.add(
                word
                    + " ("
                    + count
                    + " trials) is none of "
                    + here(parameter)
                    + "; those trials are rejected, unless you write what it is in values, or widen = true");
          }
        });
    if (!words.isEmpty()) {
      entry.put("values", words);
    }
  }

  private static Set<String> here(Parameter parameter) {
    if (parameter instanceof CategoricalParameter categorical) {
      return new TreeSet<>(categorical.values());
    }
    if (parameter instanceof OrdinalParameter ordinal) {
      Set<String> texts = new TreeSet<>();
      ordinal.values().forEach(value -> texts.add(Parameter.text(value)));
      return texts;
    }
    return Set.of("true", "false");
  }

  private static Optional<String> alike(String word, Set<String> known) {
    String plain = NameLikeness.plain(word);
    for (String candidate : known) {
      if (NameLikeness.plain(candidate).equals(plain)) {
        return Optional.of(candidate);
      }
    }
    if (known.equals(Set.of("true", "false"))) {
      return switch (plain) {
        case "1", "10", "yes", "on" -> Optional.of("true");
        case "0", "00", "no", "off" -> Optional.of("false");
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }
}
