package io.cairn.core.landscape.live;

/**
 * A sum that keeps what rounding loses (D. Knuth's two-sum), so that what was added in another
 * order, or taken out again, leaves no trace to speak of.
 */
final class CompensatedSum {
  private double sum;
  private double lost;

  void add(double term) {
    double next = sum + term;
    double kept = next - sum;
    lost += (sum - (next - kept)) + (term - kept);
    sum = next;
  }

  double value() {
    return sum + lost;
  }
}
