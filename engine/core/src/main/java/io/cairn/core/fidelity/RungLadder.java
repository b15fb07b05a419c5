package io.cairn.core.fidelity;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The levels at which trials are compared: min, min*eta, min*eta^2, ... below max, then max.
 *
 * <p>Exact for whole numbers: (1, 243, 3) has six rungs, whatever logarithms in floating point say.
 * The last step may be shorter than eta: (1, 100, 3) is 1, 3, 9, 27, 81, 100.
 *
 * <p>No ghost rung: when min or max is a fraction, a computed rung of at least 95 % of max is max.
 * Users round what they write: 0.037 for 1/27 gives 0.037, 0.111, 0.333 and 0.999, and nobody meant
 * to compare at 0.999 and again at 1. A number rounded to two digits is at most 5 % off, hence the
 * bound. The user's own min always stays a rung, and ladders of whole numbers are never altered.
 */
public final class RungLadder {

  private static final double RELATIVE_TOLERANCE = 1e-9;

  /** A computed rung of at least 19/20 of max is max. */
  private static final long BESIDE_NUMERATOR = 19;

  private static final long BESIDE_DENOMINATOR = 20;

  private static final RungLadder SINGLE = new RungLadder(null, List.of(Rational.ONE));

  private final @Nullable Fidelity fidelity;
  private final List<Rational> exact;
  private final double[] levels;

  private RungLadder(@Nullable Fidelity fidelity, List<Rational> exact) {
    this.fidelity = fidelity;
    this.exact = List.copyOf(exact);
    this.levels = exact.stream().mapToDouble(Rational::doubleValue).toArray();
  }

  /**
   * The ladder of a fidelity.
   *
   * @throws IllegalArgumentException if a level does not fit an exact fraction
   */
  public static RungLadder of(Fidelity fidelity) {
    Objects.requireNonNull(fidelity, "fidelity");
    Rational max = fidelity.max();
    boolean whole = fidelity.min().isWhole() && max.isWhole();
    List<Rational> levels = new ArrayList<>();
    Rational level = fidelity.min();
    while (level.compareTo(max) < 0 && (whole || levels.isEmpty() || !isBeside(level, max))) {
      levels.add(level);
      level = above(level, fidelity);
    }
    levels.add(max);
    return new RungLadder(fidelity, levels);
  }

  /** The ladder without a fidelity: one rung at resource 1, named "run"; a trial runs once. */
  public static RungLadder single() {
    return SINGLE;
  }

  private static Rational above(Rational level, Fidelity fidelity) {
    try {
      return level.times(fidelity.reduction());
    } catch (ArithmeticException e) {
      if (compareMultiples(level, fidelity.reduction(), fidelity.max(), 1) > 0) {
        return fidelity.max(); // the end of the ladder, whatever the product is
      }
      throw new IllegalArgumentException(
          "fidelity "
              + fidelity.name()
              + ": the rung above "
              + level
              + " does not fit an exact fraction; write min and max with fewer digits",
          e);
    }
  }

  private static boolean isBeside(Rational level, Rational max) {
    return compareMultiples(level, BESIDE_DENOMINATOR, max, BESIDE_NUMERATOR) >= 0;
  }

  /** Compares {@code a * timesA} with {@code b * timesB} without overflow. */
  private static int compareMultiples(Rational a, long timesA, Rational b, long timesB) {
    return product(a.numerator(), b.denominator(), timesA)
        .compareTo(product(b.numerator(), a.denominator(), timesB));
  }

  private static BigInteger product(long a, long b, long c) {
    return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).multiply(BigInteger.valueOf(c));
  }

  /** What the levels measure; empty for {@link #single()}. */
  public Optional<Fidelity> fidelity() {
    return Optional.ofNullable(fidelity);
  }

  /** The user's name of the resource; "run" without a fidelity. */
  public String name() {
    return fidelity == null ? "run" : fidelity.name();
  }

  /** Number of rungs, at least 1. */
  public int size() {
    return levels.length;
  }

  /** Index of the last rung, that of a full evaluation. */
  public int top() {
    return levels.length - 1;
  }

  /**
   * The resource at a rung: the correctly rounded double of {@link #exactLevel}.
   *
   * @throws IndexOutOfBoundsException if there is no such rung
   */
  public double level(int rung) {
    return levels[Objects.checkIndex(rung, levels.length)];
  }

  /**
   * The resource at a rung, exactly.
   *
   * @throws IndexOutOfBoundsException if there is no such rung
   */
  public Rational exactLevel(int rung) {
    return exact.get(rung);
  }

  /** A rung in the user's words: {@code "epoch 27"}, {@code "share 1/9"}. */
  public String label(int rung) {
    return name() + " " + exactLevel(rung);
  }

  /** Whether every level is a whole number. */
  public boolean integral() {
    return exact.stream().allMatch(Rational::isWhole);
  }

  /** Eta; 2 without a fidelity, where no rung is above another and nothing is reduced. */
  public int reduction() {
    return fidelity == null ? 2 : fidelity.reduction();
  }

  /** Whether a trial can go on from its last rung instead of starting from scratch. */
  public boolean checkpoints() {
    return fidelity != null && fidelity.checkpoints();
  }

  /**
   * The highest rung whose level is at most {@code resource}, with a relative tolerance of 1e-9 for
   * resources that went through decimal text; -1 below the first rung, and for NaN.
   */
  public int rungAt(double resource) {
    double reach = resource * (1 + RELATIVE_TOLERANCE);
    int rung = top();
    while (rung >= 0 && !(levels[rung] <= reach)) {
      rung--;
    }
    return rung;
  }

  /** Whether the last step is shorter than eta: max is not min times a power of eta. */
  public boolean shortLastStep() {
    return size() > 1
        && compareMultiples(exact.get(top() - 1), reduction(), exact.get(top()), 1) > 0;
  }

  /** Equal by fidelity, which decides the levels. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RungLadder that && Objects.equals(fidelity, that.fidelity);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(fidelity);
  }

  /** The levels, lowest first: {@code "1, 3, 9, 27, 52 epoch"}. */
  @Override
  public String toString() {
    return exact.stream().map(Rational::toString).reduce((a, b) -> a + ", " + b).orElseThrow()
        + " "
        + name();
  }
}
