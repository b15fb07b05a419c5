package io.cairn.core.space;

import io.cairn.core.space.IntervalSet.Interval;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Counts the configurations of a space without enumerating them, and finds conditions that can
 * never hold.
 *
 * <p>Parameters that no condition connects multiply. Within a connected component the parameters
 * are decided one by one, parents first and depth first; what the decided ones mean to the rest is
 * the residue of the rest's rules, and partial assignments with equal residues are counted together
 * (the frontier method of decision diagrams). The values of a parent fall into few classes, one for
 * each combination of leaves that they satisfy. So the work grows with the number of distinct
 * residues: a handful in condition trees of any size. A component of more than {@link
 * #MAX_RESIDUES} is given up.
 */
final class ActivityCount {
  private static final int MAX_RESIDUES = 20_000;

  private final List<Parameter> parameters;
  private final ActivityResolver activity;
  private final BitSet reached = new BitSet();
  private boolean infinite;
  private boolean givenUp;
  private BigInteger total = BigInteger.ONE;

  /** Values of one parent that all rules treat alike. */
  private record ValueClass(long position, Optional<BigInteger> size) {}

  ActivityCount(List<Parameter> parameters, ActivityResolver activity) {
    this.parameters = parameters;
    this.activity = activity;
    for (List<Integer> component : components()) {
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

  private BigInteger count(List<Integer> component) {
    Map<List<Rule>, BigInteger> states = new LinkedHashMap<>();
    states.put(component.stream().map(activity::rule).toList(), BigInteger.ONE);
    for (int parameter : component) {
      List<ValueClass> classes = classes(parameter);
      Map<List<Rule>, BigInteger> next = new LinkedHashMap<>();
      for (Map.Entry<List<Rule>, BigInteger> state : states.entrySet()) {
        List<Rule> rest = state.getKey().subList(1, state.getKey().size());
        if (state.getKey().get(0) != Rule.ALWAYS) {
          next.merge(assume(rest, parameter, false, 0), state.getValue(), BigInteger::add);
          continue;
        }
        reached.set(parameter);
        for (ValueClass values : classes) {
          infinite |= values.size.isEmpty();
          BigInteger ways = state.getValue().multiply(values.size.orElse(BigInteger.ONE));
          next.merge(assume(rest, parameter, true, values.position), ways, BigInteger::add);
        }
      }
      if (next.size() > MAX_RESIDUES) {
        givenUp = true;
        return BigInteger.ZERO;
      }
      states = next;
    }
    return states.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static List<Rule> assume(List<Rule> rules, int parameter, boolean active, long position) {
    List<Rule> residues = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      residues.add(rule.assume(parameter, active, position));
    }
    return residues;
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
   * The connected components, each in depth-first topological order: it keeps few rules undecided
   * at a time.
   */
  private List<List<Integer>> components() {
    int size = activity.size();
    int[] openParents = new int[size];
    for (int parent = 0; parent < size; parent++) {
      for (int child : activity.children(parent)) {
        openParents[child]++;
      }
    }
    Map<Integer, List<Integer>> components = new HashMap<>();
    int[] labels = labels();
    Deque<Integer> ready = new ArrayDeque<>();
    for (int place = size - 1; place >= 0; place--) {
      if (openParents[activity.at(place)] == 0) {
        ready.push(activity.at(place));
      }
    }
    List<List<Integer>> ordered = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.pop();
      List<Integer> component = components.get(labels[next]);
      if (component == null) {
        component = new ArrayList<>();
        components.put(labels[next], component);
        ordered.add(component);
      }
      component.add(next);
      int[] children = activity.children(next);
      for (int i = children.length - 1; i >= 0; i--) {
        if (--openParents[children[i]] == 0) {
          ready.push(children[i]);
        }
      }
    }
    return ordered;
  }

  private int[] labels() {
    int[] labels = new int[activity.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i;
    }
    for (int parent = 0; parent < labels.length; parent++) {
      for (int child : activity.children(parent)) {
        int from = root(labels, child);
        labels[from] = root(labels, parent);
      }
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = root(labels, i);
    }
    return labels;
  }

  private static int root(int[] labels, int label) {
    int at = label;
    while (labels[at] != at) {
      at = labels[at];
    }
    return at;
  }
}
