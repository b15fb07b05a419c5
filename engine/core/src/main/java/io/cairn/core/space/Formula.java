package io.cairn.core.space;

import io.cairn.core.space.Expression.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * A number computed from a configuration, twice: quickly in doubles with a bound of its size, and
 * exactly in decimals for the comparisons that doubles cannot settle (0.1 + 0.2 against 0.3).
 */
sealed interface Formula {
  /** The value in doubles; NaN when unknown. */
  double value(long[] codes);

  /**
   * The value if every term counted with its size: what the rounding error of {@link #value} is
   * relative to.
   */
  double size(long[] codes);

  /** The value in decimals, a quotient to 34 digits; empty when unknown. */
  Optional<BigDecimal> exact(long[] codes);

  /** Whether the double is the value itself, so that comparing doubles is comparing values. */
  boolean direct();

  /**
   * Whether {@link #size} bounds the error; not after a division, whose divisor may cancel to near
   * zero.
   */
  boolean bounded();

  /** A number written out. */
  record Fixed(double value, BigDecimal exactValue) implements Formula {
    static Fixed of(Number number) {
      return new Fixed(number.doubleValue(), PlainValue.decimal(number));
    }

    @Override
    public double value(long[] codes) {
      return value;
    }

    @Override
    public double size(long[] codes) {
      return Math.abs(value);
    }

    @Override
    public Optional<BigDecimal> exact(long[] codes) {
      return Optional.of(exactValue);
    }

    @Override
    public boolean direct() {
      return NumberText.decimal(value).compareTo(exactValue) == 0;
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }

  /** A real. */
  record Real(int parameter) implements Formula {
    @Override
    public double value(long[] codes) {
      long code = codes[parameter];
      return code == Parameter.INACTIVE ? Double.NaN : Double.longBitsToDouble(code);
    }

    @Override
    public double size(long[] codes) {
      return Math.abs(value(codes));
    }

    @Override
    public Optional<BigDecimal> exact(long[] codes) {
      double value = value(codes);
      return Double.isNaN(value) ? Optional.empty() : Optional.of(NumberText.decimal(value));
    }

    @Override
    public boolean direct() {
      return true;
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }

  /** An integer; doubles hold it without loss if its range is narrow enough. */
  record Whole(int parameter, boolean direct) implements Formula {
    @Override
    public double value(long[] codes) {
      long code = codes[parameter];
      return code == Parameter.INACTIVE ? Double.NaN : (double) code;
    }

    @Override
    public double size(long[] codes) {
      return Math.abs(value(codes));
    }

    @Override
    public Optional<BigDecimal> exact(long[] codes) {
      long code = codes[parameter];
      return code == Parameter.INACTIVE ? Optional.empty() : Optional.of(BigDecimal.valueOf(code));
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }

  /** A numeric ordinal or constant: the code chooses one of a few numbers. */
  final class Listed implements Formula {
    private final int parameter;
    private final Fixed[] values;

    Listed(int parameter, Parameter declared) {
      this.parameter = parameter;
      this.values = new Fixed[(int) declared.cardinality().orElseThrow()];
      for (int code = 0; code < values.length; code++) {
        values[code] = Fixed.of((Number) declared.value(code));
      }
    }

    @Override
    public double value(long[] codes) {
      long code = codes[parameter];
      return code == Parameter.INACTIVE ? Double.NaN : values[(int) code].value;
    }

    @Override
    public double size(long[] codes) {
      return Math.abs(value(codes));
    }

    @Override
    public Optional<BigDecimal> exact(long[] codes) {
      long code = codes[parameter];
      return code == Parameter.INACTIVE
          ? Optional.empty()
          : Optional.of(values[(int) code].exactValue);
    }

    @Override
    public boolean direct() {
      for (Fixed value : values) {
        if (!value.direct()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean bounded() {
      return true;
    }
  }

  /** Two formulas combined. */
  record Combined(Operator operator, Formula left, Formula right) implements Formula {
    @Override
    public double value(long[] codes) {
      double a = left.value(codes);
      double b = right.value(codes);
      return switch (operator) {
        case PLUS -> a + b;
        case MINUS -> a - b;
        case TIMES -> a * b;
        case DIVIDED_BY -> a / b;
      };
    }

    @Override
    public double size(long[] codes) {
      double a = left.size(codes);
      double b = right.size(codes);
      return operator == Operator.TIMES ? a * b : a + b;
    }

    @Override
    public Optional<BigDecimal> exact(long[] codes) {
      Optional<BigDecimal> a = left.exact(codes);
      Optional<BigDecimal> b = right.exact(codes);
      boolean undefined =
          a.isEmpty() || b.isEmpty() || (operator == Operator.DIVIDED_BY && b.get().signum() == 0);
      if (undefined) {
        return Optional.empty();
      }
      return Optional.of(
          switch (operator) {
            case PLUS -> a.get().add(b.get());
            case MINUS -> a.get().subtract(b.get());
            case TIMES -> a.get().multiply(b.get());
            case DIVIDED_BY -> a.get().divide(b.get(), MathContext.DECIMAL128);
          });
    }

    @Override
    public boolean direct() {
      return false;
    }

    @Override
    public boolean bounded() {
      return operator != Operator.DIVIDED_BY && left.bounded() && right.bounded();
    }
  }
}
