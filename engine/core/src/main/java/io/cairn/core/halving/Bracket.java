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

  /** Whether it can be judged with fewer members than planned: all that were started have ended. */
  boolean canCloseIntake() {
    return takesNew()
        && filling.running() == 0
        && firstRung < ladder.top()
        && filling.ranked().openAmong(places(firstRung, entered)) > 0;
  }

  /** The next promotion; with an open intake, as if no further member were to come. */
  Step.Promote promotion() {
    RungTable table = judged == null ? filling : judged;
    int best = table.ranked().firstOpen();
    int size = judged == null ? entered : members;
    return new Step.Promote(
        table.ranked().trial(best), table.rung() + 1, reason(table, best, size));
  }

  void start() {
    entered++;
    filling.expect();
  }

  void promote(int entry, int from, int to) {
    if (from == firstRung && canCloseIntake()) {
      members = entered;
      expected = entered;
      settle();
    }
    RungTable source = judged;
    if (source == null || from != source.rung() || to != from + 1 || !mayGoOn(entry, from)) {
      throw new IllegalStateException(
          "bracket "
              + index
              + " cannot promote this trial from rung "
              + from
              + " to rung "
              + to
              + ": it is filling rung "
              + filling.rung()
              + " with the best of the rung below; carry out what next() proposes");
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

  /** A member that reported at {@code rung} ends by a verdict or by hand; its place stays empty. */
  void stop(int entry, int rung) {
    if (rung == filling.rung()) {
      filling.close(entry);
    } else if (judged != null && rung == judged.rung()) {
      judged.close(entry);
      expected = entered + judged.ranked().openAmong(places(rung, members));
      settle();
    }
  }

  /** Whether a member that reported at {@code rung} can still go on. */
  boolean mayGoOn(int entry, int rung) {
    RungTable table = rung == filling.rung() ? filling : judged;
    return !over
        && table != null
        && rung == table.rung()
        && table.isOpen(entry)
        && table.ranked().rank(entry) <= places(rung, members);
  }

  Verdict verdict(int entry, int rung) {
    if (rung == filling.rung()) {
      return verdictBeforeTheOthers(entry);
    }
    RungTable source = judged;
    if (source == null || rung != source.rung()) {
      return new Verdict.Stop("others went on from " + ladder.label(rung));
    }
    if (entry == RankedLosses.NONE) {
      return new Verdict.Stop(source.divergence());
    }
    String reason = reason(source, entry, members);
    return mayGoOn(entry, rung) ? new Verdict.Pause(reason) : new Verdict.Stop(reason);
  }

  /** Early, but certain: better results can only become more, and places fewer. */
  private Verdict verdictBeforeTheOthers(int entry) {
    if (entry == RankedLosses.NONE) {
      return new Verdict.Stop(filling.divergence());
    }
    int places = places(filling.rung(), members);
    String standing = filling.standing(entry, places);
    return filling.ranked().rank(entry) <= places
        ? new Verdict.Pause(standing + "; judged when " + expected + " have ended here")
        : new Verdict.Stop(standing + "; " + places + " are better already");
  }

  /** The rungs so far, lowest first. */
  List<RungSummary> summaries() {
    List<RungSummary> all = new ArrayList<>(past);
    if (judged != null) {
      all.add(judged.summary(index, places(judged.rung(), members)));
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
        full.rung() == ladder.top() ? 0 : full.ranked().openAmong(places(full.rung(), members));
    if (goOn == 0) {
      over = true;
      return;
    }
    if (judged != null) {
      past.add(judged.summary(index, places(judged.rung(), members)));
    }
    judged = full;
    filling = new RungTable(ladder, full.rung() + 1);
    expected = goOn;
    entered = 0;
  }

  /**
   * How many may go on from a rung of a bracket of {@code size}: floor(size / eta^k), at least 1.
   */
  private int places(int rung, int size) {
    return Math.max(1, size / Powers.saturated(ladder.reduction(), rung + 1 - firstRung));
  }

  private String reason(RungTable table, int entry, int size) {
    int places = places(table.rung(), size);
    String standing = table.standing(entry, places);
    return places <= table.ranked().size() ? standing : standing + "; fewer results are finite";
  }
}
