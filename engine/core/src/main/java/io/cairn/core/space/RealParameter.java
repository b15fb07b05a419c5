package io.cairn.core.space;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A real number in [min, max], both ends included; with a step only min + k * step, exact in
 * decimal and never above max. min = max is allowed and leaves one value.
 */
public final class RealParameter implements Parameter {
  private final String name;
  private final double min;
  private final double max;
  private final Scale scale;
  private final @Nullable StepGrid grid;
  private final double low;
  private final double high;

  private record StepGrid(double step, DecimalLattice lattice, Cells cells) {}

  /**
   * @param name see {@link Parameter#name}
   * @param min smallest value, finite; &gt; 0 on a log scale, &gt;= 0 on a reverse-log scale
   * @param max largest value, finite, &gt;= min; &lt; 1 on a reverse-log scale
   * @param step distance of neighbouring values, &gt; 0; empty for a continuous parameter
   * @throws IllegalArgumentException if a rule above is broken
   */
  public RealParameter(String name, double min, double max, Scale scale, OptionalDouble step) {
    this.name = ParameterName.require(name);
    this.scale = Objects.requireNonNull(scale, "scale");
    this.min = min + 0.0;
    this.max = max + 0.0;
    RealRules.requireRange(this.min, this.max, scale);
    this.grid = step.isPresent() ? stepGrid(step.getAsDouble()) : null;
    this.low = scale.forward(this.min);
    this.high = scale.forward(this.max);
  }

  private StepGrid stepGrid(double step) {
    RealRules.requireStep(min, max, step);
    DecimalLattice lattice = new DecimalLattice(min, max, step);
    return new StepGrid(step, lattice, new Cells(scale, min, step, lattice.count()));
  }

  @Override
  public String name() {
    return name;
  }

  /** Smallest value. */
  public double min() {
    return min;
  }

  /** Upper bound as declared; with a step the largest value may lie below it. */
  public double max() {
    return max;
  }

  /** How the range is spread over the unit interval. */
  public Scale scale() {
    return scale;
  }

  /** Distance of neighbouring values; empty when continuous. */
  public OptionalDouble step() {
    return grid == null ? OptionalDouble.empty() : OptionalDouble.of(grid.step);
  }

  @Override
  public OptionalLong cardinality() {
    if (grid != null) {
      return OptionalLong.of(grid.lattice.count());
    }
    return min == max ? OptionalLong.of(1) : OptionalLong.empty();
  }

  @Override
  public long decode(double unit) {
    if (Double.isNaN(unit)) {
      throw new IllegalArgumentException("unit of " + name + " is NaN; it must be in [0, 1]");
    }
    double inside = Cells.clampUnit(unit);
    return bits(grid == null ? continuous(inside) : grid.lattice.value(grid.cells.rank(inside)));
  }

  private double continuous(double unit) {
    if (unit == 0) {
      return min;
    }
    if (unit == 1) {
      return max;
    }
    double width = high - low;
    double position =
        Double.isInfinite(width) ? low * (1 - unit) + high * unit : low + unit * width;
    return Math.max(min, Math.min(scale.inverse(position), max));
  }

  @Override
  public double encode(long code) {
    double value = Double.longBitsToDouble(code);
    if (grid != null) {
      return grid.cells.centre(
          grid.lattice.rank(value).orElseGet(() -> grid.cells.rankNear(value)));
    }
    if (min == max) {
      return 0.5;
    }
    if (!(value > min)) {
      return 0;
    }
    if (value >= max) {
      return 1;
    }
    double position = scale.forward(value);
    return sharpen(value, Cells.clampUnit((position / 2 - low / 2) / (high / 2 - low / 2)));
  }

  /**
   * Moves the unit by the few rounding errors that keep it from decoding to the very same value:
   * continuous is monotone (so are StrictMath's functions), hence bisection finds such a unit
   * wherever one exists.
   */
  private double sharpen(double value, double guess) {
    double size = Math.abs(low) / 2 + Math.abs(high) / 2; // halves: the whole may overflow
    double reach = 0x1p-48 * (1 + size / Math.max(high / 2 - low / 2, Double.MIN_NORMAL));
    double below = Math.max(0, guess - reach);
    double above = Math.min(1, guess + reach);
    double unit = guess;
    while (true) {
      double decoded = continuous(unit);
      if (decoded == value) {
        return unit;
      }
      if (decoded < value) {
        below = unit;
      } else {
        above = unit;
      }
      double next = below + (above - below) / 2;
      if (next == unit || next <= below || next >= above) {
        return guess;
      }
      unit = next;
    }
  }

  @Override
  public Object value(long code) {
    return Double.longBitsToDouble(code);
  }

  @Override
  public OptionalLong code(Object value) {
    Optional<Object> plain = PlainValue.of(value);
    if (plain.isEmpty() || !(plain.get() instanceof Number number)) {
      return OptionalLong.empty();
    }
    double real = number.doubleValue();
    boolean member =
        real >= min && real <= max && (grid == null || grid.lattice.rank(real).isPresent());
    return member ? OptionalLong.of(bits(real)) : OptionalLong.empty();
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
    String range = "a real in [" + NumberText.of(min) + ", " + NumberText.of(max) + "]";
    return grid == null ? range : range + " in steps of " + NumberText.of(grid.step);
  }

  /** The code of the value nearest to a number that may lie outside. */
  long nearest(double number) {
    if (grid != null) {
      return bits(grid.lattice.value(grid.cells.rankNear(number)));
    }
    return bits(Math.max(min, Math.min(number, max)));
  }

  /**
   * The code at a share of the way from the first value to the last, on the scale; for grids that
   * include both ends.
   */
  long along(double share) {
    return grid == null
        ? bits(continuous(share))
        : bits(grid.lattice.value(grid.cells.nearestRank(share)));
  }

  /** The code of a rank, below the cardinality. */
  long atRank(long rank) {
    return bits(grid == null ? min : grid.lattice.value(rank));
  }

  /** How many values lie in [from, to]; empty when infinite. */
  OptionalLong countBetween(double from, double to) {
    double lower = Math.max(from, min);
    double upper = Math.min(to, max);
    if (lower > upper) {
      return OptionalLong.of(0);
    }
    if (grid != null) {
      return OptionalLong.of(grid.lattice.countBetween(lower, upper));
    }
    return lower == upper ? OptionalLong.of(1) : OptionalLong.empty();
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RealParameter that
        && name.equals(that.name)
        && min == that.min
        && max == that.max
        && scale == that.scale
        && step().equals(that.step());
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, min, max, scale, step());
  }

  @Override
  public String toString() {
    return name + ": " + domain() + ", " + scale;
  }
}
