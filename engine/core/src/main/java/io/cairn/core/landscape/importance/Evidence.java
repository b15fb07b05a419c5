package io.cairn.core.landscape.importance;

/** What an analysis of importance rests on. */
public sealed interface Evidence {

  /** A line for people. */
  String describe();

  /** The marginal means of a full grid: nothing is estimated. */
  record FullGrid() implements Evidence {
    @Override
    public String describe() {
      return "exact, full grid";
    }
  }

  /**
   * A random forest's own variance, exactly; how far it is the landscape's is what its fit tells.
   *
   * @param trees how many
   * @param outOfBagR2 share of the variance of unseen losses that the forest explains
   */
  record Forest(int trees, double outOfBagR2) implements Evidence {
    @Override
    public String describe() {
      return "forest of "
          + trees
          + " trees, out-of-bag R2 "
          + Math.rint(outOfBagR2 * 100) / 100
          + ", intervals over 90 % of the trees";
    }
  }
}
