package io.cairn.server.sweep;

import io.cairn.core.space.Configuration;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads {@code priors.start}: configurations of which some values are given. */
final class StartReader {

  private final SearchSpace space;
  private final SpaceMap completion;
  private final Problems problems;

  /**
   * @param defaults values of parameters that are not given; others are in the middle
   */
  StartReader(SearchSpace space, Map<String, Object> defaults, Problems problems) {
    this.space = space;
    this.completion = SpaceMap.between(space, space, Map.of(), defaults);
    this.problems = problems;
  }

  List<Configuration> read(List<Node> nodes, String path) {
    Set<Configuration> starts = new LinkedHashSet<>();
    for (int i = 0; i < nodes.size(); i++) {
      start(nodes.get(i), KeyPath.item(path, i)).ifPresent(starts::add);
    }
    return List.copyOf(starts);
  }

  private Optional<Configuration> start(Node node, String path) {
    if (!(node instanceof Node.Section section)) {
      if (!SectionReader.isUnresolved(node)) {
        problems.add(
            node.origin(), path, node, "must be a section of values, such as { lr = 0.1 }");
      }
      return Optional.empty();
    }
    int before = problems.count();
    Map<String, Object> values = new LinkedHashMap<>();
    section
        .entries()
        .forEach(
            (name, value) -> {
              String at = KeyPath.join(path, name);
              Optional<Parameter> parameter =
                  ParameterValue.parameter(space, name, value, at, problems);
              if (parameter.isPresent()) {
                OptionalLong code = ParameterValue.read(parameter.get(), value, at, problems);
                code.ifPresent(known -> values.put(name, parameter.get().value(known)));
              }
            });
    return problems.count() > before ? Optional.empty() : completed(section, path, values);
  }

  private Optional<Configuration> completed(
      Node.Section section, String path, Map<String, Object> values) {
    MappedConfiguration mapped = completion.map(values);
    if (mapped instanceof MappedConfiguration.Rejected rejected) {
      problems.add(
          section.origin(),
          path,
          String.join(", ", rejected.reasons())
              + (values.size() < space.dimensions()
                  ? "; give it more values, those that it lacks are in the middle"
                  : "; change one of its values"));
      return Optional.empty();
    }
    Configuration configuration =
        mapped instanceof MappedConfiguration.Used used
            ? used.configuration()
            : ((MappedConfiguration.Projected) mapped).configuration();
    boolean sound = true;
    for (String name : values.keySet()) {
      if (configuration.value(name).isEmpty()) {
        problems.add(
            section.get(name).map(Node::origin).orElse(section.origin()),
            KeyPath.join(path, name),
            "has no value in this configuration, since its condition does not hold; remove it or"
                + " change its parents");
        sound = false;
      }
    }
    return sound ? Optional.of(configuration) : Optional.empty();
  }
}
