package io.cairn.core.fidelity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FidelityTest {

  @Test
  void constructor_minNotAboveZero_namesKeyValueRuleAndWayOut() {
    assertThatThrownBy(() -> new Fidelity("epoch", Rational.of(0), Rational.of(9), 3, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "fidelity.min = 0 must be above 0; set it to the least epoch at which trials can be"
                + " compared");
  }

  @Test
  void constructor_maxBelowMin_isRefused() {
    assertThatThrownBy(() -> new Fidelity("epoch", Rational.of(9), Rational.of(3), 3, true))
        .hasMessage("fidelity.max = 3 is below fidelity.min = 9; raise max or lower min");
  }

  @Test
  void constructor_reductionBelowTwo_isRefused() {
    assertThatThrownBy(() -> new Fidelity("epoch", Rational.of(1), Rational.of(3), 1, true))
        .hasMessageContaining("fidelity.reduction = 1 must be at least 2");
  }

  @Test
  void constructor_blankName_isRefused() {
    assertThatThrownBy(() -> new Fidelity(" ", Rational.of(1), Rational.of(3), 3, true))
        .hasMessageContaining("fidelity.name is empty");
  }
}
