package io.cairn.workers.settings;

import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.InvalidSettingsException.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads settings key by key and collects what is wrong with them instead of stopping at the first
 * mistake.
 *
 * <p>A reading method answers with the fallback where the value is missing or wrong, so that
 * reading goes on; nothing that was read may be used before {@link #check} has returned. Keys that
 * nobody asked for are mistakes too. Numbers and booleans are taken where text is wanted, because
 * sweep files seldom quote.
 */
public final class SettingsReader {

  private final Map<String, Object> values;
  private final String prefix;
  private final List<Problem> problems;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<SettingsReader> sections = new ArrayList<>();

  /**
   * A reader of {@code values}, as {@link io.cairn.workers.spi.WorkerSettings#values} holds them.
   */
  public SettingsReader(Map<String, Object> values) {
    this(values, "", new ArrayList<>());
  }

  private SettingsReader(Map<String, Object> values, String prefix, List<Problem> problems) {
    this.values = values;
    this.prefix = prefix;
    this.problems = problems;
  }

  /** Adds a mistake; {@code message} continues a sentence that starts with the key. */
  public void problem(String key, String message) {
    problems.add(new Problem(prefix + key, message));
  }

  /** The value as the file has it, declared as a known key. */
  public Optional<Object> value(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** A text; a mistake unless it is one. */
  public Optional<String> text(String key) {
    return value(key)
        .flatMap(
            value -> {
              Optional<String> text = scalar(value);
              if (text.isEmpty()) {
                problem(key, "= " + value + " must be a text");
              }
              return text;
            });
  }

  /** A text that has to be there; {@code example} shows how to write it. */
  public Optional<String> requiredText(String key, String example) {
    Optional<String> text = text(key);
    if (text.isEmpty() && values.get(key) == null) {
      problem(key, "is missing; write, for example, " + key + " = " + example);
    }
    return text;
  }

  /** One of a few words. */
  public String choice(String key, List<String> options, String fallback) {
    Optional<String> text = text(key);
    if (text.isPresent() && !options.contains(text.get())) {
      problem(
          key,
          "= \"%s\" must be one of %s%s"
              .formatted(
                  text.get(), String.join(", ", options), Suggestion.forWord(text.get(), options)));
      return fallback;
    }
    return text.orElse(fallback);
  }

  /** A finite number from {@code min} to {@code max}, both included. */
  public double number(String key, double fallback, double min, double max) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    if (value.get() instanceof Number number
        && number.doubleValue() >= min
        && number.doubleValue() <= max) {
      return number.doubleValue();
    }
    problem(key, "= " + value.get() + " must be a number " + range(min, max));
    return fallback;
  }

  /** A whole number from {@code min} to {@code max}, both included. */
  public long integer(String key, long fallback, long min, long max) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    if (value.get() instanceof Number number
        && number.doubleValue() % 1 == 0
        && number.longValue() >= min
        && number.longValue() <= max) {
      return number.longValue();
    }
    problem(
        key,
        max == Long.MAX_VALUE
            ? "= " + value.get() + " must be a whole number of " + min + " or more"
            : "= %s must be a whole number from %d to %d".formatted(value.get(), min, max));
    return fallback;
  }

  private static String range(double min, double max) {
    return max == Double.MAX_VALUE ? "of " + min + " or more" : "from " + min + " to " + max;
  }

  /** A yes or no. */
  public boolean flag(String key, boolean fallback) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    if (value.get() instanceof Boolean flag) {
      return flag;
    }
    if (value.get().equals("true") || value.get().equals("false")) {
      return value.get().equals("true");
    }
    problem(key, "= " + value.get() + " must be true or false");
    return fallback;
  }

  /** A length of time with its unit, for example {@code 50ms}. */
  public Duration duration(String key, Duration fallback) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return fallback;
    }
    Optional<Duration> duration =
        scalar(value.get())
            .flatMap(text -> text.equals("0") ? Optional.of(Duration.ZERO) : Durations.parse(text));
    if (duration.isEmpty()) {
      problem(
          key, "= " + value.get() + " must be a time with its unit, for example 50ms, 1.5s or 2m");
    }
    return duration.orElse(fallback);
  }

  /** A list of texts; empty if the key is missing. */
  public List<String> texts(String key) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof List<?> list)) {
      problem(key, "= " + value.get() + " must be a list, for example [\"a\", \"b\"]");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Optional<String> text = scalar(list.get(i));
      if (text.isPresent()) {
        texts.add(text.get());
      } else {
        problem(key + "[" + i + "]", "= " + list.get(i) + " must be a text");
      }
    }
    return texts;
  }

  /** A map of texts; empty if the key is missing. */
  public Map<String, String> textMap(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map(key).entrySet()) {
      Optional<String> text = scalar(entry.getValue());
      if (text.isPresent()) {
        texts.put(String.valueOf(entry.getKey()), text.get());
      } else {
        problem(key + "." + entry.getKey(), "= " + entry.getValue() + " must be a text");
      }
    }
    return texts;
  }

  /** A section of its own; empty if the key is missing. */
  public SettingsReader section(String key) {
    Map<String, Object> inner = new LinkedHashMap<>();
    map(key).forEach((name, value) -> inner.put(String.valueOf(name), value));
    SettingsReader section = new SettingsReader(inner, prefix + key + ".", problems);
    sections.add(section);
    return section;
  }

  private Map<?, ?> map(String key) {
    Optional<Object> value = value(key);
    if (value.isEmpty()) {
      return Map.of();
    }
    if (value.get() instanceof Map<?, ?> map) {
      return map;
    }
    problem(key, "= " + value.get() + " must be a section: " + key + " { name = value }");
    return Map.of();
  }

  private static Optional<String> scalar(Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  /**
   * Ends the reading.
   *
   * @throws InvalidSettingsException if there was any mistake, with all of them in the order of the
   *     file
   */
  public void check() throws InvalidSettingsException {
    findUnknownKeys();
    if (problems.isEmpty()) {
      return;
    }
    List<String> order = List.copyOf(values.keySet());
    List<Problem> sorted = new ArrayList<>(problems);
    sorted.sort(Comparator.comparingInt(problem -> position(order, problem.key())));
    throw new InvalidSettingsException(sorted);
  }

  private void findUnknownKeys() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problem(
            key,
            "is not a key here; there are: "
                + known.stream().sorted().collect(Collectors.joining(", "))
                + Suggestion.forWord(key, known));
      }
    }
    sections.forEach(SettingsReader::findUnknownKeys);
  }

  /** Place of a key's section in the file; missing keys come last. */
  private static int position(List<String> order, String key) {
    for (int i = 0; i < order.size(); i++) {
      String top = order.get(i);
      if (key.equals(top) || key.startsWith(top + ".") || key.startsWith(top + "[")) {
        return i;
      }
    }
    return order.size();
  }
}
