package io.cairn.core.halving;

/** Integer powers of the reduction factor. */
final class Powers {

  private Powers() {}

  /** {@code base} to the power {@code exponent}, or {@code Integer.MAX_VALUE} if it is larger. */
  static int saturated(int base, int exponent) {
    long power = 1;
    for (int i = 0; i < exponent && power < Integer.MAX_VALUE; i++) {
      power *= base;
    }
    return (int) Math.min(power, Integer.MAX_VALUE);
  }
}
