package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of synchronous brackets that repeats a round of shapes.
 *
 * <p>Free capacity goes to the oldest bracket with a promotion, then to a new member of the newest
 * bracket, then to the next bracket: a full rung of one bracket never idles a worker while another
 * bracket may begin. Wait is answered only while something runs. When the budget allows no new
 * trial before the newest bracket is full, that bracket is judged with the members that it has.
 */
abstract class SynchronousSchedule implements Schedule {

  private static final int PAST_BRACKETS_SHOWN = 32;
  private static final int NO_BRACKET = -1;

  private final RungLadder ladder;
  private final List<BracketShape> round;
  private final int bracketLimit;
  private final Trials trials = new Trials();
  private final TreeMap<Integer, Bracket> current = new TreeMap<>();
  private final TreeMap<Integer, Bracket> promoting = new TreeMap<>();
  private final Deque<List<RungSummary>> past = new ArrayDeque<>();
  private int newest = NO_BRACKET;

  SynchronousSchedule(RungLadder ladder, List<BracketShape> round, int bracketLimit) {
    this.ladder = Objects.requireNonNull(ladder, "ladder");
    this.round = List.copyOf(round);
    this.bracketLimit = bracketLimit;
  }

  @Override
  public final Step next(boolean mayStart) {
    if (!promoting.isEmpty()) {
      return promoting.firstEntry().getValue().promotion();
    }
    Bracket intake = intake();
    if (mayStart && intake != null) {
      return new Step.StartTrial(newest, intake.firstRung());
    }
    if (mayStart && newest + 1 < bracketLimit) {
      return new Step.StartTrial(newest + 1, shape(newest + 1).firstRung());
    }
    if (intake != null && intake.canCloseIntake()) {
      return intake.promotion();
    }
    if (running() > 0) {
      return new Step.Wait(
          running() + " running; a rung is judged when all its members have ended there");
    }
    return new Step.Finished(
        newest + 1 == bracketLimit && intake == null
            ? "all " + bracketLimit + " brackets are over"
            : "the budget allows no new trial and all brackets are over");
  }

  @Override
  public final void started(int trial, int bracket, int rung) {
    boolean joins = bracket == newest && intake() != null;
    boolean opens = bracket == newest + 1 && intake() == null && bracket < bracketLimit;
    if (!(joins || opens) || rung != shape(bracket).firstRung()) {
      throw new IllegalStateException(
          "trial "
              + trial
              + " cannot start in bracket "
              + bracket
              + " at rung "
              + rung
              + ": the newest bracket is "
              + newest
              + "; carry out what next() proposes");
    }
    trials.start(trial, bracket, rung);
    if (opens) {
      newest = bracket;
      current.put(bracket, new Bracket(ladder, bracket, shape(bracket)));
    }
    Bracket joined = bracketOf(trial);
    joined.start();
    refresh(bracket, joined);
  }

  @Override
  public final void promoted(int trial, int rung) {
    trials.requireStarted(trial);
    int from = trials.rung(trial);
    trials.requirePromotable(trial, rung);
    Bracket bracket = bracketOf(trial);
    bracket.promote(trials.entry(trial), from, rung);
    trials.promote(trial, rung);
    refresh(trials.bracket(trial), bracket);
  }

  @Override
  public final void reported(int trial, int rung, double loss) {
    trials.requireRunning(trial, rung, "reported at");
    Bracket bracket = bracketOf(trial);
    trials.report(trial, bracket.report(trial, loss));
    if (rung == ladder.top()) {
      trials.end(trial);
    }
    refresh(trials.bracket(trial), bracket);
  }

  @Override
  public final void failed(int trial, int rung) {
    trials.requireRunning(trial, rung, "failed towards");
    leave(trial);
  }

  @Override
  public final void stopped(int trial, int rung) {
    trials.requireStarted(trial);
    if (trials.state(trial) == Trials.State.RUNNING) {
      leave(trial);
      return;
    }
    Bracket bracket = current.get(trials.bracket(trial));
    if (trials.state(trial) == Trials.State.REPORTED && bracket != null) {
      bracket.stop(trials.entry(trial), trials.rung(trial));
      refresh(trials.bracket(trial), bracket);
    }
    trials.end(trial);
  }

  @Override
  public final Verdict verdict(int trial, int rung) {
    trials.requireReported(trial, rung);
    if (rung == ladder.top()) {
      return new Verdict.Complete();
    }
    Bracket bracket = current.get(trials.bracket(trial));
    if (bracket == null) {
      return new Verdict.Stop(
          trials.entry(trial) == RankedLosses.NONE
              ? RungTable.divergence(ladder.label(rung))
              : "bracket " + trials.bracket(trial) + " is over");
    }
    return bracket.verdict(trials.entry(trial), rung);
  }

  @Override
  public final boolean isOver(int trial) {
    return switch (trials.state(trial)) {
      case RUNNING -> false;
      case REPORTED -> {
        Bracket bracket = current.get(trials.bracket(trial));
        yield bracket == null || !bracket.mayGoOn(trials.entry(trial), trials.rung(trial));
      }
      case UNKNOWN, OVER, FAILED -> true;
    };
  }

  @Override
  public final int running() {
    return trials.running();
  }

  @Override
  public final boolean fixedSizes() {
    return true;
  }

  @Override
  public final int configurationsPerRound() {
    return round.stream().mapToInt(BracketShape::configurations).reduce(0, Math::addExact);
  }

  @Override
  public final OptionalInt rounds() {
    return bracketLimit == Integer.MAX_VALUE
        ? OptionalInt.empty()
        : OptionalInt.of(bracketLimit / round.size());
  }

  @Override
  public final List<RungSummary> rungs() {
    List<RungSummary> all = new ArrayList<>();
    past.forEach(all::addAll);
    current.values().forEach(bracket -> all.addAll(bracket.summaries()));
    all.sort(Comparator.comparingInt(RungSummary::bracket).thenComparingInt(RungSummary::rung));
    return List.copyOf(all);
  }

  private void leave(int trial) {
    Bracket bracket = bracketOf(trial);
    trials.end(trial);
    bracket.fail();
    refresh(trials.bracket(trial), bracket);
  }

  private void refresh(int index, Bracket bracket) {
    if (bracket.hasPromotion()) {
      promoting.put(index, bracket);
    } else {
      promoting.remove(index);
    }
    if (bracket.isOver() && current.remove(index) != null) {
      past.addLast(bracket.summaries());
      if (past.size() > PAST_BRACKETS_SHOWN) {
        past.removeFirst();
      }
    }
  }

  /** The newest bracket, as long as it lacks members. */
  private @Nullable Bracket intake() {
    Bracket latest = current.get(newest);
    return latest != null && latest.takesNew() ? latest : null;
  }

  private BracketShape shape(int bracket) {
    return round.get(bracket % round.size());
  }

  private Bracket bracketOf(int trial) {
    Bracket bracket = current.get(trials.bracket(trial));
    if (bracket == null) {
      throw new IllegalStateException(
          "trial " + trial + " belongs to bracket " + trials.bracket(trial) + ", which is over");
    }
    return bracket;
  }
}
