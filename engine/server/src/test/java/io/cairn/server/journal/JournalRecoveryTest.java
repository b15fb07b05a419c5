package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Commit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRecoveryTest {

  @TempDir Path home;

  @Test
  void restarts_leadToTheSameState() {
    StudyFolder folder = StudyFolder.of(home, "s1");
    Random random = new Random(1);
    List<Commit> all = new ArrayList<>();
    for (int session = 0; session < 3; session++) {
      try (ProbeNode node = ProbeNode.start(folder)) {
        assertThat(node.state()).isEqualTo(Probe.after(all));
        for (int batch = 0; batch < 20; batch++) {
          List<Commit> commits = Commits.list(all.size() + 1, 1 + random.nextInt(8), 5, random);
          all.addAll(commits);
          assertThat(node.keep(commits)).isEqualTo(Probe.after(all));
        }
      }
      assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(all.size()));
    }
    try (JournalReader reader = JournalReader.open(folder)) {
      assertThat(reader.commits().map(JournalReader.Entry::commit)).containsExactlyElementsOf(all);
    }
  }
}
