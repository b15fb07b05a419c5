package io.cairn.core.space;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides which parameters are active. The only place that does: decoding, reading, counting,
 * grids, maps between spaces and neighbourhoods all ask here. A parameter is active if its
 * condition holds; conditions look at parents only, so going through the parameters in topological
 * order settles everything in one pass.
 */
final class ActivityResolver {
  private final Rule[] rules;
  private final int[] order;
  private final int[][] children;

  /**
   * @param rules one a parameter, {@link Rule#ALWAYS} without a condition
   * @param order all parameters, parents before children
   */
  ActivityResolver(Rule[] rules, int[] order) {
    this.rules = rules.clone();
    this.order = order.clone();
    this.children = children(rules);
  }

  /** The parameters whose conditions look at each parameter, in order of declaration. */
  static int[][] children(Rule[] rules) {
    List<List<Integer>> children = new ArrayList<>();
    for (int i = 0; i < rules.length; i++) {
      children.add(new ArrayList<>());
    }
    for (int i = 0; i < rules.length; i++) {
      int child = i;
      rules[i].forEachLeaf(
          leaf -> {
            List<Integer> known = children.get(leaf.parent());
            if (!known.contains(child)) {
              known.add(child);
            }
          });
    }
    return children.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  int size() {
    return order.length;
  }

  /** The parameter at a place of the topological order. */
  int at(int place) {
    return order[place];
  }

  Rule rule(int parameter) {
    return rules[parameter];
  }

  int[] children(int parameter) {
    return children[parameter];
  }

  /** Whether a parameter is active, given the codes of its parents. */
  boolean isActive(int parameter, long[] codes) {
    return rules[parameter].holds(codes);
  }

  /** Sets every inactive parameter to {@link Parameter#INACTIVE}. */
  void resolve(long[] codes) {
    for (int parameter : order) {
      if (!rules[parameter].holds(codes)) {
        codes[parameter] = Parameter.INACTIVE;
      }
    }
  }
}
