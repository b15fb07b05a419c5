package io.cairn.core.space;

import static io.cairn.core.space.Truth.FALSE;
import static io.cairn.core.space.Truth.TRUE;
import static io.cairn.core.space.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TruthTest {
  private static final Truth[] ALL = {FALSE, UNKNOWN, TRUE};

  @Test
  void and_isKleenes() {
    Truth[][] table = {{FALSE, FALSE, FALSE}, {FALSE, UNKNOWN, UNKNOWN}, {FALSE, UNKNOWN, TRUE}};
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        assertThat(ALL[a].and(ALL[b])).as("%s and %s", ALL[a], ALL[b]).isEqualTo(table[a][b]);
      }
    }
  }

  @Test
  void or_isKleenes() {
    Truth[][] table = {{FALSE, UNKNOWN, TRUE}, {UNKNOWN, UNKNOWN, TRUE}, {TRUE, TRUE, TRUE}};
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        assertThat(ALL[a].or(ALL[b])).as("%s or %s", ALL[a], ALL[b]).isEqualTo(table[a][b]);
      }
    }
  }

  @Test
  void not_keepsTheUnknown() {
    assertThat(FALSE.not()).isEqualTo(TRUE);
    assertThat(UNKNOWN.not()).isEqualTo(UNKNOWN);
    assertThat(TRUE.not()).isEqualTo(FALSE);
  }
}
