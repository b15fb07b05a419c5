package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayList;
import java.util.List;

/**
 * Hyperband: brackets of successive halving, from many short evaluations to few full ones.
 *
 * <p>Li, Jamieson, DeSalvo, Rostamizadeh and Talwalkar, Hyperband: A Novel Bandit-Based Approach to
 * Hyperparameter Optimization, JMLR 18, 2018, Algorithm 1. A round is the brackets s = s_max .. 0,
 * in that order; s_max is the number of steps of the ladder, and bracket s starts n = ceil((s_max +
 * 1) / (s + 1) * eta^s) configurations at rung s_max - s.
 *
 * <p>Where we differ: sizes and rung counts are integer arithmetic (with logarithms in floating
 * point, R = 243 and eta = 3 lose a bracket); a last step shorter than eta counts as a step;
 * brackets overlap: the next one begins as soon as the last has started all its members and a
 * worker is free; rounds repeat until the budget ends. Failures and divergence as in {@link
 * SuccessiveHalving}.
 */
public final class Hyperband extends SynchronousSchedule {

  private Hyperband(RungLadder ladder, int bracketLimit) {
    super(ladder, round(ladder), bracketLimit);
  }

  /**
   * Rounds until the budget ends.
   *
   * @throws IllegalArgumentException if the ladder is so long that a bracket does not fit
   */
  public static Hyperband of(RungLadder ladder) {
    return new Hyperband(ladder, Integer.MAX_VALUE);
  }

  /**
   * A fixed number of rounds.
   *
   * @throws IllegalArgumentException if {@code rounds} is below 1 or the ladder is so long that a
   *     bracket does not fit
   */
  public static Hyperband of(RungLadder ladder, int rounds) {
    if (rounds < 1) {
      throw new IllegalArgumentException(
          "hyperband of " + rounds + " rounds does nothing; ask for at least 1");
    }
    long brackets = Math.min((long) rounds * ladder.size(), Integer.MAX_VALUE);
    return new Hyperband(ladder, (int) brackets);
  }

  private static List<BracketShape> round(RungLadder ladder) {
    int steps = ladder.top();
    List<BracketShape> shapes = new ArrayList<>();
    long total = 0;
    for (int s = steps; s >= 0; s--) {
      long configurations = configurations(ladder, s);
      total += configurations;
      if (total > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "hyperband over "
                + ladder.size()
                + " rungs with reduction "
                + ladder.reduction()
                + " would start more than "
                + Integer.MAX_VALUE
                + " configurations; raise fidelity.min or use asha");
      }
      shapes.add(new BracketShape(steps - s, (int) configurations));
    }
    return shapes;
  }

  /**
   * ceil((s_max + 1) / (s + 1) * eta^s); where eta^s is beyond an int, any larger number will do.
   */
  private static long configurations(RungLadder ladder, int s) {
    long widened = (ladder.top() + 1L) * Powers.saturated(ladder.reduction(), s);
    return (widened + s) / (s + 1);
  }
}
