package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaceQueueTest {
  private static final int BUDGET = 3;

  @TempDir private Path folder;
  private final List<Integer> ran = Collections.synchronizedList(new ArrayList<>());

  private static RaceKey key(int seed) {
    return new RaceKey("hills", "asha", "none", 4, 1, seed);
  }

  private RaceResult result(int seed) {
    ran.add(seed);
    return new RaceResult(key(seed), 5, 7, .5, .1, .2, new double[] {1, .25, .125});
  }

  private RaceQueue queue() throws IOException {
    RaceQueue queue =
        new RaceQueue(CsvFile.open(folder.resolve("t.csv"), RaceResult.columns(BUDGET)));
    for (int seed = 0; seed < 3; seed++) {
      int each = seed;
      queue.add(key(seed), () -> result(each));
    }
    return queue;
  }

  @Test
  void runWithItsRow_isNotRunAgain() throws IOException, InterruptedException {
    assertThat(queue().run(2)).isTrue();
    assertThat(ran).containsExactlyInAnyOrder(0, 1, 2);
    assertThat(queue().size()).isZero();
  }

  @Test
  void runWhoseRowWasCut_isRunAgain() throws IOException, InterruptedException {
    queue().run(1);
    Path file = folder.resolve("t.csv");
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 4));
    ran.clear();
    assertThat(queue().run(1)).isTrue();
    assertThat(ran).containsExactly(2);
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void failedRun_hasNoRow_andOthersGoOn() throws IOException, InterruptedException {
    RaceQueue queue =
        new RaceQueue(CsvFile.open(folder.resolve("t.csv"), RaceResult.columns(BUDGET)));
    queue.add(
        key(0),
        () -> {
          throw new IllegalStateException("on purpose");
        });
    queue.add(key(1), () -> result(1));
    assertThat(queue.run(1)).isFalse();
    assertThat(CsvFile.read(folder.resolve("t.csv")))
        .extracting(RaceKey::of)
        .containsExactly(key(1));
  }

  @Test
  void row_readsBackAsItsResult() throws IOException, InterruptedException {
    queue().run(1);
    RaceResult read = RaceResult.of(CsvFile.read(folder.resolve("t.csv")).get(1));
    assertThat(read).usingRecursiveComparison().isEqualTo(result(1));
  }
}
