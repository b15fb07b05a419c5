package io.cairn.server.store;

import static io.cairn.server.store.Rows.all;
import static io.cairn.server.store.Rows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.proto.Commit;
import io.cairn.server.journal.Commits;
import io.cairn.server.journal.JournalReader;
import io.cairn.server.journal.JournalRow;
import io.cairn.server.journal.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL goes away in every way that the test can think of: everything is late, nothing is
 * lost.
 */
class OutageTest {

  private static final int ENTITIES = 30;
  private static final int COMMITS = 40;

  private final PostgresServer server = PostgresServer.shared();
  private String url;
  private DatabaseLink link;

  @BeforeEach
  void makeDatabase() {
    url = server.newDatabase();
    link = new DatabaseLink(server.port());
  }

  @AfterEach
  void closeLink() {
    link.close();
  }

  /** Entities that write one commit after the other, and what they write. */
  private static final class Load {
    private final Map<String, List<Commit>> commits = new HashMap<>();
    private final List<CompletableFuture<Probe.State>> last = new ArrayList<>();
    private final AtomicInteger written = new AtomicInteger();

    Load(StoreNode node) {
      for (int entity = 0; entity < ENTITIES; entity++) {
        String study = "s" + entity;
        List<Commit> all = Commits.list(1, COMMITS, 3, new Random(entity));
        commits.put(study, all);
        ActorRef<Probe.Command> probe = node.spawn(study);
        CompletionStage<Probe.State> chain = CompletableFuture.completedFuture(null);
        for (Commit commit : all) {
          chain =
              chain.thenCompose(
                  before -> {
                    written.incrementAndGet();
                    return node.keep(probe, List.of(commit));
                  });
        }
        last.add(chain.toCompletableFuture());
      }
    }

    void awaitWritten(int count) {
      Awaitility.await().atMost(StoreNode.PATIENCE).until(() -> written.get() >= count);
    }

    /** Nothing failed, nothing is lost, nothing is there twice. */
    void assertComplete(Store store) {
      last.forEach(StoreNode::get);
      commits.forEach(
          (study, expected) ->
              assertThat(store.commits(study))
                  .extracting(JournalReader.Entry::commit)
                  .isEqualTo(expected));
    }
  }

  @Test
  void serverStoppedAsByAPowerCut_andStartedAgain() {
    try (StoreNode node = new StoreNode(StoreKind.settingsOf(url))) {
      Load load = new Load(node);
      for (int round = 1; round <= 2; round++) {
        load.awaitWritten(round * ENTITIES * COMMITS / 3);
        server.stop();
        server.start();
      }
      load.assertComplete(node.store());
    }
  }

  @Test
  void connectionsEndedByAnOperator_againAndAgain() {
    try (StoreNode node = new StoreNode(StoreKind.settingsOf(url))) {
      Load load = new Load(node);
      for (int cut = 1; cut <= 15; cut++) {
        load.awaitWritten(cut * ENTITIES * COMMITS / 16);
        server.cutConnections(url);
      }
      load.assertComplete(node.store());
    }
  }

  @Test
  void answersToCommitsLost_areLookedUp() {
    try (StoreNode node = new StoreNode(StoreKind.settingsOf(link.url(url)))) {
      Load load = new Load(node);
      for (int cut = 1; cut <= 10; cut++) {
        load.awaitWritten(cut * ENTITIES * COMMITS / 11);
        link.loseAnswersToCommits(1 + cut % 2);
      }
      load.assertComplete(node.store());
      assertThat(link.answersLost()).isGreaterThan(5);
    }
  }

  @Test
  void answerToASingleCommitLost_isLookedUp() {
    try (Store store = Store.open(StoreKind.settingsOf(link.url(url)))) {
      append(store, rows("e", 1, 2, "w")).join();
      link.loseAnswersToCommits(1);
      append(store, rows("e", 3, 2, "w")).join();
      assertThat(link.answersLost()).isEqualTo(1);
      // While nobody knew, somebody else took the entity over.
      try (Store other = Store.open(StoreKind.settingsOf(url))) {
        append(other, rows("e", 5, 1, "new")).join();
      }
      link.loseAnswersToCommits(1);
      assertThatThrownBy(append(store, rows("e", 5, 1, "w"))::join)
          .hasCauseInstanceOf(FencedWriterException.class);
      assertThat(all(store, "e")).extracting(JournalRow::writer).endsWith("w", "new");
    }
  }

