package io.cairn.core.space;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a study searches: parameters, the conditions under which they are active, and the
 * constraints between them. Immutable and safe for any number of threads; equal by declaration.
 *
 * <p>Samplers see the unit cube, one dimension a parameter in order of declaration: {@link #decode}
 * makes a configuration of a point, {@link #encode} a point of a configuration.
 */
public final class SearchSpace {
  /**
   * Rejections before {@link #sample} gives up: with a share of 0.001 feasible it fails once in 5 *
   * 10^8.
   */
  private static final int MAX_TRIES = 20_000;

  private final List<Parameter> parameters;
  private final Map<String, Condition> conditions;
  private final List<Constraint> constraints;
  private final Parameter[] byIndex;
  private final Names names;
  private final ActivityResolver activity;
  private final BoundConstraint[] bound;
  private final @Nullable BigInteger count;

  /**
   * @param parameters at least one, names distinct; their order is that of the dimensions
   * @param conditions by the name of the parameter that has the condition; no entry means always
   *     active
   * @param constraints what must hold; their texts are read again with the names declared here
   * @throws InvalidSpaceException with every mistake: duplicate names, unknown parents and
   *     parameters, cycles, conditions that can never hold, comparisons of what cannot be compared
   */
  public SearchSpace(
      List<? extends Parameter> parameters,
      Map<String, Condition> conditions,
      List<Constraint> constraints) {
    this.parameters = List.copyOf(parameters);
    this.conditions = Map.copyOf(conditions);
    SpaceAssembly assembly = new SpaceAssembly(this.parameters, conditions, constraints);
    this.byIndex = this.parameters.toArray(Parameter[]::new);
    this.names = assembly.names();
    this.activity = assembly.activity();
    this.bound = assembly.constraints().toArray(BoundConstraint[]::new);
    this.constraints = assembly.constraints().stream().map(BoundConstraint::constraint).toList();
    this.count = assembly.count().total().orElse(null);
  }

  /** The parameters in order of declaration. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The number of parameters. */
  public int dimensions() {
    return byIndex.length;
  }

  /** The dimension of a name; empty if it is not declared. */
  public OptionalInt indexOf(String name) {
    return names.indexOf(name);
  }

  /** The parameter of a dimension. */
  public Parameter parameter(int index) {
    return byIndex[index];
  }

  /** The condition of a dimension; empty if it is always active. */
  public Optional<Condition> condition(int index) {
    return Optional.ofNullable(conditions.get(byIndex[index].name()));
  }

  /** The constraints in order of declaration. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /**
   * The configuration at a point of the unit cube; constraints are not looked at.
   *
   * @param unit one number in [0, 1] a dimension; what inactive parameters have there (NaN too) is
   *     ignored
   * @throws IllegalArgumentException if the length is wrong or an active parameter's unit is NaN
   */
  public Configuration decode(double[] unit) {
    if (unit.length != byIndex.length) {
      throw new IllegalArgumentException(
          "a point of "
              + unit.length
              + " numbers must have one for each of the "
              + byIndex.length
              + " parameters");
    }
    long[] codes = new long[byIndex.length];
    for (int place = 0; place < codes.length; place++) {
      int parameter = activity.at(place);
      codes[parameter] =
          activity.isActive(parameter, codes)
              ? byIndex[parameter].decode(unit[parameter])
              : Parameter.INACTIVE;
    }
    return Configuration.owning(this, codes);
  }

  /**
   * The point of a configuration of this space: the centre of its cell where discrete, NaN where
   * inactive.
   */
  public double[] encode(Configuration configuration) {
    double[] unit = new double[byIndex.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = configuration.isActive(i) ? byIndex[i].encode(configuration.code(i)) : Double.NaN;
    }
    return unit;
  }

  /**
   * The configuration nearest to given codes in which exactly the active parameters have one:
   * inactive parameters lose theirs, an active parameter whose code is {@link Parameter#INACTIVE}
   * gets its {@link Parameter#middle middle}.
   *
   * @throws IllegalArgumentException if there is not one code for each parameter
   */
  public Configuration resolve(long[] codes) {
    Configuration given = Configuration.of(this, codes);
    long[] resolved = given.sharedCodes();
    for (int place = 0; place < resolved.length; place++) {
      int parameter = activity.at(place);
      if (!activity.isActive(parameter, resolved)) {
        resolved[parameter] = Parameter.INACTIVE;
      } else if (resolved[parameter] == Parameter.INACTIVE) {
        resolved[parameter] = byIndex[parameter].middle();
      }
    }
    return given;
  }

  /** Whether no constraint is violated. */
  public boolean satisfies(Configuration configuration) {
    return satisfies(configuration.sharedCodes());
  }

  /** Whether codes whose activity is settled violate no constraint. */
  public boolean satisfies(long[] codes) {
    for (BoundConstraint constraint : bound) {
      if (!constraint.allows(codes)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A configuration drawn uniformly from the part of the unit cube that satisfies the constraints.
   * Each try takes one number a dimension from the generator, whatever is active.
   *
   * @return empty if none of 20,000 tries satisfied them
   */
  public Optional<Configuration> sample(RandomGenerator random) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      long[] codes = draw(random);
      if (satisfies(codes)) {
        return Optional.of(Configuration.owning(this, codes));
      }
    }
    return Optional.empty();
  }

  /** One draw without regard to constraints. */
  long[] draw(RandomGenerator random) {
    long[] codes = new long[byIndex.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = byIndex[i].sample(random);
    }
    activity.resolve(codes);
    return codes;
  }

  /**
   * The configuration of given values. Constants need not be given.
   *
   * @param values by name; see {@link Parameter#code} for what is understood
   * @throws InvalidConfigurationException with every mistake: unknown names, missing or inactive
   *     parameters, values outside, violated constraints
   */
  public Configuration configuration(Map<String, ?> values) {
    return new ConfigurationReader(this).read(values);
  }

  /**
   * The number of distinct configurations, activity considered, constraints not. Found without
   * enumeration.
   *
   * @return empty if infinite, beyond the range of a long, or if conditions are too entangled to
   *     count
   */
  public OptionalLong cardinality() {
    return count == null || count.bitLength() >= Long.SIZE
        ? OptionalLong.empty()
        : OptionalLong.of(count.longValue());
  }

  /**
   * Every distinct feasible configuration of a grid, lazily; the first parameters change slowest,
   * parents before children. Reals without step take {@code levels} equal steps of their scale,
   * both ends included (one level: the middle); integers and stepped reals with more values than
   * that do likewise, rounded to values of theirs; everything else takes all its values.
   *
   * @param levels at least 1
   * @throws IllegalArgumentException if levels is less than 1
   */
  public Iterator<Configuration> grid(int levels) {
    return new ConfigurationGrid(this, levels, true);
  }

  /**
   * The codes that a parameter takes on the {@link #grid} of so many levels, in the order of the
   * parameter's scale.
   *
   * @param levels at least 1
   * @throws IllegalArgumentException if levels is less than 1
   */
  public long[] gridLevels(int parameter, int levels) {
    if (levels < 1) {
      throw new IllegalArgumentException("levels = " + levels + " must be at least 1; raise it");
    }
    return ConfigurationGrid.levels(byIndex[parameter], levels);
  }

  /** Every parameter once, parents before the parameters whose conditions look at them. */
  public int[] parentsFirst() {
    return IntStream.range(0, byIndex.length).map(activity::at).toArray();
  }

  /**
   * Whether a parameter's condition holds, given its parents' codes, {@link Parameter#INACTIVE}
   * where they have none; what else stands there does not matter. Allocates nothing, for walks over
   * many neighbours.
   */
  public boolean isActive(int parameter, long[] codes) {
    return activity.isActive(parameter, codes);
  }

  /**
   * What the constraints leave, in bounded work (well under a second): counted exactly in spaces of
   * up to 200,000 configurations, estimated from up to 20,000 random ones otherwise.
   *
   * @param seed of the random configurations
   */
  public Feasibility feasibility(long seed) {
    return FeasibilityCheck.of(this, seed);
  }

  ActivityResolver activity() {
    return activity;
  }

  Names names() {
    return names;
  }

  BoundConstraint[] bound() {
    return bound;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SearchSpace that
        && parameters.equals(that.parameters)
        && conditions.equals(that.conditions)
        && constraints.equals(that.constraints);
  }

  @Override
  public int hashCode() {
    return Objects.hash(parameters, conditions, constraints);
  }

  @Override
  public String toString() {
    return "SearchSpace" + parameters;
  }
}
