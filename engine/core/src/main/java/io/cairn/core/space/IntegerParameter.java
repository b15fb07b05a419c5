package io.cairn.core.space;

import java.math.BigInteger;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An integer min + k * step in [min, max]; both ends get their full share (see {@link Cells}). Any
 * range of longs above {@link Long#MIN_VALUE} works, also ranges wider than 2^53. min = max is
 * allowed and leaves one value.
 */
public final class IntegerParameter implements Parameter {
  /** Beyond this many values a double in [0, 1) skips some, so samples are drawn as integers. */
  private static final long UNIT_RESOLUTION = 1L << 50;

  private final String name;
  private final long min;
  private final long max;
  private final Scale scale;
  private final long step;
  private final long lastRank; // unsigned
  private final Cells cells;

  /**
   * @param name see {@link Parameter#name}
   * @param min smallest value, &gt; Long.MIN_VALUE; &gt;= 1 on a log scale
   * @param max largest value, &gt;= min
   * @param scale linear or log
   * @param step distance of neighbouring values, &gt;= 1
   * @throws IllegalArgumentException if a rule above is broken
   */
  public IntegerParameter(String name, long min, long max, Scale scale, long step) {
    this.name = ParameterName.require(name);
    this.scale = Objects.requireNonNull(scale, "scale");
    require(
        min > Long.MIN_VALUE,
        "min = " + min + " must be > " + Long.MIN_VALUE + "; raise min by one");
    require(min <= max, "min = " + min + " must be <= max = " + max + "; swap them");
    require(
        scale != Scale.REVERSE_LOG,
        "scale = reverse-log is for reals in [0, 1); set type = real or scale = linear or log");
    require(
        scale != Scale.LOG || min >= 1,
        "min = " + min + " must be >= 1 on a log scale; set scale = linear or raise min");
    require(step >= 1, "step = " + step + " must be >= 1; leave it out to use every integer");
    require(
        min == max || Long.compareUnsigned(step, max - min) <= 0,
        "step = "
            + step
            + " must be <= max - min = "
            + Long.toUnsignedString(max - min)
            + "; lower it or set type = constant");
    this.min = min;
    this.max = max;
    this.step = step;
    this.lastRank = Long.divideUnsigned(max - min, step);
    this.cells = new Cells(scale, min, step, lastRank + 1);
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** Smallest value. */
  public long min() {
    return min;
  }

  /** Upper bound as declared; with a step the largest value may lie below it. */
  public long max() {
    return max;
  }

  /** How the range is spread over the unit interval. */
  public Scale scale() {
    return scale;
  }

  /** Distance of neighbouring values. */
  public long step() {
    return step;
  }

  @Override
  public OptionalLong cardinality() {
    long count = lastRank + 1;
    return count > 0 ? OptionalLong.of(count) : OptionalLong.empty();
  }

  @Override
  public long decode(double unit) {
    if (Double.isNaN(unit)) {
      throw new IllegalArgumentException("unit of " + name + " is NaN; it must be in [0, 1]");
    }
    return ofRank(cells.rank(Cells.clampUnit(unit)));
  }

  @Override
  public double encode(long code) {
    return cells.centre(Long.divideUnsigned(code - min, step));
  }

  @Override
  public long sample(RandomGenerator random) {
    long count = lastRank + 1;
    if (scale == Scale.LOG || (count > 0 && count <= UNIT_RESOLUTION)) {
      return decode(random.nextDouble());
    }
    if (count > 0) {
      return ofRank(random.nextLong(count));
    }
    long rank = random.nextLong();
    while (Long.compareUnsigned(rank, lastRank) > 0) { // fails less than every second time
      rank = random.nextLong();
    }
    return ofRank(rank);
  }

  @Override
  public Object value(long code) {
    return code;
  }

  @Override
  public OptionalLong code(Object value) {
    Optional<Object> plain = PlainValue.of(value);
    OptionalLong integer =
        plain.isPresent() ? PlainValue.integer(plain.get()) : OptionalLong.empty();
    if (integer.isEmpty()) {
      return integer;
    }
    long code = integer.getAsLong();
    boolean member = code >= min && code <= max && Long.remainderUnsigned(code - min, step) == 0;
    return member ? integer : OptionalLong.empty();
  }

  @Override
  public OptionalLong parse(String text) {
    Optional<Number> number = NumberText.parse(text.strip());
    return number.isPresent() ? code(number.get()) : OptionalLong.empty();
  }

  @Override
  public boolean numeric() {
    return true;
  }

  @Override
  public String domain() {
    String range = "an integer in [" + min + ", " + max + "]";
    return step == 1 ? range : range + " in steps of " + step;
  }

  /** The code of the value nearest to a number that may lie outside. */
  long nearest(double number) {
    return ofRank(cells.rankNear(number));
  }

  /**
   * The code at a share of the way from the first value to the last, on the scale; for grids that
   * include both ends.
   */
  long along(double share) {
    return ofRank(cells.nearestRank(share));
  }

  /** How many values lie in [from, to]. */
  BigInteger countBetween(long from, long to) {
    long lower = Math.max(from, min);
    long upper = Math.min(to, max);
    if (lower > upper) {
      return BigInteger.ZERO;
    }
    BigInteger upTo = Cells.unsigned(Long.divideUnsigned(upper - min, step)).add(BigInteger.ONE);
    BigInteger before =
        lower == min
            ? BigInteger.ZERO
            : Cells.unsigned(Long.divideUnsigned(lower - 1 - min, step)).add(BigInteger.ONE);
    return upTo.subtract(before);
  }

  private long ofRank(long rank) {
    return min + rank * step;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IntegerParameter that
        && name.equals(that.name)
        && min == that.min
        && max == that.max
        && scale == that.scale
        && step == that.step;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, min, max, scale, step);
  }

  @Override
  public String toString() {
    return name + ": " + domain() + ", " + scale;
  }
}
