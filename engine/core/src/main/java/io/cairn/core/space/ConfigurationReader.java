package io.cairn.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a configuration of values by name, gathering every mistake. */
final class ConfigurationReader {
  private final SearchSpace space;
  private final List<Problem> problems = new ArrayList<>();

  ConfigurationReader(SearchSpace space) {
    this.space = space;
  }

  Configuration read(Map<String, ?> values) {
    for (String name : new TreeSet<>(values.keySet())) {
      if (space.indexOf(name).isEmpty()) {
        problems.add(
            new Problem(name, "is no parameter of this space; " + space.names().hint(name)));
      }
    }
    long[] codes = new long[space.dimensions()];
    Arrays.fill(codes, Parameter.INACTIVE);
    boolean[] doubtful = new boolean[codes.length];
    ActivityResolver activity = space.activity();
    for (int place = 0; place < codes.length; place++) {
      int parameter = activity.at(place);
      activity.rule(parameter).forEachLeaf(leaf -> doubtful[parameter] |= doubtful[leaf.parent()]);
      boolean active = activity.isActive(parameter, codes);
      doubtful[parameter] |= !read(parameter, active, doubtful[parameter], values, codes);
    }
    for (BoundConstraint constraint : space.bound()) {
      if (!constraint.allows(codes)) {
        problems.add(
            new Problem(
                "constraints",
                "violates " + constraint.constraint() + "; change one of its values"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigurationException(problems);
    }
    return Configuration.owning(space, codes);
  }

  /**
   * Reads one parameter; where a parent could not be read, whether it is active is in doubt and not
   * complained about.
   *
   * @return whether its code (or that it has none) is certain
   */
  private boolean read(
      int index, boolean active, boolean doubtful, Map<String, ?> values, long[] codes) {
    Parameter parameter = space.parameter(index);
    @Nullable Object value = values.get(parameter.name());
    if (value == null) {
      if (active && parameter instanceof ConstantParameter) {
        codes[index] = 0;
      } else if (active && !doubtful) {
        problems.add(new Problem(parameter.name(), "is missing; give " + parameter.domain()));
        return false;
      }
      return true;
    }
    OptionalLong code = parameter.code(value);
    if (code.isEmpty()) {
      problems.add(
          new Problem(
              parameter.name(),
              Parameter.text(value) + " must be " + parameter.domain() + "; correct the value"));
      return false;
    }
    if (active) {
      codes[index] = code.getAsLong();
    } else if (!doubtful) {
      problems.add(
          new Problem(
              parameter.name(),
              "is given but inactive for these values; remove it or change its parents"));
    }
    return true;
  }
}
