package io.cairn.workers.smile;

import io.cairn.workers.spi.InvalidSettingsException.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads a section of settings key by key and notes every mistake. */
final class Section {
  private final String prefix;
  private final Map<String, Object> values;
  private final List<Problem> problems;

  Section(String prefix, Map<String, Object> values, List<Problem> problems) {
    this.prefix = prefix;
    this.values = values;
    this.problems = problems;
  }

  /** Notes keys that nobody reads. */
  Section only(String... known) {
    for (String key : new TreeSet<>(values.keySet())) {
      if (!List.of(known).contains(key)) {
        problem(key, "is not known here; known are " + String.join(", ", known));
      }
    }
    return this;
  }

  /** A section below this one, empty if not given. */
  Section section(String key) {
    return new Section(path(key) + ".", map(key), problems);
  }

  /** Keys with values, in the order of the file; empty if not given. */
  Map<String, Object> map(String key) {
    Map<String, Object> result = new LinkedHashMap<>();
    Object value = values.get(key);
    if (value instanceof Map<?, ?> map) {
      map.forEach((k, v) -> result.put(String.valueOf(k), v));
    } else if (value != null) {
      problem(key, "= " + value + " must be a section in braces");
    }
    return result;
  }

  Optional<String> text(String key) {
    Object value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String || value instanceof Number || value instanceof Boolean) {
      return Optional.of(value.toString());
    }
    problem(key, "= " + value + " must be a text");
    return Optional.empty();
  }

  /** A text that must be there. */
  Optional<String> required(String key, String what) {
    if (!values.containsKey(key)) {
      problem(key, "is missing; set it to " + what);
    }
    return text(key);
  }

  /** One of a few words; the first if not given or wrong. */
  String choice(String key, String... words) {
    Optional<String> value = text(key);
    if (value.isPresent() && !List.of(words).contains(value.get())) {
      problem(key, "= '" + value.get() + "' must be one of " + String.join(", ", words));
    }
    return value.filter(List.of(words)::contains).orElse(words[0]);
  }

  /** A whole number within bounds; the fallback if not given or wrong. */
  long integer(String key, long min, long max, long fallback) {
    Object value = values.get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number number
        && number.doubleValue() % 1 == 0
        && number.longValue() >= min
        && number.longValue() <= max) {
      return number.longValue();
    }
    problem(key, "= %s must be a whole number from %d to %d".formatted(value, min, max));
    return fallback;
  }

  /** A number above and below bounds; the fallback if not given or wrong. */
  double between(String key, double above, double below, double fallback) {
    Object value = values.get(key);
    if (value == null) {
      return fallback;
    }
    if (value instanceof Number number
        && number.doubleValue() > above
        && number.doubleValue() < below) {
      return number.doubleValue();
    }
    problem(key, "= %s must be a number above %s and below %s".formatted(value, above, below));
    return fallback;
  }

  /** A list of texts, empty if not given. */
  List<String> texts(String key) {
    Object value = values.get(key);
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> texts.add(String.valueOf(item)));
    } else if (value != null) {
      problem(key, "= " + value + " must be a list, as in [" + value + "]");
    }
    return texts;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  void problem(String key, String message) {
    problems.add(new Problem(path(key), message));
  }

  private String path(String key) {
    return prefix + key;
  }
}
