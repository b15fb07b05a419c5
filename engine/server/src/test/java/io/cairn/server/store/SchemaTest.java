package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
class SchemaTest {

  @Parameter StoreKind kind;
  @TempDir Path folder;

  private StoreSettings settings;

  @BeforeEach
  void makeStore() {
    settings = kind.settings(folder);
  }

  @Test
  void severalNodesAtOnce_makeTheTablesOnce() {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<CompletableFuture<Store>> opened = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        opened.add(CompletableFuture.supplyAsync(() -> Store.open(settings), threads));
      }
      for (CompletableFuture<Store> store : opened) {
        assertThat(store.join().studies().list(1, Optional.empty())).isEmpty();
      }
      opened.forEach(store -> store.join().close());
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void laterVersion_isRefusedAndLeftAsItIs() {
    try (Store store = Store.open(settings)) {
      StoreKind.sql(
          store, "INSERT INTO cairn_schema (version) VALUES (" + (Schema.CURRENT + 1) + ")");
    }
    assertThatThrownBy(() -> Store.open(settings))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(
            "has schema version "
                + (Schema.CURRENT + 1)
                + "; this version of Cairn knows "
                + Schema.CURRENT);
  }

  @Test
  void migrationThatBrokeOff_isDoneAgain() {
    try (Store store = Store.open(settings)) {
      store.writer().append(Rows.rows("e", 1, 2, "w")).toCompletableFuture().join();
      if (kind == StoreKind.H2) {
        // As if the process had been killed between the script and the note of its version.
        StoreKind.sql(store, "DELETE FROM cairn_schema", "DROP TABLE cairn_shelf");
      }
    }
    try (Store store = Store.open(settings)) {
      assertThat(Rows.all(store, "e")).hasSize(2);
      StoreKind.sql(store, "DELETE FROM cairn_shelf");
    }
  }

  @Test
  void databaseThatDoesNotLetUsIn_isToldAtOnce() {
    StoreSettings stranger =
        new StoreSettings(
            kind == StoreKind.POSTGRESQL ? settings.url() : strangersFile(),
            "stranger",
            Password.none(),
            settings.poolSize(),
            settings.patience(),
            settings.networkTimeout());
    assertThatThrownBy(() -> Store.open(stranger))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("the tables of the store cannot be made");
  }

  private String strangersFile() {
    Store.open(settings).close();
    return settings.url();
  }
}
