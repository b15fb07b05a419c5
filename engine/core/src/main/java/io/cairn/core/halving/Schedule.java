package io.cairn.core.halving;

import java.util.List;
import java.util.OptionalInt;

/**
 * Decides which trial is evaluated next and which goes on to the next rung.
 *
 * <p>A schedule is a function of the sequence of facts it was told: {@link #started}, {@link
 * #promoted}, {@link #reported}, {@link #stopped} and {@link #failed}, called in journal order on
 * live runs and on replay alike. The questions {@link #next}, {@link #verdict} and {@link #rungs}
 * change nothing, so a proposal that was not carried out leaves no trace. Not thread-safe: one
 * owner at a time.
 *
 * <p>Losses are minimised. A loss that is not finite (NaN and -infinity included) means that the
 * trial diverged: it is worst at its rung, is never promoted, and is counted apart. Equal losses
 * are ordered by trial number. Every call costs O(log n) in the number of results.
 *
 * <p>Trials are numbered from 0 without large gaps: state is kept in arrays by number. Facts that
 * contradict earlier ones are bugs of the caller and refused with {@link IllegalStateException}.
 */
public interface Schedule {

  /**
   * What to do with free capacity now. Changes nothing: the answer becomes a fact when {@link
   * #started} or {@link #promoted} is called.
   *
   * @param mayStart whether a new trial is still within the budget
   */
  Step next(boolean mayStart);

  /** A new trial was decided; its first evaluation goes to {@code rung}. */
  void started(int trial, int bracket, int rung);

  /** A trial goes on; its next evaluation goes to {@code rung}. */
  void promoted(int trial, int rung);

  /**
   * A trial reached {@code rung}. Each (trial, rung) is reported once.
   *
   * @param loss lower is better; not finite means diverged
   */
  void reported(int trial, int rung, double loss);

  /** A trial ends at {@code rung}, by a verdict or by hand; what it reported stays in the table. */
  void stopped(int trial, int rung);

  /** The evaluation towards {@code rung} failed for good: the trial is out. */
  void failed(int trial, int rung);

  /** What becomes of a trial, asked right after {@link #reported}. */
  Verdict verdict(int trial, int rung);

  /**
   * Whether a worker runs a trial towards the top and asks for a verdict at each rung; otherwise an
   * evaluation ends at its rung.
   */
  default boolean runsThrough() {
    return false;
  }

  /**
   * Whether nothing can promote this trial any more, so that its checkpoint is of no use. A trial
   * that was never started counts as over.
   */
  boolean isOver(int trial);

  /** Evaluations decided and neither reported nor failed. */
  int running();

  /**
   * Whether the number of configurations at each rung is fixed beforehand, as long as none fails or
   * diverges. Otherwise it depends on the losses and the order in which they arrive.
   */
  boolean fixedSizes();

  /**
   * Configurations in one natural unit of this method: a bracket, a round of brackets, or as many
   * as send one to the top rung.
   */
  int configurationsPerRound();

  /** How many such units there are; empty if it goes on for as long as new trials may start. */
  default OptionalInt rounds() {
    return OptionalInt.empty();
  }

  /**
   * The rung tables, for people: by bracket, then rung. Bounded: of the brackets that are over,
   * only the latest are kept.
   */
  List<RungSummary> rungs();
}
