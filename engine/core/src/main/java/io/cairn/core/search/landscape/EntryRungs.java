package io.cairn.core.search.landscape;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.transfer.PriorSpan;
import io.cairn.core.transfer.SurfaceBasis;
import org.jspecify.annotations.Nullable;

/**
 * Where a new trial starts and where it goes from there.
 *
 * <p>With checkpoints nothing of a low rung is lost, so a trial starts at the first that ranks
 * trials at all (rank correlation with the top above 0.3) and climbs rung by rung. Without, each
 * evaluation starts over: a low rung must cost less than a third of the square of its correlation
 * to be worth it, and the next is the top; where no low rung is, the ladder is full fidelity alone.
 * The priors say how reliable and how dear rungs are. Without them the first trial runs at the
 * lowest rung and in full, and tells what that rung costs; its correlation is taken to fall by a
 * tenth a rung.
 */
final class EntryRungs {
  private static final double RELIABLE = 0.3;
  private static final double RELIABILITY_PER_COST = 3;
  private static final double RELIABILITY_PER_STEP = 0.9;
  private static final double LEAST_SECONDS = 1e-12;

  /** Ladders of so many steps are deep enough that their lowest rung is commonly blind. */
  private static final int DEEP = 3;

  private final RungLadder ladder;
  private final double[] logShares;
  private final boolean used;
  private final @Nullable PriorSpan span;

  /** What the first trial's low rung cost of its full evaluation; NaN before it was run in full. */
  private double firstShare = Double.NaN;

  /**
   * Rungs of a study.
   *
   * @param used whether rungs below the top are used at all
   */
  EntryRungs(SurfaceBasis basis, boolean used, @Nullable PriorSpan span) {
    this.ladder = basis.ladder();
    this.logShares = basis.logShares();
    this.used = used;
    this.span = span;
  }

  /** The first rung of a new trial. */
  int first(boolean byPriors, boolean firstTrial) {
    int top = ladder.top();
    if (!used || top == 0) {
      return top;
    }
    PriorSpan priors = span;
    if (byPriors && priors != null) {
      return first(priors.reliability(), priors.costShares());
    }
    if (ladder.checkpoints()) {
      return top >= DEEP ? 1 : 0;
    }
    if (Double.isNaN(firstShare)) {
      return firstTrial ? 0 : top;
    }
    return first(guessedReliability(), ownShares());
  }

  private int first(double[] reliability, double[] shares) {
    for (int rung = 0; rung < ladder.top(); rung++) {
      boolean pays =
          ladder.checkpoints()
              ? reliability[rung] > RELIABLE
              : shares[rung] <= reliability[rung] * reliability[rung] / RELIABILITY_PER_COST;
      if (pays) {
        return rung;
      }
    }
    return ladder.top();
  }

  private double[] guessedReliability() {
    double[] guessed = new double[ladder.size()];
    for (int rung = 0; rung < guessed.length; rung++) {
      guessed[rung] = Math.pow(RELIABILITY_PER_STEP, ladder.top() - rung);
    }
    return guessed;
  }

  /** From the first trial's share of the lowest rung, as a power of the resource. */
  private double[] ownShares() {
    double[] shares = new double[ladder.size()];
    for (int rung = 0; rung < shares.length; rung++) {
      shares[rung] = Math.exp(Math.log(firstShare) * logShares[rung] / logShares[0]);
    }
    return shares;
  }

  /** The rung after one. */
  int next(int reached) {
    return ladder.checkpoints() ? reached + 1 : ladder.top();
  }

  /**
   * Worker time of a trial, told before it is added to the trial.
   *
   * @param before seconds at the rung that it had reached
   */
  void reported(Trial trial, int rung, double before, double seconds) {
    boolean told = trial.number == 0 && trial.reached == 0 && rung == ladder.top();
    if (told && !ladder.checkpoints() && before > 0) {
      firstShare = Math.min(1, before / Math.max(seconds, LEAST_SECONDS));
    }
  }
}
