package io.cairn.server.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of an expression of Prometheus as can be checked without its parser. */
record Expression(String text) {

  private static final Pattern NAME =
      Pattern.compile("\\b((?:cairn|jvm|process|system)_[a-z0-9_]+|up)\\b(\\{[^}]*})?(\\[)?");
  private static final Pattern MATCHER = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)\\s*\"");
  private static final Pattern GROUPED = Pattern.compile("\\b(?:by|on)\\s*\\(([^)]*)\\)");
  private static final Pattern COUNTED = Pattern.compile("(?:rate|increase)\\($");

  /** Labels that Prometheus adds, or that an expression may name for histograms. */
  private static final Set<String> GIVEN = Set.of("job", "instance", "namespace", "le");

  /** There only after the first collection of garbage. */
  private static final Set<String> LATER = Set.of("jvm_gc_pause_seconds_sum");

  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    Matcher name = NAME.matcher(withoutGroups());
    while (name.find()) {
      names.add(name.group(1));
    }
    return names;
  }

  private String withoutGroups() {
    return GROUPED.matcher(text).replaceAll("");
  }

  /**
   * What is wrong with it.
   *
   * @param labels names that are exposed, with their labels
   */
  List<String> mistakes(Map<String, SortedSet<String>> labels) {
    List<String> mistakes = new ArrayList<>();
    if (!isBalanced()) {
      mistakes.add("brackets do not match: " + text);
    }
    if (names().isEmpty()) {
      mistakes.add("names no metric: " + text);
    }
    SortedSet<String> known = new TreeSet<>(GIVEN);
    String plain = withoutGroups();
    Matcher name = NAME.matcher(plain);
    while (name.find()) {
      String metric = name.group(1);
      boolean ours = !metric.equals("up") && !LATER.contains(metric);
      if (ours && !labels.containsKey(metric)) {
        mistakes.add("there is no " + metric + ": " + text);
      }
      SortedSet<String> its = labels.getOrDefault(metric, new TreeSet<>());
      known.addAll(its);
      Matcher matcher = MATCHER.matcher(name.group(2) == null ? "" : name.group(2));
      while (matcher.find()) {
        if (!its.contains(matcher.group(1)) && !GIVEN.contains(matcher.group(1))) {
          mistakes.add(metric + " has no label " + matcher.group(1) + ": " + text);
        }
      }
      boolean range = name.group(3) != null;
      boolean counter = metric.matches(".*_(total|bucket|sum|count)");
      boolean inRate = COUNTED.matcher(plain.substring(0, name.start())).find();
      if (range != inRate || range && !counter) {
        mistakes.add(metric + " is no counter in a rate, or one without its range: " + text);
      }
    }
    Matcher grouped = GROUPED.matcher(text);
    while (grouped.find()) {
      for (String label : grouped.group(1).split(",", -1)) {
        if (!label.isBlank() && !known.contains(label.strip())) {
          mistakes.add("nothing in it has the label " + label.strip() + ": " + text);
        }
      }
    }
    return mistakes;
  }

  private boolean isBalanced() {
    String quotedAway = text.replaceAll("\"[^\"]*\"", "");
    StringBuilder open = new StringBuilder();
    for (char c : quotedAway.toCharArray()) {
      int opening = "([{".indexOf(c);
      int closing = ")]}".indexOf(c);
      if (opening >= 0) {
        open.append(")]}".charAt(opening));
      } else if (closing >= 0) {
        if (open.isEmpty() || open.charAt(open.length() - 1) != c) {
          return false;
        }
        open.setLength(open.length() - 1);
      }
    }
    return open.isEmpty() && !quotedAway.contains("\"");
  }
}
