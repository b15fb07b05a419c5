package io.cairn.core.halving;

import io.cairn.core.fidelity.RungLadder;
import java.math.BigDecimal;
import java.math.MathContext;

/** The results at one rung of one bracket, and the sentences that a decision is explained with. */
final class RungTable {

  private static final MathContext SHOWN_DIGITS = new MathContext(6);
  private static final int PLAIN_ZEROS = 12;

  private final RungLadder ladder;
  private final int rung;
  private final RankedLosses ranked = new RankedLosses();
  private int running;
  private int diverged;
  private int failed;
  private int promoted;

  RungTable(RungLadder ladder, int rung) {
    this.ladder = ladder;
    this.rung = rung;
  }

  int rung() {
    return rung;
  }

  RankedLosses ranked() {
    return ranked;
  }

  int running() {
    return running;
  }

  int diverged() {
    return diverged;
  }

  int failed() {
    return failed;
  }

  /** Everything that ended here: finite results, diverged ones and failures. */
  int ended() {
    return ranked.size() + diverged + failed;
  }

  void expect() {
    running++;
  }

  /** An evaluation on its way here went past. */
  void pass() {
    running--;
  }

  /** Adds a result and returns its entry, {@link RankedLosses#NONE} if it diverged. */
  int report(int trial, double loss) {
    running--;
    if (!Double.isFinite(loss)) {
      diverged++;
      return RankedLosses.NONE;
    }
    return ranked.add(loss, trial);
  }

  void fail() {
    running--;
    failed++;
  }

  void promote(int entry) {
    promoted++;
    close(entry);
  }

  /** Takes an entry out of the race; its result stays in the table. */
  void close(int entry) {
    if (entry != RankedLosses.NONE) {
      ranked.close(entry);
    }
  }

  boolean isOpen(int entry) {
    return entry != RankedLosses.NONE && ranked.isOpen(entry);
  }

  String label() {
    return ladder.label(rung);
  }

  /** "rank 3 of 27 at epoch 3, the best 9 go on: loss 0.12, cut 0.15". */
  String standing(int entry, int places) {
    StringBuilder text = new StringBuilder(96);
    text.append("rank ").append(ranked.rank(entry)).append(" of ").append(ranked.size());
    text.append(" at ").append(label());
    text.append(
        switch (places) {
          case 0 -> ", none goes on yet";
          case 1 -> ", the best goes on";
          default -> ", the best " + places + " go on";
        });
    text.append(": loss ").append(shown(ranked.loss(entry)));
    if (places > 0 && places <= ranked.size()) {
      text.append(", cut ").append(shown(ranked.loss(ranked.select(places))));
    }
    return text.append(outOfRace()).toString();
  }

  /** "; 2 diverged, 1 failed" where some did. */
  String outOfRace() {
    if (diverged == 0 && failed == 0) {
      return "";
    }
    String divergedText = diverged == 0 ? "" : diverged + " diverged";
    String failedText = failed == 0 ? "" : failed + " failed";
    String comma = diverged > 0 && failed > 0 ? ", " : "";
    return "; " + divergedText + comma + failedText;
  }

  String divergence() {
    return divergence(label());
  }

  static String divergence(String label) {
    return "diverged at " + label + ": its loss is not a finite number";
  }

  /** The table for people; {@code places} 0 means that there is no cut. */
  RungSummary summary(int bracket, int places) {
    double best = ranked.size() == 0 ? Double.NaN : ranked.loss(ranked.select(1));
    int last = Math.min(places, ranked.size());
    double cut = last < 1 ? Double.NaN : ranked.loss(ranked.select(last));
    return new RungSummary(
        bracket,
        rung,
        ladder.level(rung),
        running,
        ranked.size() + diverged,
        diverged,
        failed,
        promoted,
        best,
        cut);
  }

  /** A loss with six significant digits. */
  static String shown(double loss) {
    BigDecimal rounded = BigDecimal.valueOf(loss).round(SHOWN_DIGITS).stripTrailingZeros();
    boolean readable = rounded.scale() >= -PLAIN_ZEROS && rounded.scale() <= PLAIN_ZEROS;
    return readable ? rounded.toPlainString() : rounded.toString();
  }
}
