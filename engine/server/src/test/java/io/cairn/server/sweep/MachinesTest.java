package io.cairn.server.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.CheckpointRules;
import io.cairn.core.study.Share;
import io.cairn.core.study.WorkerLabels;
import io.cairn.core.study.WorkerRules;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Labels, limits, share and checkpoints in a sweep file and in its normal form. */
class MachinesTest {

  @TempDir Path folder;

  private Sweep sweep(String fidelity, String workers) {
    String text =
        """
        name = tiny
        objective { metric = value, direction = minimize }
        space { x { type = real, min = 0, max = 1 } }
        fidelity { name = epoch, min = 1, max = 27, %s }
        method { name = asha, seed = 2 }
        budget { trials = 9 }
        workers { %s }
        """
            .formatted(fidelity, workers);
    return SweepFiles.read(folder, text, Purpose.SPACE);
  }

  private static List<WorkerLabels> needed(Sweep sweep) {
    return sweep.study().workers().placement().byRung();
  }

  @Test
  void labels_addUpFromRungToRung() throws Exception {
    Sweep sweep =
        sweep("", "labels = [linux], rungs { 27 = [big-memory], 3 = [gpu] }, max-in-flight = 8");
    assertThat(needed(sweep))
        .containsExactly(
            WorkerLabels.of("linux"),
            WorkerLabels.of("gpu", "linux"),
            WorkerLabels.of("gpu", "linux"),
            WorkerLabels.of("big-memory", "gpu", "linux"));
    assertThat(sweep.study().workers().maxInFlight()).isEqualTo(OptionalInt.of(8));
    assertThat(sweep.canonicalJson())
        .contains(
            "\"max-in-flight\":8,\"labels\":[\"linux\"],"
                + "\"rungs\":{\"3\":[\"gpu\"],\"27\":[\"big-memory\"]}");
    Sweep again = SweepReader.parse(sweep.canonicalJson(), folder, Purpose.SPACE);
    assertThat(again).isEqualTo(sweep);
  }

  @Test
  void normalForm_doesNotDependOnHowLabelsAreSaid() {
    Sweep one = sweep("", "rungs { 1 = [a], 9 = [a, b], 27 = [b] }");
    Sweep other = sweep("", "labels = [a, a], rungs { \"9.0\" = [b] }");
    assertThat(one.canonicalJson()).isEqualTo(other.canonicalJson());
  }

  @Test
  void nothingSaid_leavesTheFormAsItWas() {
    Sweep nothing = sweep("", "slots = 2");
    Sweep defaults =
        sweep(
            "keep-checkpoints = false",
            "slots = 2, weight = 1.0, priority = 0, labels = [], rungs { 3 = [] }");
    assertThat(nothing.canonicalJson())
        .contains("\"workers\":{\"slots\":2,\"lease\":\"1m\",\"grace\":\"10s\"}")
        .contains("\"reduction\":3,\"checkpoints\":true}")
        .isEqualTo(defaults.canonicalJson());
    assertThat(nothing.study().workers()).isEqualTo(WorkerRules.NONE);
    assertThat(nothing.study().checkpointRules()).isEqualTo(CheckpointRules.USUAL);
    assertThat(nothing.share()).isEqualTo(Share.EQUAL);
  }

  @Test
  void share_isReadAndWrittenAlike() throws Exception {
    Sweep sweep = sweep("", "weight = 2.5, priority = -7");
    assertThat(sweep.share()).isEqualTo(new Share(2.5, -7));
    Sweep again = SweepReader.parse(sweep.canonicalJson(), folder, Purpose.SPACE);
    assertThat(again).isEqualTo(sweep);
    assertThat(again.study()).as("decisions do not depend on it").isEqualTo(sweep("", "").study());
  }

  @ParameterizedTest
  @CsvSource({
    "10 GB,10000000000",
    "10GB,10000000000",
    "1.5GiB,1610612736",
    "1.5G,1610612736",
    "500 megabytes,500000000",
    "2 k,2048",
    "2 kB,2000",
    "1 TiB,1099511627776",
    "3 PB,3000000000000000",
    "4096,4096",
    "1 byte,1"
  })
  void sizes_areThoseOfHocon(String text, long bytes) throws Exception {
    Sweep sweep = sweep("checkpoint-budget = " + text + ", keep-checkpoints = yes", "");
    assertThat(sweep.study().checkpointRules())
        .isEqualTo(new CheckpointRules(OptionalLong.of(bytes), true));
    assertThat(com.typesafe.config.ConfigFactory.parseString("size = " + text).getBytes("size"))
        .isEqualTo(bytes);
    Sweep again = SweepReader.parse(sweep.canonicalJson(), folder, Purpose.SPACE);
    assertThat(again).isEqualTo(sweep);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1 GB", "much", "1 XB", "9999999 PB", "0.1", "1e400"})
  void textThatIsNoSize_isRefusedWithTheRule(String text) {
    String sweep =
        """
        objective { metric = value, direction = minimize }
        space { x { type = real, min = 0, max = 1 } }
        fidelity { name = epoch, min = 1, max = 27, checkpoint-budget = "%s" }
        """
            .formatted(text);
    assertThat(SweepFiles.mistakes(folder, "sweep.conf", sweep, Purpose.SPACE))
        .contains("fidelity.checkpoint-budget = ")
        .contains("must be a size above 0, such as 500 MB, 10 GB or 1 TiB; leave the key out");
  }
}
