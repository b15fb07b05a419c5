package io.cairn.core.space;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A condition bound to the parameters of a space, in negation normal form: every leaf says which
 * positions of a parent count, and an inactive parent makes it false. Values compare by structure,
 * so equal residues of different conditions meet.
 */
sealed interface Rule {
  Fixed ALWAYS = new Fixed(true);
  Fixed NEVER = new Fixed(false);

  /** Whether the rule holds; the codes of all parents must be known. */
  boolean holds(long[] codes);

  /**
   * What is left of the rule when one parent's position is known, or when it is known to be
   * inactive.
   */
  Rule assume(int parent, boolean active, long position);

  void forEachLeaf(Consumer<Leaf> action);

  /** Decided. */
  record Fixed(boolean value) implements Rule {
    @Override
    public boolean holds(long[] codes) {
      return value;
    }

    @Override
    public Rule assume(int parent, boolean active, long position) {
      return this;
    }

    @Override
    public void forEachLeaf(Consumer<Leaf> action) {}
  }

  /** The parent is active and at one of the positions. */
  record Leaf(int parent, boolean real, IntervalSet positions) implements Rule {
    @Override
    public boolean holds(long[] codes) {
      long code = codes[parent];
      return code != Parameter.INACTIVE && positions.contains(Axis.position(real, code));
    }

    @Override
    public Rule assume(int known, boolean active, long position) {
      if (known != parent) {
        return this;
      }
      return active && positions.contains(position) ? ALWAYS : NEVER;
    }

    @Override
    public void forEachLeaf(Consumer<Leaf> action) {
      action.accept(this);
    }
  }

  /** All rules hold, or any of them. */
  record Several(boolean all, List<Rule> rules) implements Rule {
    /** The simplest rule of this meaning. */
    static Rule of(boolean all, List<Rule> rules) {
      List<Rule> open = new ArrayList<>();
      for (Rule rule : rules) {
        if (!(rule instanceof Fixed fixed)) {
          open.add(rule);
        } else if (fixed.value != all) {
          return fixed;
        }
      }
      if (open.isEmpty()) {
        return all ? ALWAYS : NEVER;
      }
      return open.size() == 1 ? open.get(0) : new Several(all, List.copyOf(open));
    }

    @Override
    public boolean holds(long[] codes) {
      for (int i = 0; i < rules.size(); i++) {
        if (rules.get(i).holds(codes) != all) {
          return !all;
        }
      }
      return all;
    }

    @Override
    public Rule assume(int parent, boolean active, long position) {
      return of(all, rules.stream().map(rule -> rule.assume(parent, active, position)).toList());
    }

    @Override
    public void forEachLeaf(Consumer<Leaf> action) {
      rules.forEach(rule -> rule.forEachLeaf(action));
    }
  }
}
