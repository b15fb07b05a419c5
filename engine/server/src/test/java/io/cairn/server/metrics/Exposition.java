package io.cairn.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of {@code /metrics} read back by the grammar of the text format, line by line. */
final class Exposition {

  private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z0-9_]+) ([a-z]+)");
  private static final Pattern HELP = Pattern.compile("# HELP ([a-z0-9_]+) (\\S.*)");
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? (NaN|[+-]Inf|-?[0-9.E+-]+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\\n]|\\\\[\\\\n\"])*)\"(?:,|$)");

  /** By family, as {@code # TYPE} names it. */
  private final Map<String, String> types = new TreeMap<>();

  /** By name of a series, with the endings of histograms and summaries. */
  private final Map<String, SortedSet<String>> labels = new TreeMap<>();

  private final Map<String, Double> samples = new LinkedHashMap<>();

  static Exposition of(byte[] page) {
    Exposition read = new Exposition();
    new String(page, UTF_8).lines().forEach(read::line);
    return read;
  }

  private void line(String line) {
    Matcher type = TYPE.matcher(line);
    Matcher sample = SAMPLE.matcher(line);
    if (type.matches()) {
      types.put(type.group(1), type.group(2));
    } else if (sample.matches()) {
      SortedSet<String> names = labels.computeIfAbsent(sample.group(1), key -> new TreeSet<>());
      String inBraces = Optional.ofNullable(sample.group(2)).orElse("");
      Matcher label = LABEL.matcher(inBraces);
      int end = 0;
      while (label.find() && label.start() == end) {
        names.add(label.group(1));
        end = label.end();
      }
      if (end != inBraces.length()) {
        throw new AssertionError("these are no labels: " + line);
      }
      String series = sample.group(1) + (inBraces.isEmpty() ? "" : "{" + inBraces + "}");
      if (samples.put(series, value(sample.group(3))) != null) {
        throw new AssertionError("the same series twice: " + line);
      }
    } else if (!HELP.matcher(line).matches()) {
      throw new AssertionError("this is no line of the text format: " + line);
    }
  }

  private static double value(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Families with their types. */
  Map<String, String> types() {
    return types;
  }

  /** Names that an expression may use, with the labels that series of each have. */
  Map<String, SortedSet<String>> labels() {
    return labels;
  }

  /** Series as they are written, with their values. */
  Map<String, Double> samples() {
    return samples;
  }

  /** The labels of a family, those of its histogram's buckets left out. */
  SortedSet<String> labelsOf(String family) {
    SortedSet<String> names = new TreeSet<>();
    labels.forEach(
        (name, its) -> {
          if (name.equals(family) || name.matches(Pattern.quote(family) + "_(bucket|sum|count)")) {
            names.addAll(its);
          }
        });
    names.remove("le");
    return names;
  }
}
