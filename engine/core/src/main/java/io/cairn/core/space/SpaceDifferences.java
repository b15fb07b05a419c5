package io.cairn.core.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** How one space's parameters became another's, in words. */
final class SpaceDifferences {
  private SpaceDifferences() {}

  /**
   * One line a parameter that is not the same in both.
   *
   * @param sources the name in {@code from} of each parameter of {@code to}, whether it exists or
   *     not
   */
  static List<String> between(
      SearchSpace from, SearchSpace to, List<String> sources, Map<String, String> fillings) {
    List<String> lines = new ArrayList<>();
    Set<String> kept = new TreeSet<>();
    for (int i = 0; i < to.dimensions(); i++) {
      Parameter target = to.parameter(i);
      OptionalInt source = from.indexOf(sources.get(i));
      if (source.isEmpty()) {
        lines.add(target.name() + ": added, filled with " + fillings.get(target.name()));
        continue;
      }
      Parameter origin = from.parameter(source.getAsInt());
      kept.add(origin.name());
      if (!origin.name().equals(target.name())) {
        lines.add(target.name() + ": renamed from " + origin.name());
      }
      if (!origin.domain().equals(target.domain())) {
        lines.add(target.name() + ": was " + origin.domain() + ", is " + target.domain());
      }
    }
    for (Parameter origin : from.parameters()) {
      if (!kept.contains(origin.name())) {
        lines.add(origin.name() + ": dropped");
      }
    }
    return lines;
  }
}
