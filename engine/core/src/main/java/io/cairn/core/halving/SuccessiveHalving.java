package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.List;

/**
 * Synchronous successive halving: n configurations start, and each rung keeps the best one in eta.
 *
 * <p>Jamieson and Talwalkar, Non-stochastic Best Arm Identification and Hyperparameter
 * Optimization, AISTATS 2016, in the form of Li et al., JMLR 18, 2018, Algorithm 1: floor(n /
 * eta^k) configurations reach the k-th rung.
 *
 * <p>Where we differ: at least one goes on from each rung as long as any result is finite, so that
 * small brackets end with a full evaluation; members that fail or diverge hold their place and rank
 * worst; a member is told to stop as soon as enough others are better, which changes no promotion.
 */
public final class SuccessiveHalving extends SynchronousSchedule {

  private SuccessiveHalving(RungLadder ladder, int configurations, int brackets) {
    super(ladder, List.of(new BracketShape(0, configurations)), brackets);
  }

  /**
   * One bracket.
   *
   * @param configurations how many start at rung 0, at least 1; eta to the power of the number of
   *     steps sends exactly one to the top
   */
  public static SuccessiveHalving of(RungLadder ladder, int configurations) {
    return new SuccessiveHalving(ladder, configurations, 1);
  }

  /**
   * Equal brackets until the budget ends; the next begins as soon as the last has started its
   * members.
   */
  public static SuccessiveHalving repeated(RungLadder ladder, int configurations) {
    return new SuccessiveHalving(ladder, configurations, Integer.MAX_VALUE);
  }
}
