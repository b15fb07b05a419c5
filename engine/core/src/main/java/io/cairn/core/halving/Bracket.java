package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One synchronous bracket: a rung is judged when all its members have ended there.
 *
 * <p>At any time one rung is being filled, and the one below it, if any, is complete and hands out
 * its best. The number that goes on to the k-th rung of a bracket of n is floor(n / eta^k), at
 * least 1. Failed and diverged members keep their place in n and rank worst; they never go on, so
 * that fewer may go on than there are places. Sizes depend on n alone, never on how many workers
 * there are.
 */
final class Bracket {

  private final RungLadder ladder;
  private final int index;
  private final int firstRung;
  private final List<RungSummary> past = new ArrayList<>();

  private @Nullable RungTable judged;
  private RungTable filling;
  private int members;
  private int expected;
  private int entered;
  private boolean over;

  Bracket(RungLadder ladder, int index, BracketShape shape) {
    this.ladder = ladder;
    this.index = index;
    this.firstRung = shape.firstRung();
    this.filling = new RungTable(ladder, firstRung);
    this.members = shape.configurations();
    this.expected = members;
  }

  int firstRung() {
    return firstRung;
  }

  boolean isOver() {
    return over;
  }

  boolean takesNew() {
    return !over && judged == null && filling.rung() == firstRung && entered < expected;
  }

  boolean hasPromotion() {
    return !over && judged != null && entered < expected;
  }

  /**
   * Whether it could be judged with fewer members than planned: all that were started have ended.
   */
  boolean canCloseIntake() {
    return takesNew()
        && filling.running() == 0
        && filling.ranked().open() > 0
        && firstRung < ladder.top();
  }

  /** The next promotion; with an open intake, as if no further member were to come. */
  Step.Promote promotion() {
    RungTable table = judged == null ? filling : judged;
    int places = places(table.rung(), judged == null ? entered : members);
    int goOn = judged == null ? Math.min(places, table.ranked().open()) : expected;
    int best = table.ranked().firstOpen();
    return new Step.Promote(
        table.ranked().trial(best), table.rung() + 1, reason(table, best, goOn, places));
  }

  void start() {
    entered++;
    filling.expect();
  }

  void promote(int entry, int from, int to) {
    if (canCloseIntake() && from == firstRung) {
      members = entered;
      expected = entered;
      settle();
    }
    RungTable source = judged;
    if (source == null || !hasPromotion() || from != source.rung() || to != from + 1) {
      throw new IllegalStateException(
          "bracket "
              + index
              + " cannot promote from rung "
              + from
              + " to rung "
              + to
              + " now: it fills rung "
              + filling.rung()
              + " with "
              + entered
              + " of "
              + expected
              + "; carry out what next() proposes");
    }
    source.promote(entry);
    entered++;
    filling.expect();
  }

  int report(int trial, double loss) {
    int entry = filling.report(trial, loss);
    if (filling.rung() == ladder.top()) {
      filling.close(entry);
    }
    settle();
    return entry;
  }

  void fail() {
    filling.fail();
    settle();
  }

  /** A member that reported at {@code rung} ends by a verdict or by hand. */
  void stop(int entry, int rung) {
    if (rung == filling.rung()) {
      filling.close(entry);
    } else if (judged != null && rung == judged.rung()) {
      judged.close(entry);
      expected = Math.min(expected, entered + judged.ranked().open());
      settle();
    }
  }

  /** Whether a member that reported at {@code rung} can still go on. */
  boolean mayGoOn(int entry, int rung) {
    if (over) {
      return false;
    }
    if (rung == filling.rung()) {
      return filling.isOpen(entry) && filling.ranked().rank(entry) <= places(rung, members);
    }
    return judged != null
        && rung == judged.rung()
        && judged.isOpen(entry)
        && isAmongNext(judged, entry);
  }

  Verdict verdict(int entry, int rung) {
    RungTable table = rung == filling.rung() || judged == null ? filling : judged;
    if (entry == RankedLosses.NONE) {
      return new Verdict.Stop(table.divergence());
    }
    int places = places(rung, members);
    if (table == judged) {
      String reason = reason(table, entry, expected, places);
      return mayGoOn(entry, rung) ? new Verdict.Pause(reason) : new Verdict.Stop(reason);
    }
    String standing = table.standing(entry, places);
    return table.ranked().rank(entry) <= places
        ? new Verdict.Pause(standing + ", when " + expected + " have ended")
        : new Verdict.Stop(standing + ", and " + places + " are better already");
  }

  /** The rungs so far, lowest first. */
  List<RungSummary> summaries() {
    List<RungSummary> all = new ArrayList<>(past);
    if (judged != null) {
      all.add(judged.summary(index, expected));
    }
    all.add(filling.summary(index, 0));
    return all;
  }

  /** Judges the rung that is being filled once its last member has ended. */
  private void settle() {
    if (over || entered < expected || filling.running() > 0) {
      return;
    }
    RungTable full = filling;
    int goOn =
        full.rung() == ladder.top()
            ? 0
            : Math.min(places(full.rung(), members), full.ranked().open());
    if (goOn == 0) {
      over = true;
      return;
    }
    if (judged != null) {
      past.add(judged.summary(index, expected));
    }
    judged = full;
    filling = new RungTable(ladder, full.rung() + 1);
    expected = goOn;
    entered = 0;
  }

  private boolean isAmongNext(RungTable table, int entry) {
    return table.ranked().openRank(entry) <= expected - entered;
  }

  /** How many go on from a rung of a bracket of {@code size}: floor(size / eta^k), at least 1. */
  private int places(int rung, int size) {
    return Math.max(1, size / Powers.saturated(ladder.reduction(), rung + 1 - firstRung));
  }

  private static String reason(RungTable table, int entry, int goOn, int places) {
    String standing = table.standing(entry, goOn);
    return goOn == places
        ? standing
        : standing + "; there are " + places + " places, but too few finite results";
  }
}