  @Test
  void silentConnection_countsAsLost() {
    url = link.url(url);
    StoreSettings quick = withNetworkTimeout(Duration.ofSeconds(2));
    try (Store store = Store.open(quick)) {
      append(store, rows("e", 1, 2, "w")).join();
      link.fallSilent();
      append(store, rows("e", 3, 2, "w")).join();
      assertThat(all(store, "e")).hasSize(4);
    }
  }

  /**
   * A process that is stopped in the middle of a transaction must not keep its rows from others.
   */
  @Test
  void nodeThatFallsAsleepInATransaction_losesItAndDoesItAgain() {
    StoreSettings settings = withNetworkTimeout(Duration.ofSeconds(1));
    AtomicInteger tries = new AtomicInteger();
    try (Store store = Store.open(settings);
        Store other = Store.open(settings)) {
      store
          .database()
          .transact(
              "",
              connection -> {
                RecordTable table = new RecordTable(Dialect.POSTGRESQL);
                table.insert(connection, List.of(Rows.row("a" + tries, 1, "w").sealedAfter(0)));
                if (tries.incrementAndGet() == 1) {
                  append(other, rows("a0", 1, 1, "other")).join(); // Waits for our end.
                }
                return true;
              });
      assertThat(tries.get()).isEqualTo(2);
      assertThat(all(store, "a0")).extracting(JournalRow::writer).containsExactly("other");
      assertThat(all(store, "a1")).hasSize(1);
    }
  }

  @Test
  void replay_goesOnWhereItWas() {
    try (Store store = Store.open(StoreKind.settingsOf(url))) {
      append(store, rows("e", 1, 200, "w")).join();
      RecordWalk walk = store.walk("e", 1, 200);
      for (int i = 1; i <= 200; i++) {
        if (i % 60 == 0) {
          server.cutConnections(url);
        }
        assertThat(walk.next().orElseThrow().sequence()).isEqualTo(i);
      }
      assertThat(walk.next()).isEmpty();
    }
  }

  @Test
  void patienceOver_failsWithASentenceAndTheNextGoesOn() {
    StoreSettings settings = StoreKind.settingsOf(url);
    StoreSettings hasty =
        new StoreSettings(
            settings.url(),
            settings.user(),
            settings.password(),
            settings.poolSize(),
            Duration.ofMillis(500),
            settings.networkTimeout());
    try (Store store = Store.open(hasty)) {
      append(store, rows("e", 1, 1, "w")).join();
      server.stop();
      try {
        assertThatThrownBy(append(store, rows("e", 2, 1, "w"))::join)
            .hasCauseInstanceOf(StoreException.class)
            .hasMessageContaining("records of e cannot be written: the database did not answer")
            .hasMessageContaining("cairn.store.patience");
        assertThatThrownBy(() -> store.studies().unfinished())
            .isInstanceOf(StoreException.class)
            .hasMessageContaining("the list of studies cannot be read");
      } finally {
        server.start();
      }
      Awaitility.await()
          .atMost(StoreNode.PATIENCE)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(all(store, "e")).hasSize(1));
      append(store, rows("e", 2, 1, "w")).join();
    }
  }

  @Test
  void close_whileTheDatabaseIsAway_doesNotWaitForIt() {
    Store store = Store.open(StoreKind.settingsOf(url));
    server.stop();
    try {
      CompletableFuture<Void> write = append(store, rows("e", 1, 1, "w"));
      store.close();
      assertThatThrownBy(write::join).hasCauseInstanceOf(StoreException.class);
    } finally {
      server.start();
    }
  }

  private StoreSettings withNetworkTimeout(Duration timeout) {
    StoreSettings settings = StoreKind.settingsOf(url);
    return new StoreSettings(
        settings.url(),
        settings.user(),
        settings.password(),
        settings.poolSize(),
        settings.patience(),
        timeout);
  }

  private static CompletableFuture<Void> append(Store store, List<JournalRow> rows) {
    return store.writer().append(rows).toCompletableFuture();
  }
}
