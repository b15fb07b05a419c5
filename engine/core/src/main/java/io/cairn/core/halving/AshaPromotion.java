package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;

/**
 * Asynchronous successive halving by promotion: trials pause at a rung and the best are resumed.
 *
 * <p>Algorithm 2 of Li, Jamieson, Rostamizadeh, Gonina, Ben-Tzur, Hardt, Recht and Talwalkar, A
 * System for Massively Parallel Hyperparameter Tuning, MLSys 2020: from the top rung down, resume a
 * trial that is among the best floor(n / eta) of the n results of its rung and has not gone on;
 * else start a new trial at rung 0.
 *
 * <p>Where we differ: n counts finite results only, so that diverged trials neither go on nor widen
 * the cut for others; the best eligible trial goes first; equal losses are ordered by trial number.
 * A trial that fails leaves the rung that it was on its way to and keeps its place in those that it
 * reported at.
 */
public final class AshaPromotion extends PromotionSchedule {

  private AshaPromotion(RungLadder ladder) {
    super(ladder);
  }

  public static AshaPromotion of(RungLadder ladder) {
    return new AshaPromotion(ladder);
  }

  @Override
  int ceiling() {
    return ladder().top();
  }
}
