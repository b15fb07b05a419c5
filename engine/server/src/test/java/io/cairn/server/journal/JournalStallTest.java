package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Commit;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStallTest {

  @TempDir Path home;

  @Test
  void storeStallsForSeconds_delaysAcknowledgementsAndFailsNone() throws Exception {
    StudyFolder folder = StudyFolder.of(home, "s1");
    List<Commit> all = new ArrayList<>(Commits.list(1, 3, 3, new Random(1)));
    try (ProbeNode node = ProbeNode.start(folder)) {
      node.keep(all);
      List<CompletionStage<Probe.State>> answers = new ArrayList<>();
      // A stranger's open transaction on the next record: the writer is stuck in H2 until it ends.
      try (Connection stranger = JournalDatabase.write(folder.database())) {
        stranger.setAutoCommit(false);
        JournalTable.insert(stranger, List.of(JournalFixture.row(4, "study|s1", Commits.of(4, 1))));
        for (int i = 0; i < 20; i++) {
          List<Commit> more = Commits.list(all.size() + 1, 2, 3, new Random(i));
          answers.add(ask(node, more));
          all.addAll(more);
        }
        CompletableFuture<Void> threeSeconds =
            CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS));
        threeSeconds.join();
        assertThat(answers).noneMatch(answer -> answer.toCompletableFuture().isDone());
        stranger.rollback();
      }
      for (CompletionStage<Probe.State> answer : answers) {
        answer.toCompletableFuture().get(60, TimeUnit.SECONDS);
      }
      assertThat(node.state()).isEqualTo(Probe.after(all));
    }
    assertThat(JournalCheck.open(folder)).isEqualTo(new JournalState.Sound(all.size()));
    try (ProbeNode node = ProbeNode.start(folder)) {
      assertThat(node.state()).isEqualTo(Probe.after(all));
    }
  }

  private static CompletionStage<Probe.State> ask(ProbeNode node, List<Commit> commits) {
    return AskPattern.ask(
        node.system(),
        (ActorRef<Probe.State> replyTo) -> new Probe.Keep(commits, replyTo),
        ProbeNode.PATIENCE,
        node.system().scheduler());
  }
}
