package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.journal.ChildProcess;
import io.cairn.server.journal.JournalRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Real processes on a store. */
@ParameterizedClass
@EnumSource(StoreKind.class)
class StoreProcessTest {

  private static final int ROUNDS = 4;
  private static final int ENTITIES = 12;
  private static final int RECORDS = 20_000;
  private static final int RECORD_BYTES = 8 << 10;

  @Parameter StoreKind kind;
  @TempDir Path folder;

  @Test
  void killedBetweenInsertAndAnswer_keepsWhatWasAcknowledged() throws Exception {
    String url = kind.settings(folder).url();
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, Long> acknowledged = new HashMap<>();
      try (ChildProcess child =
          ChildProcess.start(
              StoreWriterChild.class,
              folder.resolve("out" + round),
              url,
              String.valueOf(ENTITIES),
              String.valueOf(random.nextLong()))) {
        child.awaitLines(100 + random.nextInt(400));
        child.kill();
        child.lines().stream()
            .filter(line -> line.startsWith("s") && line.contains(" "))
            .forEach(
                line -> {
                  String[] words = line.split(" ", -1);
                  acknowledged.put(words[0], Long.parseLong(words[1]));
                });
      }
      try (Store store = Store.open(StoreKind.settingsOf(url))) {
        acknowledged.forEach(
            (study, number) ->
                assertThat(store.commits(study).count())
                    .as("%s, seed %d", study, seed)
                    .isBetween(number, number + 3));
      }
    }
  }

  @Test
  void replayOfManyRecords_needsLittleMemory() throws Exception {
    StoreSettings settings = kind.settings(folder);
    try (Store store = Store.open(settings)) {
      byte[] payload = new byte[RECORD_BYTES];
      new Random(1).nextBytes(payload);
      List<CompletableFuture<Void>> written = new ArrayList<>();
      for (int from = 1; from <= RECORDS; from += 500) {
        List<JournalRow> rows = new ArrayList<>();
        for (int i = from; i < from + 500; i++) {
          rows.add(Rows.row("e", i, "w", payload));
        }
        written.add(store.writer().append(rows).toCompletableFuture());
      }
      written.forEach(CompletableFuture::join);
    }
    // All of it together is 160 MB.
    try (ChildProcess child =
        ChildProcess.start(
            List.of("-Xmx40m"),
            StoreReplayChild.class,
            folder.resolve("out"),
            settings.url(),
            "e")) {
      child.awaitLines(1);
      assertThat(child.lines()).containsExactly(String.valueOf(RECORDS));
    }
  }
}
