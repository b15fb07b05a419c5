package io.cairn.bench.elastic;

import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import java.util.BitSet;
import java.util.function.Consumer;

/** The results of one study; refuses a second one for the same trial and rung. */
final class ResultLedger implements Consumer<StudyEvent> {
  private final String study;
  private final int rungs;
  private final BitSet results = new BitSet();

  ResultLedger(String study, int rungs) {
    this.study = study;
    this.rungs = rungs;
  }

  @Override
  public void accept(StudyEvent event) {
    if (event instanceof StudyEvent.Reported reported && reported.rung().isPresent()) {
      int rung = reported.rung().getAsInt();
      int place = reported.trial() * rungs + rung;
      if (results.get(place)) {
        throw new IllegalStateException(
            study + ": trial " + reported.trial() + " has two results at rung " + rung);
      }
      results.set(place);
    }
  }

  /**
   * Holds an ended study against what came in.
   *
   * @throws IllegalStateException if a result is missing or too many, or a lease is left
   */
  void check(StudyState state) {
    boolean all = results.cardinality() == state.spending().evaluations();
    for (int trial = 0; trial < state.trials(); trial++) {
      int reached = state.reachedRung(trial).orElse(-1);
      int last = results.previousSetBit((trial + 1) * rungs - 1);
      all &= reached < 0 ? last < trial * rungs : last == trial * rungs + reached;
    }
    if (!all || state.running() > 0 || state.phase() != StudyPhase.ENDED) {
      throw new IllegalStateException(
          study
              + ": "
              + results.cardinality()
              + " results came in, "
              + state.spending().evaluations()
              + " were counted, "
              + state.running()
              + " evaluations are out, phase "
              + state.phase());
    }
  }
}
