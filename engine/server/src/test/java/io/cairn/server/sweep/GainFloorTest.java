package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.GainFloor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code budget.stop-when-gain-below} in a sweep file and in its normal form. */
class GainFloorTest {

  @TempDir Path folder;

  private static String sweep(String method, String floor) {
    return """
        name = tiny
        objective { metric = value, direction = minimize }
        space { x { type = real, min = 0, max = 1 } }
        method { name = %s, seed = 2 }
        budget { trials = 9, stop-when-gain-below = %s }
        """
        .formatted(method, floor);
  }

  @ParameterizedTest
  @CsvSource({"0.001,0.001,false", "1e-5,0.00001,false", "0.5%,0.005,true", "\"2 %\",0.02,true"})
  void floor_isReadAndWrittenAlike(String text, double value, boolean ofSpread) throws Exception {
    Sweep sweep = SweepFiles.read(folder, sweep("landscape", text), Purpose.SPACE);
    assertThat(sweep.study().budget().stopWhenGainBelow()).contains(new GainFloor(value, ofSpread));
    Sweep again = SweepReader.parse(sweep.canonicalJson(), folder, Purpose.SPACE);
    assertThat(again.study().budget()).isEqualTo(sweep.study().budget());
    assertThat(again.canonicalJson()).isEqualTo(sweep.canonicalJson());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "much", "100%", "0%", "\"%\""})
  void badFloor_isRefusedWithTheRule(String text) {
    assertThat(problems(sweep("landscape", text)))
        .contains("budget.stop-when-gain-below")
        .contains("must be a number above 0 in the metric's unit");
  }

  @Test
  void floorOfAMethodWithoutAModel_isRefused() {
    assertThat(problems(sweep("asha", "0.1")))
        .contains("needs method landscape: asha has no model of what is still to gain");
  }

  private String problems(String text) {
    return SweepFiles.mistakes(folder, "sweep.conf", text, Purpose.SPACE);
  }
}
