package io.cairn.core.landscape.similarity;

import java.util.Objects;
import java.util.Optional;

/** How alike two landscapes are, and what that rests on. */
public sealed interface Similarity {

  /** Which configurations both have. */
  Matching matching();

  /** The figures; empty if the landscapes cannot be compared. */
  Optional<Agreement> figures();

  /** What was found and how, for people. */
  String verdict();

  /** Both measured enough of the same configurations. */
  record Measured(Matching matching, Agreement agreement) implements Similarity {
    public Measured {
      Objects.requireNonNull(matching, "matching");
      Objects.requireNonNull(agreement, "agreement");
    }

    @Override
    public Optional<Agreement> figures() {
      return Optional.of(agreement);
    }

    @Override
    public String verdict() {
      return agreement.verdict();
    }
  }

  /**
   * Two models' predictions were compared on a common design. The values are the models' agreement,
   * which leaves out what neither can represent; the intervals hold the landscapes' own: the error
   * of the design, of the training data, and of what the models do not explain of their landscapes.
   * For rho that is a bound; for the overlap and the deficit an approximation, and a top that rests
   * on what neither model sees can lie outside.
   */
  record ThroughSurrogates(
      Matching matching, Agreement agreement, ModelError first, ModelError second)
      implements Similarity {
    public ThroughSurrogates {
      Objects.requireNonNull(matching, "matching");
      Objects.requireNonNull(agreement, "agreement");
      Objects.requireNonNull(first, "first");
      Objects.requireNonNull(second, "second");
    }

    @Override
    public Optional<Agreement> figures() {
      return Optional.of(agreement);
    }

    @Override
    public String verdict() {
      return "Through models, not measured ("
          + matching.shared()
          + " shared configurations). "
          + agreement.verdict()
          + " Models: first "
          + first
          + "; second "
          + second
          + ".";
    }
  }

  /** Neither shared configurations nor models allow a comparison. */
  record NotComparable(Matching matching, String reason) implements Similarity {
    public NotComparable {
      Objects.requireNonNull(matching, "matching");
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Optional<Agreement> figures() {
      return Optional.empty();
    }

    @Override
    public String verdict() {
      return "Not comparable: " + reason;
    }
  }
}
