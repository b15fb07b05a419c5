package io.cairn.core.search;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.halving.Verdict;
import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.TrustReport;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A search method at work on one study.
 *
 * <p>Its state is a function of the facts it was told ({@link #started}, {@link #promoted}, {@link
 * #reported}, {@link #stopped}, {@link #failed}), in journal order, on live runs and on replay
 * alike. The questions change nothing. A fact carries the configuration that was journalled, so
 * replay never samples. Trials are numbered from 0 without large gaps. Facts that contradict
 * earlier ones are bugs of the caller and refused with {@link IllegalStateException}. Not
 * thread-safe.
 */
public interface Method {

  /**
   * What to do with free capacity now. Changes nothing: the answer becomes a fact when {@link
   * #started} or {@link #promoted} is called; until then the same answer is given.
   *
   * @param mayStart whether a new trial is still within the budget
   */
  Action next(boolean mayStart);

  /**
   * A new trial was decided.
   *
   * @param configuration what it evaluates, whether this method proposed it or somebody else
   */
  void started(int trial, Configuration configuration, int bracket, int rung);

  /** A trial goes on; its next evaluation goes to {@code rung}. */
  void promoted(int trial, int rung);

  /**
   * A trial reached {@code rung}. Each (trial, rung) is reported once.
   *
   * @param loss lower is better; not finite means diverged
   * @param seconds worker time since this trial's result before, or since it started without one; 0
   *     or more
   */
  void reported(int trial, int rung, double loss, double seconds);

  /**
   * A trial ends at {@code rung}, by a verdict or by hand; what it reported stays in the tables.
   */
  void stopped(int trial, int rung);

  /** The evaluation towards {@code rung} failed for good: the trial is out. */
  void failed(int trial, int rung);

  /** What becomes of a trial, asked right after {@link #reported}. */
  Verdict verdict(int trial, int rung);

  /** Whether nothing can promote this trial any more, so that its checkpoint is of no use. */
  boolean isOver(int trial);

  /** Whether a worker runs a trial towards the top and asks for a verdict at each rung. */
  boolean runsThrough();

  /**
   * How many new trials may be decided ahead of workers that will run them, when those that ask now
   * may run none of what comes next: what is decided ahead does not know the results that come in
   * meanwhile. Few for a method that learns from each result. Others can look past what the asker
   * may not run, such as the members of a bracket that starts high.
   */
  default int startsAhead() {
    return 64;
  }

  /**
   * From now on {@link #next} never fits a model: it answers from the newest one that was {@link
   * #refit handed in}, and without any from what needs none.
   */
  default void refitInBackground() {}

  /**
   * A fit that would make the next answers better; empty if the model is up to date, there is none,
   * or the last fit asked for was not handed in yet. Of use after {@link #refitInBackground}.
   */
  default Optional<Refit> refit() {
    return Optional.empty();
  }

  /** The fit asked for last broke off and will not be handed in; the next may be asked for. */
  default void refitFailed() {}

  /**
   * What going on promises; empty for a method without a model of what is still to gain, and while
   * too little is known. Changes nothing.
   */
  default Optional<Outlook> outlook() {
    return Optional.empty();
  }

  /**
   * Trials started because no model had a say, at the cost of reading a number; empty for a method
   * whose trials no model is asked for.
   */
  default OptionalInt startsWithoutModel() {
    return OptionalInt.empty();
  }

  /** What is believed of the priors and why; empty for a method that does not weigh them. */
  default Optional<TrustReport> trust() {
    return Optional.empty();
  }

  /** The rung tables, for people: by bracket, then rung. */
  List<RungSummary> rungs();
}
