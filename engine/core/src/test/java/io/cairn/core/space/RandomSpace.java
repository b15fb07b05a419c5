package io.cairn.core.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Small random spaces of every kind of parameter with nested conditions, and what they mean by a
 * second, naive reading: conditions interpreted over values, configurations enumerated as the full
 * product.
 */
record RandomSpace(List<Parameter> parameters, Map<String, Condition> conditions) {

  static RandomSpace of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = 2 + random.nextInt(4);
    List<Parameter> parameters = new ArrayList<>();
    Map<String, Condition> conditions = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      if (i > 0 && random.nextInt(4) > 0) {
        conditions.put("p" + i, condition(random, parameters, 0));
      }
      parameters.add(parameter(random, "p" + i));
    }
    // Children may be declared before their parents.
    for (int i = size - 1; i > 0; i--) {
      java.util.Collections.swap(parameters, i, random.nextInt(i + 1));
    }
    return new RandomSpace(List.copyOf(parameters), conditions);
  }

  private static Parameter parameter(SplittableRandom random, String name) {
    return switch (random.nextInt(7)) {
      case 0 -> new IntegerParameter(name, -1, 2, Scale.LINEAR, 1 + random.nextInt(2));
      case 1 -> new RealParameter(name, 0.1, 0.4, Scale.LOG, OptionalDouble.of(0.1));
      case 2 -> new OrdinalParameter(name, List.of(4, 2.5, 1));
      case 3 -> new OrdinalParameter(name, List.of("low", "high"));
      case 4 -> new CategoricalParameter(name, List.of("a", "b", "c"));
      case 5 -> new BooleanParameter(name);
      default -> new ConstantParameter(name, 2);
    };
  }

  private static Condition condition(SplittableRandom random, List<Parameter> parents, int depth) {
    int kind = depth < 3 ? random.nextInt(6) : random.nextInt(3);
    Parameter parent = parents.get(random.nextInt(parents.size()));
    return switch (kind) {
      case 0 -> new Condition.Equals(parent.name(), randomValue(random, parent));
      case 1 ->
          new Condition.In(
              parent.name(), List.of(randomValue(random, parent), randomValue(random, parent)));
      case 2 ->
          parent.numeric()
              ? range(random, parent)
              : new Condition.Equals(parent.name(), randomValue(random, parent));
      case 3 -> new Condition.Not(condition(random, parents, depth + 1));
      case 4 ->
          new Condition.AllOf(
              List.of(
                  condition(random, parents, depth + 1), condition(random, parents, depth + 1)));
      default ->
          new Condition.AnyOf(
              List.of(
                  condition(random, parents, depth + 1), condition(random, parents, depth + 1)));
    };
  }

  private static Condition range(SplittableRandom random, Parameter parent) {
    double bound = ((Number) randomValue(random, parent)).doubleValue();
    OptionalDouble min = random.nextInt(3) > 0 ? OptionalDouble.of(bound) : OptionalDouble.empty();
    OptionalDouble max =
        min.isPresent() && random.nextBoolean()
            ? OptionalDouble.empty()
            : OptionalDouble.of(bound + random.nextInt(3));
    return new Condition.Range(parent.name(), min, max, random.nextBoolean(), random.nextBoolean());
  }

  private static Object randomValue(SplittableRandom random, Parameter parameter) {
    return parameter.value(parameter.sample(random));
  }

  /** Every configuration as the values of its active parameters. */
  Set<Map<String, Object>> enumerate() {
    Set<Map<String, Object>> all = new LinkedHashSet<>();
    fill(0, new LinkedHashMap<>(), all);
    return all;
  }

  private void fill(int index, Map<String, Object> chosen, Set<Map<String, Object>> all) {
    if (index == parameters.size()) {
      Map<String, Object> active = new LinkedHashMap<>(chosen);
      active.keySet().removeIf(name -> !active(name, chosen));
      all.add(active);
      return;
    }
    Parameter parameter = parameters.get(index);
    for (long code : ConfigurationGrid.levels(parameter, 100)) {
      chosen.put(parameter.name(), parameter.value(code));
      fill(index + 1, chosen, all);
    }
    chosen.remove(parameter.name());
  }

  private boolean active(String name, Map<String, Object> chosen) {
    Condition condition = conditions.get(name);
    return condition == null || holds(condition, chosen).orElse(false);
  }

  /** Kleene's reading: empty is unknown. */
  private Optional<Boolean> holds(Condition condition, Map<String, Object> chosen) {
    if (condition instanceof Condition.Not not) {
      return holds(not.condition(), chosen).map(value -> !value);
    }
    if (condition instanceof Condition.AllOf all) {
      return several(all.conditions(), chosen, false);
    }
    if (condition instanceof Condition.AnyOf any) {
      return several(any.conditions(), chosen, true);
    }
    String parent = condition.parents().iterator().next();
    if (!active(parent, chosen)) {
      return Optional.empty();
    }
    Object value = chosen.get(parent);
    if (condition instanceof Condition.Equals equals) {
      return Optional.of(value.equals(equals.value()));
    }
    if (condition instanceof Condition.In in) {
      return Optional.of(in.values().contains(value));
    }
    Condition.Range range = (Condition.Range) condition;
    double number = ((Number) value).doubleValue();
    double min = range.min().orElse(-1e9);
    double max = range.max().orElse(1e9);
    return Optional.of(
        (number > min || (number == min && range.minInclusive()))
            && (number < max || (number == max && range.maxInclusive())));
  }

  private Optional<Boolean> several(
      List<Condition> conditions, Map<String, Object> chosen, boolean decisive) {
    List<Optional<Boolean>> parts = conditions.stream().map(part -> holds(part, chosen)).toList();
    if (parts.contains(Optional.of(decisive))) {
      return Optional.of(decisive);
    }
    return parts.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(!decisive);
  }
}
