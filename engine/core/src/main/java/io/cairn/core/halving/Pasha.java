package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * PASHA: asynchronous successive halving whose top rung grows only while rankings disagree.
 *
 * <p>Bohdal, Balles, Wistuba, Ermis, Archambeau and Zappella, PASHA: Efficient HPO and NAS with
 * Progressive Resource Allocation, ICLR 2023, Algorithm 1. Trials go up to the second rung at
 * first. Whenever a trial reports at the present top rung, the trials there are ranked by it and by
 * the rung below; if the two soft rankings disagree, the next rung becomes the top.
 *
 * <p>Where we differ: epsilon is learned from results at rungs, not from every epoch, so that at
 * least three rungs are needed before it leaves 0, and a pair criss-crosses only if it does so
 * between rungs; it stays as it was while the top rung has no such pair. The ranking is compared
 * over the best 64 trials of the top rung, which bounds the work a report; up to 64 trials this is
 * the published rule. Diverged trials have no rank. The rest is {@link AshaPromotion}.
 */
public final class Pasha extends PromotionSchedule {

  private static final int COMPARED = 64;
  private static final int FIRST_CEILING = 1;

  private final SoftRanking ranking;
  private final List<int[]> origins = new ArrayList<>();
  private int ceiling;

  private Pasha(RungLadder ladder, SoftRanking ranking) {
    super(ladder);
    this.ranking = ranking;
    this.ceiling = Math.min(FIRST_CEILING, ladder.top());
    for (int rung = 0; rung < ladder.size(); rung++) {
      origins.add(new int[0]);
    }
  }

  /** Learns epsilon from pairs of trials whose order criss-crosses. */
  public static Pasha of(RungLadder ladder) {
    return new Pasha(ladder, SoftRanking.learning());
  }

  /**
   * With a fixed epsilon.
   *
   * @param epsilon losses that differ by at most this much rank alike; at least 0
   */
  public static Pasha of(RungLadder ladder, double epsilon) {
    return new Pasha(ladder, SoftRanking.fixed(epsilon));
  }

  @Override
  public int ceiling() {
    return ceiling;
  }

  /** The difference of losses that counts as none at present. */
  public double epsilon() {
    return ranking.epsilon();
  }

  @Override
  public void reported(int trial, int rung, double loss) {
    int below = trials().entry(requireStarted(trial));
    int entry = record(trial, rung, loss);
    if (entry == RankedLosses.NONE) {
      return;
    }
    remember(rung, entry, isEntryOf(trial, below, rung - 1) ? below : RankedLosses.NONE);
    if (rung == ceiling && ceiling > 0 && ceiling < ladder().top() && !ranking.agrees(curves())) {
      ceiling++;
    }
  }

  /** The losses of the best trials of the top rung that came by way of the rung below. */
  private double[][] curves() {
    RankedLosses top = table(ceiling).ranked();
    List<double[]> curves = new ArrayList<>();
    for (int rank = 1; rank <= top.size() && curves.size() < COMPARED; rank++) {
      int entry = top.select(rank);
      if (origins.get(ceiling)[entry] != RankedLosses.NONE) {
        curves.add(curve(entry));
      }
    }
    return curves.toArray(double[][]::new);
  }

  private double[] curve(int topEntry) {
    double[] losses = new double[ceiling + 1];
    Arrays.fill(losses, Double.NaN);
    int entry = topEntry;
    for (int rung = ceiling; rung >= 0 && entry != RankedLosses.NONE; rung--) {
      losses[rung] = table(rung).ranked().loss(entry);
      entry = origins.get(rung)[entry];
    }
    return losses;
  }

  private boolean isEntryOf(int trial, int entry, int rung) {
    if (rung < 0 || entry == RankedLosses.NONE) {
      return false;
    }
    RankedLosses ranked = table(rung).ranked();
    return entry < ranked.size() && ranked.trial(entry) == trial;
  }

  private void remember(int rung, int entry, int below) {
    int[] column = origins.get(rung);
    if (entry == column.length) {
      column = Arrays.copyOf(column, Math.max(8, Math.addExact(entry, entry >> 1)));
      origins.set(rung, column);
    }
    column[entry] = below;
  }
}
