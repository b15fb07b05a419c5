package io.cairn.core.space;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * One dimension of a search space. Immutable; equal by declaration.
 *
 * <p>A value is held as a {@code long} code: of a real the {@link Double#doubleToLongBits bits}
 * with -0.0 made 0.0, of an integer the integer itself, of an ordinal or categorical the index into
 * its values, of a boolean 0 or 1, of a constant 0. {@link #INACTIVE} is the code of none.
 *
 * <p>The unit interval is each parameter's common ground: a uniform unit decodes to the declared
 * distribution. Discrete values own cells of the interval, in order; {@code encode} gives the
 * centre of the cell. {@code decode(encode(code)) == code} for every discrete parameter of up to
 * 2^50 values on a linear scale or 2^44 on another (beyond, a double cannot tell neighbouring cells
 * apart), and for every value of a real that any unit decodes to.
 */
public sealed interface Parameter
    permits RealParameter,
        IntegerParameter,
        OrdinalParameter,
        CategoricalParameter,
        BooleanParameter,
        ConstantParameter {

  /** The code of a parameter that has no value because its condition does not hold. */
  long INACTIVE = Long.MIN_VALUE;

  /** The declared name. */
  String name();

  /**
   * The number of distinct values; empty when infinite (a real without step) or beyond the range of
   * a long.
   */
  OptionalLong cardinality();

  /**
   * The code at a place of the unit interval.
   *
   * @param unit in [0, 1]; what lies outside is moved to the nearer end
   * @throws IllegalArgumentException if {@code unit} is NaN
   */
  long decode(double unit);

  /** The place in [0, 1] of a code; the centre of its cell when discrete. */
  double encode(long code);

  /** The value of a code: Double, Long, String or Boolean. */
  Object value(long code);

  /**
   * The code of a value: the exact inverse of {@link #value}. Numbers of any {@link Number} type
   * are taken by their number: Integer 3 and Double 3.0 are the integer 3. Empty if it is no value
   * of this parameter.
   */
  OptionalLong code(Object value);

  /**
   * The code of a value written as text (a CSV cell, a command line); empty if it is no value of
   * this parameter.
   */
  OptionalLong parse(String text);

  /** Whether the values are numbers in an order. */
  boolean numeric();

  /**
   * The values in words, for messages: {@code a real in [0.1, 1.0]}, {@code one of [gbtree, dart]}.
   */
  String domain();

  /** The value to assume when none is known: the middle of the scale, the first category, false. */
  default long middle() {
    return decode(0.5);
  }

  /**
   * A code drawn from the declared distribution; takes one number from the generator (a very wide
   * integer may take more).
   */
  default long sample(RandomGenerator random) {
    return decode(random.nextDouble());
  }

  /**
   * Canonical, loss-free text of a value: see {@link NumberText} for numbers; text and booleans as
   * they are.
   */
  static String text(Object value) {
    return PlainValue.text(value);
  }
}
