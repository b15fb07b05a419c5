package io.cairn.workers.function;

import java.util.List;

/**
 * A classic function with a fidelity: the less the fidelity, the further the landscape is shifted.
 *
 * <p>f(x, z) = f(x + s (1 - z)), where s is the function's own length, upwards in the first
 * coordinate, downwards in the second, and so on. Low fidelities therefore have the right shape in
 * the wrong place, which is what misleads methods that trust them fully. The length is at most half
 * of the period of the function's ripples, so that ranks agree better the higher the fidelity.
 */
final class Shifted implements TestFunction {

  private final Classic classic;

  Shifted(Classic classic) {
    this.classic = classic;
  }

  @Override
  public String name() {
    return classic.functionName();
  }

  @Override
  public int minInputs() {
    return classic.minInputs();
  }

  @Override
  public int maxInputs() {
    return classic.maxInputs();
  }

  @Override
  public List<Range> domain(int inputs) {
    return classic.domain(inputs);
  }

  @Override
  public double loss(double[] x, double z) {
    double[] shifted = x.clone();
    for (int i = 0; i < shifted.length; i++) {
      double sign = i % 2 == 0 ? 1 : -1;
      shifted[i] += sign * classic.shift() * (1 - z);
    }
    return classic.loss(shifted);
  }
}
