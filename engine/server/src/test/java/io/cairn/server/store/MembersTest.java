package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.server.store.Members.Member;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
class MembersTest {

  private static final Member A = new Member("a:1", -7);
  private static final Member A_LATER = new Member("a:1", 8);
  private static final Member B = new Member("b:1", 9);

  @Parameter StoreKind kind;
  @TempDir Path folder;

  private Store store;
  private Members members;

  @BeforeEach
  void open() {
    store = Store.open(kind.settings(folder));
    members = store.members();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void firstCoordinator_mayBegin_andNobodyElseWhileItDoes() {
    assertThat(members.mayBegin(A)).isTrue();
    assertThat(members.mayBegin(A)).isTrue();
    assertThat(members.mayBegin(B)).isFalse();
    members.enter(A, List.of());
    assertThat(members.others("b:1")).containsExactly("a:1");
    assertThat(members.others("a:1")).isEmpty();
    assertThat(members.mayBegin(B)).isFalse();
  }

  @Test
  void severalAtOnce_oneBegins() {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Boolean>> asked =
          IntStream.range(0, 16)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> members.mayBegin(new Member("n" + i + ":1", i)), threads))
              .toList();
      assertThat(asked.stream().filter(CompletableFuture::join)).hasSize(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void memberThatWasQuietForTooLong_isStruckOffWhenAnotherBegins() {
    members.enter(A, List.of());
    assertThat(members.mayBegin(B)).isFalse();
    wasLastSeen(A, Members.QUIET.plusSeconds(1));
    assertThat(members.seen(A)).as("it is back in time").isTrue();
    assertThat(members.mayBegin(B)).isFalse();
    wasLastSeen(A, Members.QUIET.plusSeconds(1));
    assertThat(members.mayBegin(B)).isTrue();
    assertThat(members.seen(A)).as("it would be a second cluster").isFalse();
    assertThatThrownBy(
            () ->
                store
                    .writer()
                    .append(Rows.rows("study|s", 1, 1, "writer"))
                    .toCompletableFuture()
                    .join())
        .hasCauseInstanceOf(FencedWriterException.class);
  }

  private void wasLastSeen(Member member, Duration ago) {
    store
        .database()
        .transact(
            "",
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      "UPDATE cairn_member SET seen_at = seen_at - ? WHERE address = ?")) {
                update.setLong(1, ago.toNanos() / 1000);
                update.setString(2, member.address());
                return update.executeUpdate();
              }
            });
  }

  /** It joined a cluster whose coordinators were slow to enter, and another was begun meanwhile. */
  @Test
  void coordinatorOfAClusterThatWasReplaced_cannotEnter() {
    Member begins = new Member("c:1", 1);
    Member beginsAgain = new Member("c:1", 2);
    assertThat(members.mayBegin(begins)).isTrue();
    assertThat(members.mayBegin(beginsAgain)).as("nobody else is listed").isTrue();
    assertThat(members.enter(A, List.of(begins, B))).as("a second cluster").isFalse();
    assertThat(members.enter(B, List.of(begins, A))).as("a second cluster").isFalse();
    assertThat(members.others("c:1")).isEmpty();
    assertThat(members.enter(beginsAgain, List.of())).isTrue();
    assertThat(members.enter(A_LATER, List.of(beginsAgain))).isTrue();
    assertThat(members.enter(B, List.of(A_LATER))).as("one that is listed is enough").isTrue();
    assertThat(members.others("c:1")).containsExactly("a:1", "b:1");
  }

  @Test
  void coordinatorWhoseClusterLostItsOnlyListedMember_enters() {
    assertThat(members.mayBegin(A)).isTrue();
    members.strikeOff(A);
    assertThat(members.enter(B, List.of())).isTrue();
  }

  @Test
  void memberThatWasStruckOff_isToldSoAndItsSuccessorIsNot() {
    members.enter(A, List.of());
    assertThat(members.seen(A)).isTrue();
    members.strikeOff(A);
    assertThat(members.seen(A)).isFalse();
    members.enter(A_LATER, List.of());
    members.strikeOff(A);
    assertThat(members.seen(A_LATER)).isTrue();
    assertThat(members.seen(A)).isFalse();
  }

  @Test
  void coordinatorThatWasStruckOff_canWriteNoRecord() {
    members.enter(A, List.of());
    store.writer().append(Rows.rows("study|s", 1, 1, "writer")).toCompletableFuture().join();
    members.strikeOff(A);
    members.enter(
        B, List.of()); // Another coordinator, on the same store; this one writes as B from now on.
    store.writer().append(Rows.rows("study|s", 2, 1, "writer")).toCompletableFuture().join();
    members.strikeOff(B);
    assertThatThrownBy(
            () ->
                store
                    .writer()
                    .append(Rows.rows("study|s", 3, 1, "writer"))
                    .toCompletableFuture()
                    .join())
        .hasCauseInstanceOf(FencedWriterException.class)
        .hasMessageContaining("gave the coordinator at b:1 up");
    assertThat(store.last("study|s").sequence()).isEqualTo(2);
  }

  @Test
  void manyWritesOfOneThatWasStruckOff_areAllRefused() {
    members.enter(A, List.of());
    members.strikeOff(A);
    List<CompletableFuture<Void>> writes =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    store
                        .writer()
                        .append(Rows.rows("study|s" + i, 1, 1, "writer"))
                        .toCompletableFuture())
            .toList();
    for (CompletableFuture<Void> write : writes) {
      assertThatThrownBy(write::join).hasCauseInstanceOf(FencedWriterException.class);
    }
  }
}
