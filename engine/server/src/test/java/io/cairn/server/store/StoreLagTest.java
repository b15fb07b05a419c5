package io.cairn.server.store;

import static io.cairn.server.store.Rows.rows;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store tells of writes that wait and of those that ended. */
class StoreLagTest {

  private static Write write(String entity) {
    return new Write(rows(entity, 1, 1, "w"), Long.MAX_VALUE, new CompletableFuture<>());
  }

  @Test
  void writes_waitUntilTheyEndOneWayOrTheOther() {
    WritesUnderWay underWay = new WritesUnderWay();
    List<Boolean> ended = new ArrayList<>();
    underWay.observe((took, durable) -> ended.add(durable));
    assertThat(underWay.lag()).isEqualTo(new StoreLag(0, Duration.ZERO));
    Write first = write("a");
    Write second = write("b");
    underWay.begin(first);
    underWay.begin(second);
    assertThat(underWay.lag().waiting()).isEqualTo(2);
    assertThat(underWay.lag().oldest()).isPositive();
    second.succeed();
    first.fail(new StoreException("no"));
    assertThat(underWay.lag()).isEqualTo(new StoreLag(0, Duration.ZERO));
    assertThat(ended).containsExactly(true, false);
  }

  @Test
  void store_tellsOfEveryWrite(@TempDir Path folder) {
    List<Boolean> ended = new ArrayList<>();
    try (Store store = Store.open(StoreKind.H2.settings(folder))) {
      store.observe((took, durable) -> ended.add(durable));
      store.writer().append(rows("a", 1, 2, "w")).toCompletableFuture().join();
      assertThat(store.lag().waiting()).isZero();
    }
    assertThat(ended).containsExactly(true);
  }
}
