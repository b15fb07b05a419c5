package io.cairn.workers.function;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A loss over a box, to be minimised, with a fidelity.
 *
 * <p>Functions whose literature maximises them are negated, so that every function here has its
 * optimum at its least value.
 */
interface TestFunction {

  /**
   * A side of the box, in the function's own units.
   *
   * @param low lower bound
   * @param high upper bound, above {@code low}
   */
  record Range(double low, double high) {
    double width() {
      return high - low;
    }

    @Override
    public String toString() {
      return "[" + trim(low) + ", " + trim(high) + "]";
    }

    private static String trim(double value) {
      return value == Math.rint(value)
          ? String.format(Locale.ROOT, "%.0f", value)
          : Double.toString(value);
    }
  }

  /** The word for {@code worker.function}. */
  String name();

  /** Fewest inputs. */
  int minInputs();

  /** Most inputs; {@link Integer#MAX_VALUE} if any number from {@link #minInputs} will do. */
  int maxInputs();

  /** The box for a number of inputs. */
  List<Range> domain(int inputs);

  /**
   * The loss.
   *
   * @param x a point, as many coordinates as inputs; meant to be in the box, but defined outside
   * @param z fidelity, above 0 to 1; at 1 it is the function itself
   */
  double loss(double[] x, double z);

  /** Says how many inputs there are and where: {@code branin takes 2 inputs: [-5, 10], [0, 15]}. */
  default String describe() {
    if (minInputs() == maxInputs()) {
      return "%s takes %d inputs: %s"
          .formatted(
              name(),
              minInputs(),
              domain(minInputs()).stream().map(Range::toString).collect(Collectors.joining(", ")));
    }
    return "%s takes %d or more inputs, each in %s"
        .formatted(name(), minInputs(), domain(minInputs()).get(0));
  }
}
