package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.landscape.similarity.Estimate;
import org.junit.jupiter.api.Test;

/** Figures in the tables of {@code show --trust}, {@code pilot} and {@code rehearse}. */
class FigureTextTest {

  @Test
  void nearlyNothing_hasNoSign() {
    assertThat(FigureText.two(-0.004)).isEqualTo("0.00");
    assertThat(FigureText.range(new Estimate(0, -0.001, 0.5))).isEqualTo("0.00..0.50");
    assertThat(FigureText.two(-0.006)).isEqualTo("-0.01");
  }

  @Test
  void whatIsNotKnown_isLeftEmpty() {
    assertThat(FigureText.two(Double.NaN)).isEmpty();
    assertThat(FigureText.range(Estimate.unknown(-1, 1))).isEmpty();
    assertThat(FigureText.percent(Double.NaN)).isEmpty();
  }
}
