package io.cairn.core.space;

import io.cairn.core.space.IntervalSet.Interval;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Counts the configurations of a space without enumerating them, and finds conditions that can
 * never hold.
 *
 * <p>Parameters that no condition connects multiply. Within a connected component the parameters
 * are decided one by one, parents first and depth first; what the decided ones mean to the rest is
 * the residue of the rest's rules, and partial assignments with equal residues are counted together
 * (the frontier method of decision diagrams). The values of a parent fall into few classes, one for
 * each combination of leaves that they satisfy. So the work grows with the number of distinct
 * residues: a handful in condition trees of any size. When the work exceeds {@link #MAX_WORK} the
 * count is given up.
 */
final class ActivityCount {
  /** Residues written; well under a second. */
  private static final long MAX_WORK = 2_000_000;

  private final List<Parameter> parameters;
  private final ActivityResolver activity;
  private final BitSet reached = new BitSet();
  private final ResidueTable residues = new ResidueTable();
  private long work;
  private boolean infinite;
  private boolean givenUp;
  private BigInteger total = BigInteger.ONE;

  /** Values of one parent that all rules treat alike. */
  private record ValueClass(long position, Optional<BigInteger> size) {}

  ActivityCount(List<Parameter> parameters, ActivityResolver activity) {
    this.parameters = parameters;
    this.activity = activity;
    for (List<Integer> component : new ActivityComponents(activity).ordered()) {
      total = total.multiply(count(component));
    }
  }

  /** The number of configurations; empty when infinite or given up. */
  Optional<BigInteger> total() {
    return infinite || givenUp ? Optional.empty() : Optional.of(total);
  }

  /** Whether a parameter is shown to be inactive in every configuration. */
  boolean neverActive(int parameter) {
    return !givenUp && !reached.get(parameter);
  }

  /**
   * A state lists the residues of the component's rules from the next parameter on; its value
   * counts the ways to get there.
   */
  private BigInteger count(List<Integer> component) {
    Map<List<Integer>, BigInteger> states = new LinkedHashMap<>();
    states.put(
        component.stream().map(parameter -> residues.idOf(activity.rule(parameter))).toList(),
        BigInteger.ONE);
    for (int place = 0; place < component.size(); place++) {
      int parameter = component.get(place);
      List<ValueClass> classes = classes(parameter);
      int[] columns = columns(component, place);
      Map<List<Integer>, BigInteger> next = new LinkedHashMap<>();
      for (Map.Entry<List<Integer>, BigInteger> state : states.entrySet()) {
        work += (long) classes.size() * (component.size() - place);
        if (work > MAX_WORK) {
          givenUp = true;
          return BigInteger.ZERO;
        }
        if (residues.ruleOf(state.getKey().get(0)) != Rule.ALWAYS) {
          next.merge(
              rest(state.getKey(), columns, parameter, false, 0),
              state.getValue(),
              BigInteger::add);
          continue;
        }
        reached.set(parameter);
        for (ValueClass values : classes) {
          infinite |= values.size.isEmpty();
          BigInteger ways = state.getValue().multiply(values.size.orElse(BigInteger.ONE));
          next.merge(
              rest(state.getKey(), columns, parameter, true, values.position),
              ways,
              BigInteger::add);
        }
      }
      states = next;
      residues.forgetAssumptions();
    }
    return states.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Where the children of a parameter stand in a state, counted from the parameter itself. */
  private int[] columns(List<Integer> component, int place) {
    BitSet children = new BitSet();
    for (int child : activity.children(component.get(place))) {
      children.set(child);
    }
    return IntStream.range(place + 1, component.size())
        .filter(i -> children.get(component.get(i)))
        .map(i -> i - place)
        .toArray();
  }

  private List<Integer> rest(
      List<Integer> state, int[] columns, int parameter, boolean active, long position) {
    List<Integer> rest = new ArrayList<>(state);
    for (int column : columns) {
      rest.set(column, residues.assume(state.get(column), parameter, active, position));
    }
    return rest.subList(1, rest.size());
  }

  private List<ValueClass> classes(int parameter) {
    Axis axis = new Axis(parameters.get(parameter));
    List<IntervalSet> sets = new ArrayList<>();
    for (int child : activity.children(parameter)) {
      activity
          .rule(child)
          .forEachLeaf(
              leaf -> {
                if (leaf.parent() == parameter && !sets.contains(leaf.positions())) {
                  sets.add(leaf.positions());
                }
              });
    }
    Map<BitSet, ValueClass> classes = new LinkedHashMap<>();
    for (Interval piece : pieces(axis.whole(), sets)) {
      Optional<BigInteger> size = axis.count(piece);
      if (size.isPresent() && size.get().signum() == 0) {
        continue;
      }
      BitSet membership = new BitSet();
      for (int i = 0; i < sets.size(); i++) {
        membership.set(i, sets.get(i).contains(piece.from()));
      }
      ValueClass found = new ValueClass(piece.from(), size);
      classes.merge(
          membership,
          found,
          (known, added) -> new ValueClass(known.position, sum(known.size, added.size)));
    }
    return List.copyOf(classes.values());
  }

  private static Optional<BigInteger> sum(Optional<BigInteger> a, Optional<BigInteger> b) {
    return a.flatMap(x -> b.map(x::add));
  }

  /** The line cut wherever a set begins or ends. */
  private static List<Interval> pieces(Interval whole, List<IntervalSet> sets) {
    TreeSet<Long> starts = new TreeSet<>(List.of(whole.from()));
    for (IntervalSet set : sets) {
      for (Interval interval : set.intervals()) {
        starts.add(interval.from());
        if (interval.to() < whole.to()) {
          starts.add(interval.to() + 1);
        }
      }
    }
    List<Interval> pieces = new ArrayList<>();
    for (long start : starts) {
      Long following = starts.higher(start);
      pieces.add(new Interval(start, following == null ? whole.to() : following - 1));
    }
    return pieces;
  }

  /**
   * Gives equal rules one number, so that states are cheap to compare, and remembers what each
   * becomes.
   */
  private static final class ResidueTable {
    private final List<Rule> rules = new ArrayList<>();
    private final Map<Rule, Integer> ids = new HashMap<>();
    private final Map<Assumption, Integer> assumed = new HashMap<>();

    private record Assumption(int rule, boolean active, long position) {}

    int idOf(Rule rule) {
      return ids.computeIfAbsent(
          rule,
          added -> {
            rules.add(added);
            return rules.size() - 1;
          });
    }

    Rule ruleOf(int id) {
      return rules.get(id);
    }

    int assume(int rule, int parameter, boolean active, long position) {
      return assumed.computeIfAbsent(
          new Assumption(rule, active, position),
          unknown -> idOf(ruleOf(rule).assume(parameter, active, position)));
    }

    /** To be called before another parameter is assumed. */
    void forgetAssumptions() {
      assumed.clear();
    }
  }
}
