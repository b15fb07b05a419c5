package io.cairn.core.search.landscape;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.space.Configuration;
import io.cairn.core.transfer.PriorSpan;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvidenceLedgerTest {
  private static final PriorSpan SPAN =
      new PriorSpan(
          Bowls.BASIS,
          List.of(Bowls.prior(Bowls.EPOCHS, 1, Bowls.bowl(0.3, 0.6))),
          new SplittableRandom(1));

  private static EvidenceLedger ledger(int most) {
    return new EvidenceLedger(SPAN, 3, most, Bowls.BASIS.encoding().axes());
  }

  private static void report(EvidenceLedger ledger, Configuration at, int rung, double loss) {
    ledger.reported(Bowls.reported(0, at, rung, loss), rung);
  }

  @Test
  void variationsOfEarlierTrials_areNotCounted() {
    EvidenceLedger ledger = ledger(24);
    report(ledger, Bowls.at(0.5, 0.5), 0, 1);
    report(ledger, Bowls.at(0.56, 0.56), 0, 1);
    report(ledger, Bowls.at(0.5, 0.5), 0, 1);
    assertThat(ledger.size()).isEqualTo(1);
    report(ledger, Bowls.at(0.62, 0.62), 0, 1);
    assertThat(ledger.size()).isEqualTo(2);
    report(ledger, Bowls.at(0.5, 0.5), 1, 1);
    report(ledger, Bowls.at(0.9, 0.1), 1, 1);
    report(ledger, Bowls.at(0.1, 0.1), 1, 1);
    assertThat(ledger.size()).as("near ones count at another rung").isEqualTo(3);
  }

  @Test
  void beyondTheBound_nothingIsTaken() {
    EvidenceLedger ledger = ledger(4);
    for (int i = 0; i < 9; i++) {
      report(ledger, Bowls.at(i / 8.0, 1 - i / 8.0), 2, i);
    }
    assertThat(ledger.size()).isEqualTo(4);
    double before = ledger.evidence().log();
    report(ledger, Bowls.at(0, 0), 2, -5);
    assertThat(ledger.evidence().log()).isEqualTo(before);
    EvidenceLedger none = ledger(0);
    report(none, Bowls.at(0, 0), 2, 1);
    assertThat(none.size()).isZero();
  }

  private static final double[][] PLACES = {
    {0.3, 0.6}, {0.9, 0.1}, {0.1, 0.1}, {0.6, 0.6}, {0.95, 0.95}, {0.1, 0.95}
  };

  /** As the prior expects at rung 0 and the other way round at rung 2. */
  private static void reportAll(EvidenceLedger ledger, int rung, int count, double sign) {
    for (int i = 0; i < count; i++) {
      Configuration at = Bowls.at(PLACES[i][0], PLACES[i][1]);
      report(ledger, at, rung, sign * Bowls.bowl(0.3, 0.6).applyAsDouble(at));
    }
  }

  @Test
  void rungs_mostObservationsCount_andOfEqualsTheHigher() {
    EvidenceLedger ledger = ledger(24);
    reportAll(ledger, 0, 6, 1);
    reportAll(ledger, 2, 5, -1);
    assertThat(ledger.size()).isEqualTo(6);
    assertThat(ledger.evidence().ofEach()[0]).as("rung 0 agrees").isGreaterThan(0);
    EvidenceLedger equal = ledger(24);
    reportAll(equal, 0, 6, 1);
    reportAll(equal, 2, 6, -1);
    assertThat(equal.evidence().ofEach()[0]).as("rung 2 does not").isLessThan(0);
    assertThat(equal.evidence().ofEachContrary()[0]).isGreaterThan(0);
  }

  @Test
  void evidence_followsWhatIsReported_andDivergedIsTheWorst() {
    EvidenceLedger ledger = ledger(24);
    reportAll(ledger, 1, 4, 1);
    double four = ledger.evidence().ofEach()[0];
    report(ledger, Bowls.at(PLACES[4][0], PLACES[4][1]), 1, Double.NEGATIVE_INFINITY);
    double agreeing = ledger.evidence().ofEach()[0];
    assertThat(agreeing).as("diverged where the prior says bad").isGreaterThan(four);
    EvidenceLedger other = ledger(24);
    reportAll(other, 1, 4, 1);
    report(other, Bowls.at(PLACES[4][0], PLACES[4][1]), 1, -100);
    assertThat(other.evidence().ofEach()[0]).as("the best there").isLessThan(agreeing);
  }
}
