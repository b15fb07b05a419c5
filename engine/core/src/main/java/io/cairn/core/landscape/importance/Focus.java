package io.cairn.core.landscape.importance;

/** Which part of the losses an analysis of importance is about. */
public sealed interface Focus {

  /** What decides the loss over the whole space; bad regions commonly decide this. */
  Focus WHOLE_SPACE = new WholeSpace();

  /** A line for people. */
  String describe();

  /** Every loss as it is. */
  record WholeSpace() implements Focus {
    @Override
    public String describe() {
      return "whole space";
    }
  }

  /**
   * What decides who is among the best and how good they are: losses beyond the quantile count as
   * the quantile, so that it no longer matters how bad the bad ones are.
   *
   * @param quantile share of the configurations that are told apart, in (0, 1)
   */
  record Best(double quantile) implements Focus {
    public Best {
      if (!(quantile > 0 && quantile < 1)) {
        throw new IllegalArgumentException(
            "quantile = "
                + quantile
                + " must lie in (0, 1): 0.1 is the best tenth; use the whole space for 1");
      }
    }

    @Override
    public String describe() {
      return "best " + percent() + " %, all worse losses counted as one";
    }

    private String percent() {
      double percent = Math.rint(quantile * 1_000) / 10;
      return percent == Math.rint(percent) ? Long.toString((long) percent) : "" + percent;
    }
  }

  /** The best of the configurations alone. */
  static Focus best(double quantile) {
    return new Best(quantile);
  }
}
