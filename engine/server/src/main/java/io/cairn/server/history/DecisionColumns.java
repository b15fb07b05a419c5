package io.cairn.server.history;

import com.carrotsearch.hppc.ByteArrayList;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import io.cairn.server.history.TrialDecision.Kind;

/** Decisions in the order in which they were made; those of one trial are chained. */
final class DecisionColumns {

  private static final Kind[] KINDS = Kind.values();

  private final LongArrayList at = new LongArrayList();
  private final IntArrayList trial = new IntArrayList();
  private final IntArrayList rung = new IntArrayList();
  private final ByteArrayList kind = new ByteArrayList();
  private final IntArrayList reason = new IntArrayList();
  private final Sentences reasons = new Sentences();
  private final Chain chain;

  DecisionColumns(Chain chain) {
    this.chain = chain;
  }

  void add(TrialDecision decision) {
    chain.add(decision.trial());
    at.add(Micros.of(decision.at()));
    trial.add(decision.trial());
    rung.add(decision.rung());
    kind.add((byte) decision.kind().ordinal());
    reason.add(reasons.add(decision.reason()));
  }

  int size() {
    return trial.size();
  }

  /** Looks for text, in lower case, in the reasons; {@code in} takes what {@link #reason} gives. */
  Sentences.Search search(String text) {
    return reasons.search(text);
  }

  /** Where the reason of a decision is kept. */
  int reason(int i) {
    return reason.get(i);
  }

  TrialDecision get(int i) {
    return new TrialDecision(
        Micros.instant(at.get(i)),
        trial.get(i),
        rung.get(i),
        KINDS[kind.get(i)],
        reasons.get(reason.get(i)));
  }
}
