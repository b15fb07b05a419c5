package io.cairn.core.landscape.similarity;

import java.util.List;

/**
 * Which configurations of the second landscape were found in the first.
 *
 * @param shared configurations of the first landscape that both measured
 * @param measuredFirst configurations that the first measured
 * @param measuredSecond configurations that the second measured; used, projected and rejected add
 *     up to it
 * @param used taken over value for value
 * @param projected taken over with something changed: clipped, filled, dropped
 * @param rejected without counterpart in the first landscape's space
 * @param differences of the two spaces, a line each; empty for equal ones
 */
public record Matching(
    int shared,
    int measuredFirst,
    int measuredSecond,
    int used,
    int projected,
    int rejected,
    List<String> differences) {
  public Matching {
    differences = List.copyOf(differences);
  }

  /** One sentence for people. */
  @Override
  public String toString() {
    String counts =
        shared + " shared configurations of " + measuredFirst + " and " + measuredSecond;
    return differences.isEmpty()
        ? counts
        : counts + " (" + used + " used, " + projected + " projected, " + rejected + " rejected)";
  }
}
