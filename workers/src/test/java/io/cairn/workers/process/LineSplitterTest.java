package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {

  private final LineSplitter splitter = new LineSplitter();
  private final List<String> lines = new ArrayList<>();
  private long cut;

  private void take(String text, long cutBytes) {
    lines.add(text);
    cut += cutBytes;
  }

  private void feed(byte[] bytes) {
    splitter.feed(bytes, bytes.length, this::take);
  }

  private void feed(String text) {
    feed(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void ends_ofAllKinds() {
    feed("a\nb\r\nc\rd\n\n  \ne");
    splitter.end(this::take);
    assertThat(lines).containsExactly("a", "b", "c", "d", "e");
    assertThat(cut).isZero();
  }

  @Test
  void pieces_ofAnySize_giveTheSameLines() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      text.append(i).append("é".repeat(random.nextInt(900))).append("\n");
    }
    byte[] all = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 20; seed++) {
      lines.clear();
      Random pieces = new Random(seed);
      for (int at = 0; at < all.length; ) {
        int size = Math.min(all.length - at, 1 + pieces.nextInt(3000));
        feed(Arrays.copyOfRange(all, at, at + size));
        at += size;
      }
      splitter.end(this::take);
      assertThat(lines).as("seed %d", seed).containsExactly(text.toString().split("\n"));
    }
  }

  @Test
  void lineOfTheLimit_isKept_andOneByteMoreIsCut() {
    feed("x".repeat(LineSplitter.LIMIT) + "\n");
    assertThat(cut).isZero();
    feed("x".repeat(LineSplitter.LIMIT + 1) + "\n");
    assertThat(cut).isEqualTo(1);
    assertThat(lines).allMatch(line -> line.length() == LineSplitter.LIMIT);
  }

  @Test
  void hugeLine_isCountedNotKept_andTheNextLineIsWhole() {
    byte[] block = "y".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 100; i++) {
      feed(block);
    }
    feed("\nnext\n");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).hasSize(LineSplitter.LIMIT);
    assertThat(lines.get(1)).isEqualTo("next");
    assertThat(cut).isEqualTo(100L * (1 << 20) - LineSplitter.LIMIT);
  }

  @Test
  void garbage_neverThrows() {
    for (int seed = 0; seed < 50; seed++) {
      byte[] garbage = new byte[10_000];
      new Random(seed).nextBytes(garbage);
      feed(garbage);
    }
    splitter.end(this::take);
    assertThat(lines).isNotEmpty();
  }
}
