package io.cairn.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.Budget;
import io.cairn.core.study.StudySpec;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What a page is sent of a study does not grow with the study. */
class PartsBoundedTest {

  /** As it travels; of a study of any size, and hostile to none of the bounds. */
  private static final int MOST = 200_000;

  private static StudyHistory history(int trials) {
    StudySpec spec =
        Specs.of(
            "bounded",
            Specs.ACCURACY,
            Specs.booster(),
            Specs.epochs(27),
            "asha",
            Budget.ofTrials(trials));
    return StudyHistory.of(
        spec,
        "s",
        new SimulatedSweep(spec, SimulatedSweep::booster)
            .slots(64).errors(0.02).losses(0.02).run().stream());
  }

  private static int packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }

  @Test
  void parts_areAsLargeForManyTrialsAsForSome() throws IOException {
    StudyHistory some = history(18_000);
    StudyHistory many = history(36_000);
    for (StudyPart part : StudyPart.values()) {
      String small = part.json(some).get();
      String large = part.json(many).get();
      assertThat(large.length())
          .as(part + " against " + small.length())
          .isLessThan((int) (1.25 * small.length()) + 2_000);
      assertThat(packed(large)).as(part + " packed").isLessThan(MOST);
    }
  }
}
