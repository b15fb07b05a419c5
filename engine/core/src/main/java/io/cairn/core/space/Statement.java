package io.cairn.core.space;

import io.cairn.core.space.Expression.Comparator;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A constraint, or a part of one, bound to the parameters of a space: from codes to a truth,
 * without names or look-ups.
 */
sealed interface Statement {
  /** The truth for a configuration; parameters without a code count as inactive. */
  Truth judge(long[] codes);

  /** True or false whatever the configuration. */
  record Fixed(Truth value) implements Statement {
    @Override
    public Truth judge(long[] codes) {
      return value;
    }
  }

  /** The truth by the code of one parameter with few values. */
  record ByCode(int parameter, List<Truth> truths) implements Statement {
    @Override
    public Truth judge(long[] codes) {
      long code = codes[parameter];
      return code == Parameter.INACTIVE ? Truth.UNKNOWN : truths.get((int) code);
    }
  }

  /**
   * Two parameters with few values each compared by a number that stands for the value.
   *
   * @param leftRanks number by the left parameter's code
   * @param rightRanks number by the right parameter's code
   */
  record Ranks(
      int left, int right, List<Integer> leftRanks, List<Integer> rightRanks, Comparator comparator)
      implements Statement {
    @Override
    public Truth judge(long[] codes) {
      if (codes[left] == Parameter.INACTIVE || codes[right] == Parameter.INACTIVE) {
        return Truth.UNKNOWN;
      }
      int a = leftRanks.get((int) codes[left]);
      int b = rightRanks.get((int) codes[right]);
      return Truth.of(comparator.holds(Integer.compare(a, b)));
    }
  }

  /** Two numbers compared as decimals. */
  final class Numbers implements Statement {
    // Far above the rounding error of any formula that the parser admits (2000 operations of 2^-53
    // each), far below differences
    // that people mean.
    private static final double DOUBT = 1e-11;

    private final Comparator comparator;
    private final Formula left;
    private final Formula right;
    private final boolean direct;
    private final boolean bounded;

    Numbers(Comparator comparator, Formula left, Formula right) {
      this.comparator = comparator;
      this.left = left;
      this.right = right;
      this.direct = left.direct() && right.direct();
      this.bounded = left.bounded() && right.bounded();
    }

    @Override
    public Truth judge(long[] codes) {
      double a = left.value(codes);
      double b = right.value(codes);
      if (direct) {
        return Double.isNaN(a) || Double.isNaN(b)
            ? Truth.UNKNOWN
            : Truth.of(comparator.holds(Double.compare(a, b)));
      }
      double difference = a - b;
      if (bounded && Math.abs(difference) > DOUBT * (left.size(codes) + right.size(codes))) {
        return Truth.of(comparator.holds(difference > 0 ? 1 : -1));
      }
      Optional<BigDecimal> exactLeft = left.exact(codes);
      Optional<BigDecimal> exactRight = exactLeft.isPresent() ? right.exact(codes) : exactLeft;
      if (exactLeft.isEmpty() || exactRight.isEmpty()) {
        return Truth.UNKNOWN;
      }
      return Truth.of(comparator.holds(exactLeft.get().compareTo(exactRight.get())));
    }
  }

  /** Two truths are the same; unknown if one is. */
  record Same(Statement left, Statement right) implements Statement {
    @Override
    public Truth judge(long[] codes) {
      Truth a = left.judge(codes);
      Truth b = right.judge(codes);
      return a == Truth.UNKNOWN || b == Truth.UNKNOWN ? Truth.UNKNOWN : Truth.of(a == b);
    }
  }

  record Not(Statement operand) implements Statement {
    @Override
    public Truth judge(long[] codes) {
      return operand.judge(codes).not();
    }
  }

  record And(Statement left, Statement right) implements Statement {
    @Override
    public Truth judge(long[] codes) {
      Truth first = left.judge(codes);
      return first == Truth.FALSE ? first : first.and(right.judge(codes));
    }
  }

  record Or(Statement left, Statement right) implements Statement {
    @Override
    public Truth judge(long[] codes) {
      Truth first = left.judge(codes);
      return first == Truth.TRUE ? first : first.or(right.judge(codes));
    }
  }
}
