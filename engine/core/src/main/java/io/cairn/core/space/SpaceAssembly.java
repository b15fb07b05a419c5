package io.cairn.core.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Checks the parts of a space against one another and binds them, gathering every mistake before it
 * gives up.
 */
final class SpaceAssembly {
  private final List<Parameter> parameters;
  private final Names names;
  private final List<Problem> problems = new ArrayList<>();
  private final List<BoundConstraint> constraints = new ArrayList<>();
  private final Rule[] rules;
  private final ActivityResolver activity;
  private final ActivityCount count;

  /**
   * @throws InvalidSpaceException with all mistakes
   */
  SpaceAssembly(
      List<Parameter> parameters, Map<String, Condition> conditions, List<Constraint> constraints) {
    this.parameters = parameters;
    this.names = new Names(parameters);
    checkNames();
    this.rules = rules(conditions);
    bind(constraints);
    int[] order = order();
    refuseIfProblems();
    this.activity = new ActivityResolver(rules, order);
    this.count = new ActivityCount(parameters, activity);
    checkReachable(conditions);
    refuseIfProblems();
  }

  Names names() {
    return names;
  }

  List<BoundConstraint> constraints() {
    return constraints;
  }

  ActivityResolver activity() {
    return activity;
  }

  ActivityCount count() {
    return count;
  }

  private void refuseIfProblems() {
    if (!problems.isEmpty()) {
      throw new InvalidSpaceException(problems);
    }
  }

  private void checkNames() {
    if (parameters.isEmpty()) {
      problems.add(
          new Problem(
              "space", "a space without parameters has nothing to search; declare at least one"));
    }
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      if (names.indexOf(name).orElse(i) != i) {
        problems.add(
            new Problem(
                path(name),
                "the name '" + name + "' is declared twice; rename or remove one of them"));
      }
    }
  }

  private static String path(String name) {
    return "space." + ParameterName.key(name);
  }

  private static String whenPath(String name) {
    return path(name) + ".when";
  }

  private Rule[] rules(Map<String, Condition> conditions) {
    Set<String> unused = new TreeSet<>(conditions.keySet());
    Rule[] bound = new Rule[parameters.size()];
    for (int i = 0; i < bound.length; i++) {
      String name = parameters.get(i).name();
      Condition condition = conditions.get(name);
      bound[i] =
          condition == null
              ? Rule.ALWAYS
              : new RuleCompiler(
                      parameters,
                      names,
                      message -> problems.add(new Problem(whenPath(name), message)))
                  .compile(Objects.requireNonNull(condition));
      unused.remove(name);
    }
    for (String name : unused) {
      problems.add(
          new Problem(
              whenPath(name),
              "a condition for '"
                  + name
                  + "', which is no parameter of this space; "
                  + names.hint(name)));
    }
    return bound;
  }

  private void bind(List<Constraint> given) {
    for (int i = 0; i < given.size(); i++) {
      try {
        constraints.add(ConstraintBinder.bind(given.get(i).text(), parameters, names));
      } catch (InvalidConstraintException invalid) {
        problems.add(
            new Problem("constraints[" + i + "]", Objects.requireNonNull(invalid.getMessage())));
      }
    }
  }

  /** Parents before children, otherwise as declared (Kahn's algorithm, smallest index first). */
  private int[] order() {
    int size = parameters.size();
    int[][] children = ActivityResolver.children(rules);
    int[] openParents = new int[size];
    Arrays.stream(children)
        .forEach(list -> Arrays.stream(list).forEach(child -> openParents[child]++));
    BitSet ready = new BitSet();
    IntStream.range(0, size).filter(i -> openParents[i] == 0).forEach(ready::set);
    List<Integer> order = new ArrayList<>();
    for (int next = ready.nextSetBit(0); next >= 0; next = ready.nextSetBit(0)) {
      ready.clear(next);
      order.add(next);
      for (int child : children[next]) {
        if (--openParents[child] == 0) {
          ready.set(child);
        }
      }
    }
    if (order.size() < size) {
      reportCycles(children, openParents);
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * One problem for each cycle found by walking from parent to parent among the parameters that
   * were never ready.
   */
  private void reportCycles(int[][] children, int[] openParents) {
    BitSet done = new BitSet();
    for (int start = 0; start < openParents.length; start++) {
      List<Integer> walk = new ArrayList<>();
      int at = start;
      while (openParents[at] > 0 && !done.get(at) && !walk.contains(at)) {
        walk.add(at);
        at = openParent(children, openParents, at);
      }
      walk.forEach(done::set);
      if (walk.contains(at)) {
        List<Integer> cycle = new ArrayList<>(walk.subList(walk.indexOf(at), walk.size()));
        cycle.add(at);
        String chain =
            cycle.stream().map(i -> parameters.get(i).name()).collect(Collectors.joining(" -> "));
        problems.add(
            new Problem(
                whenPath(parameters.get(at).name()),
                "conditions depend on each other in a circle (" + chain + "); remove one of them"));
      }
    }
  }

  private static int openParent(int[][] children, int[] openParents, int child) {
    for (int parent = 0; parent < openParents.length; parent++) {
      if (openParents[parent] > 0 && Arrays.stream(children[parent]).anyMatch(c -> c == child)) {
        return parent;
      }
    }
    throw new IllegalStateException("a parameter with open parents has none that is open");
  }

  private void checkReachable(Map<String, Condition> conditions) {
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      Condition condition = conditions.get(name);
      boolean parentNever =
          condition != null
              && condition.parents().stream()
                  .anyMatch(p -> count.neverActive(names.indexOf(p).orElseThrow()));
      if (count.neverActive(i) && !parentNever) {
        problems.add(
            new Problem(
                whenPath(name),
                "this condition can never hold, so "
                    + name
                    + " would never have a value; correct it or remove "
                    + name));
      }
    }
  }
}
