package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.proto.StudyCreated;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.store.StudyIndex.AlreadySubmitted;
import io.cairn.server.store.StudyIndex.Created;
import io.cairn.server.store.StudyIndex.IdTaken;
import io.cairn.server.store.StudyIndex.Row;
import io.cairn.server.store.StudyIndex.StatusUpdate;
import io.cairn.server.store.StudyIndex.Submission;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
class StudyIndexTest {

  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123456Z");

  @Parameter StoreKind kind;
  @TempDir Path folder;

  private Store store;
  private StudyIndex studies;

  @BeforeEach
  void open() {
    store = Store.open(kind.settings(folder));
    studies = store.studies();
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void submit_sameTokenAgain_isTheSameStudy() {
    assertThat(studies.submit(created("s1"), "token", NOON)).isEqualTo(new Created("s1"));
    assertThat(studies.submit(created("s1"), "token", NOON)).isEqualTo(new AlreadySubmitted("s1"));
    assertThat(studies.submit(created("s2"), "token", NOON)).isEqualTo(new AlreadySubmitted("s1"));
    assertThat(studies.submit(created("s1"), "other", NOON)).isEqualTo(new IdTaken("s1"));
    assertThat(studies.created("s1")).contains(created("s1"));
    assertThat(studies.created("s2")).isEmpty();
  }

  @Test
  void submit_manyAtOnce_makesOneStudyForEachToken() {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<Submission>> submissions =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> studies.submit(created("s" + i), "token" + i % 4, NOON), threads))
              .toList();
      List<Submission> all = submissions.stream().map(CompletableFuture::join).toList();
      assertThat(all).filteredOn(Created.class::isInstance).hasSize(4);
      assertThat(all).filteredOn(AlreadySubmitted.class::isInstance).hasSize(36);
      assertThat(studies.list(100, Optional.empty())).hasSize(4);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void submit_withoutToken_isABug() {
    assertThatThrownBy(() -> studies.submit(created("s1"), "", NOON))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void list_newestFirst_pageByPage() {
    for (int i = 0; i < 7; i++) {
      // Two of each age: the id decides.
      studies.submit(created("s" + i), "token" + i, NOON.plusSeconds(i / 2));
    }
    List<String> ids = new ArrayList<>();
    Optional<String> before = Optional.empty();
    for (List<Row> page = studies.list(3, before);
        !page.isEmpty();
        page = studies.list(3, before)) {
      assertThat(page).hasSizeLessThanOrEqualTo(3);
      page.forEach(row -> ids.add(row.id()));
      before = Optional.of(ids.get(ids.size() - 1));
    }
    assertThat(ids).containsExactly("s6", "s5", "s4", "s3", "s2", "s1", "s0");
    assertThat(studies.list(1, Optional.empty()))
        .containsExactly(new Row("s6", "name of s6", NOON.plusSeconds(3), "submitted", "{}"));
    assertThat(studies.list(3, Optional.of("unknown"))).isEmpty();
  }

  @Test
  void update_older_neverReplacesNewer() {
    studies.submit(created("s1"), "1", NOON);
    studies.submit(created("s2"), "2", NOON);
    studies.update(
        List.of(
            new StatusUpdate("s2", 5, "running", "{\"best\":2}"),
            new StatusUpdate("s1", 7, "running", "{\"best\":1}"),
            new StatusUpdate("unknown", 1, "running", "{}")));
    studies.update(List.of(new StatusUpdate("s1", 6, "ending", "{}")));
    assertThat(studies.find("s1").orElseThrow().statusJson()).isEqualTo("{\"best\":1}");
    assertThat(studies.find("s1").orElseThrow().phase()).isEqualTo("running");
    studies.update(List.of(new StatusUpdate("s1", 7, "running", "{\"best\":0}")));
    assertThat(studies.find("s1").orElseThrow().statusJson()).isEqualTo("{\"best\":0}");
    assertThat(studies.find("unknown")).isEmpty();
    studies.update(List.of());
  }

  @Test
  void unfinished_areThoseThatHaveNotEnded() {
    for (String id : new String[] {"a", "b", "c"}) {
      studies.submit(created(id), id, NOON);
    }
    studies.update(List.of(new StatusUpdate("b", 1, StudyIndex.ENDED, "{}")));
    assertThat(studies.unfinished()).containsExactly("a", "c");
  }

  @Test
  void remove_takesAllOfAnEndedStudyAndNothingElse() {
    studies.submit(created("s1"), "1", NOON);
    studies.submit(created("s10"), "2", NOON);
    for (String id : new String[] {"s1", "s10"}) {
      String entity = StudyCoordinator.persistenceId(id).id();
      store.writer().append(Rows.rows(entity, 1, 3, "w")).toCompletableFuture().join();
    }
    assertThat(studies.remove("s1")).isFalse();
    assertThat(studies.remove("unknown")).isFalse();
    studies.update(List.of(new StatusUpdate("s1", 3, StudyIndex.ENDED, "{}")));
    assertThat(studies.remove("s1")).isTrue();
    assertThat(studies.find("s1")).isEmpty();
    assertThat(Rows.all(store, "study|s1")).isEmpty();
    assertThat(Rows.all(store, "study|s10")).hasSize(3);
    assertThat(studies.remove("s1")).isFalse();
    // Its token and its id are free again.
    assertThat(studies.submit(created("s1"), "1", NOON)).isEqualTo(new Created("s1"));
  }

  @Test
  void remove_whoeverStillWrites_canPersistNothing() {
    studies.submit(created("s1"), "1", NOON);
    store.writer().append(Rows.rows("study|s1", 1, 3, "w")).toCompletableFuture().join();
    studies.update(List.of(new StatusUpdate("s1", 3, StudyIndex.ENDED, "{}")));
    studies.remove("s1");
    assertThatThrownBy(
            () ->
                store
                    .writer()
                    .append(Rows.rows("study|s1", 4, 1, "w"))
                    .toCompletableFuture()
                    .join())
        .hasCauseInstanceOf(StoreException.class)
        .hasMessageContaining("record 4 of study|s1 cannot be written: record 3, which it follows");
    assertThat(Rows.all(store, "study|s1")).isEmpty();
  }

  private static StudyCreated created(String id) {
    return StudyCreated.newBuilder().setStudy(id).setName("name of " + id).build();
  }
}
