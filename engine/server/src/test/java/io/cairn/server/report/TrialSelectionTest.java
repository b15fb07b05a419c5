package io.cairn.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.Incumbent;
import io.cairn.server.history.StudyHistory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrialSelectionTest {

  @Test
  void smallStudy_isShownWhole() {
    TrialSelection selection = new TrialSelection(SampleStudies.usual(), 200);
    assertThat(selection.complete()).isTrue();
    assertThat(selection.trials()).hasSize(200).startsWith(0, 1, 2).endsWith(198, 199);
  }

  @Test
  void anyLimit_isFilledExactlyWithTheBestAndAnEvenSpread() {
    StudyHistory history = SampleStudies.usual();
    for (int limit : new int[] {1, 2, 3, 10, 50, 77, 150, 199}) {
      TrialSelection selection = new TrialSelection(history, limit);
      int[] trials = selection.trials();
      assertThat(trials).as("limit %d", limit).hasSize(limit).isSorted();
      assertThat(Arrays.stream(trials).distinct().count()).isEqualTo(limit);
      for (Incumbent best : history.best(limit / 4)) {
        assertThat(trials).as("limit %d", limit).contains(best.trial());
      }
      if (limit >= 50) {
        for (int quarter = 0; quarter < 4; quarter++) {
          int from = quarter * 50;
          long inside = Arrays.stream(trials).filter(t -> t >= from && t < from + 50).count();
          assertThat(inside).as("limit %d, quarter %d", limit, quarter).isGreaterThan(limit / 8);
        }
      }
    }
  }
}
