package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.Commit;
import io.cairn.server.journal.Commits;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.journal.Probe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The store as the journal of an actor system. */
@ParameterizedClass
@EnumSource(StoreKind.class)
class StoreJournalTest {

  @Parameter StoreKind kind;
  @TempDir Path folder;

  private StoreSettings settings;

  @BeforeEach
  void makeStore() {
    settings = kind.settings(folder);
  }

  @Test
  void hundredEntities_recoverOnAnotherNode() {
    Map<String, Probe.State> expected = new HashMap<>();
    try (StoreNode node = new StoreNode(settings)) {
      Random random = new Random(1);
      List<CompletionStage<Probe.State>> kept = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        ActorRef<Probe.Command> probe = node.spawn("s" + i);
        List<Commit> commits = Commits.list(1, 10, 3, random);
        expected.put("s" + i, Probe.after(commits));
        kept.add(node.keep(probe, commits.subList(0, 4)));
        commits.subList(4, 10).forEach(commit -> kept.add(node.keep(probe, List.of(commit))));
      }
      kept.forEach(StoreNode::get);
    }
    try (StoreNode node = new StoreNode(settings)) {
      expected.forEach(
          (study, state) -> assertThat(node.state(node.spawn(study))).as(study).isEqualTo(state));
    }
  }

  @Test
  void commits_areThoseOfTheStudyAsTheyAreNow() {
    List<Commit> commits = Commits.list(1, 150, 3, new Random(2));
    try (StoreNode node = new StoreNode(settings)) {
      ActorRef<Probe.Command> probe = node.spawn("s1");
      StoreNode.get(node.keep(probe, commits));
      StoreNode.get(node.keep(node.spawn("s10"), commits.subList(0, 2)));
      var entries = node.store().commits("s1").iterator();
      StoreNode.get(node.keep(probe, commits.subList(0, 1))); // Too late for that reader.
      List<JournalReader.Entry> read = new ArrayList<>();
      entries.forEachRemaining(read::add);
      assertThat(read).extracting(JournalReader.Entry::commit).isEqualTo(commits);
      assertThat(read.get(149).sequence()).isEqualTo(150);
      assertThat(node.store().commits("unknown")).isEmpty();
    }
  }

  @Test
  void entityThatWasReplaced_isToldAndStartsAnewFromTheRecordsOfTheOther() {
    List<Commit> commits = Commits.list(1, 3, 3, new Random(3));
    try (StoreNode first = new StoreNode(settings);
        StoreNode second = new StoreNode(settings)) {
      ActorRef<Probe.Command> old = first.spawn("s1");
      StoreNode.get(first.keep(old, commits.subList(0, 1)));
      ActorRef<Probe.Command> replacement = second.spawn("s1");
      StoreNode.get(second.keep(replacement, commits.subList(1, 2)));
      first.keep(old, List.of(Commits.of(99, 1))); // Never answered: it never happened.
      org.awaitility.Awaitility.await()
          .atMost(StoreNode.PATIENCE)
          .until(() -> first.state(old).equals(Probe.after(commits.subList(0, 2))));
      StoreNode.get(second.keep(replacement, commits.subList(2, 3)));
      assertThat(second.store().commits("s1"))
          .extracting(JournalReader.Entry::commit)
          .isEqualTo(commits);
    }
  }
}
