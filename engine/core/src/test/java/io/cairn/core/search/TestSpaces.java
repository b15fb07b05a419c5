package io.cairn.core.search;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Spaces and ladders that the tests of this package share. */
final class TestSpaces {
  private TestSpaces() {}

  static Parameter real(String name) {
    return new RealParameter(name, 0, 1, Scale.LINEAR, OptionalDouble.empty());
  }

  static Parameter integer(String name, long min, long max) {
    return new IntegerParameter(name, min, max, Scale.LINEAR, 1);
  }

  static SearchSpace of(Parameter... parameters) {
    return new SearchSpace(List.of(parameters), Map.of(), List.of());
  }

  /** The unit square. */
  static SearchSpace square() {
    return of(real("x"), real("y"));
  }

  /** Four integers with 5, 30, 30 and 30 values: field case O10. */
  static SearchSpace fourIntegers() {
    return of(integer("a", 1, 5), integer("b", 1, 30), integer("c", 1, 30), integer("d", 1, 30));
  }

  /** Twelve configurations. */
  static SearchSpace twelve() {
    return of(
        integer("depth", 1, 2),
        new CategoricalParameter("booster", List.of("gbtree", "dart", "linear")),
        new BooleanParameter("early"));
  }

  /** Every kind of parameter, a condition and a constraint. */
  static SearchSpace mixed() {
    return new SearchSpace(
        List.of(
            new RealParameter("rate", 1e-4, 1, Scale.LOG, OptionalDouble.empty()),
            integer("depth", 1, 15),
            new CategoricalParameter("booster", List.of("gbtree", "dart", "linear")),
            real("drop"),
            new OrdinalParameter("batch", List.of(16, 32, 64, 128)),
            new BooleanParameter("early")),
        Map.of("drop", new Condition.Equals("booster", "dart")),
        List.of(Constraint.parse("depth * 4 <= batch")));
  }

  /** Rungs 1, 3, 9, 27. */
  static RungLadder epochs() {
    return RungLadder.of(new Fidelity("epoch", Rational.of(1), Rational.of(27), 3, true));
  }

  /**
   * A loss in [0, about 1.5] that any space has, with its optimum inside, which more epochs bring
   * down.
   */
  static double loss(Configuration configuration, double epochs) {
    double[] unit = configuration.space().encode(configuration);
    double sum = 0;
    for (double u : unit) {
      double apart = (Double.isNaN(u) ? 0.2 : u) - 0.3;
      sum += apart * apart;
    }
    return sum / unit.length + 0.1 / epochs;
  }
}
