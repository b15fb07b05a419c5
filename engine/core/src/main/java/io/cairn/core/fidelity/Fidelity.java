package io.cairn.core.fidelity;

import java.util.Objects;

/**
 * What an evaluation costs more of, and between which levels trials are compared.
 *
 * @param name the user's own unit: epoch, trees, rows, share
 * @param min the first level at which trials are compared; above 0
 * @param max a full evaluation; at least {@code min}
 * @param reduction eta: each rung costs this many times the one below, and keeps one in so many
 * @param checkpoints whether an evaluation can go on from where an earlier one of its trial ended;
 *     otherwise each starts from scratch
 */
public record Fidelity(
    String name, Rational min, Rational max, int reduction, boolean checkpoints) {

  /**
   * @throws IllegalArgumentException if a value breaks the rules above; the message names the key,
   *     the value, the rule and a way out
   */
  public Fidelity {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(min, "min");
    Objects.requireNonNull(max, "max");
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "fidelity.name is empty; name the resource, for example epoch, trees or rows");
    }
    if (min.signum() <= 0) {
      throw new IllegalArgumentException(
          "fidelity.min = "
              + min
              + " must be above 0; set it to the least "
              + name
              + " at which trials can be compared");
    }
    if (max.compareTo(min) < 0) {
      throw new IllegalArgumentException(
          "fidelity.max = " + max + " is below fidelity.min = " + min + "; raise max or lower min");
    }
    if (reduction < 2) {
      throw new IllegalArgumentException(
          "fidelity.reduction = "
              + reduction
              + " must be at least 2; 3 is usual: each rung costs 3 times the one below");
    }
  }
}
