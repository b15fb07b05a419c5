package io.cairn.server.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkFileTest {

  @TempDir Path folder;

  @Test
  void read_afterEachWrite_isWhatWasWritten() throws IOException {
    Path file = folder.resolve("mark");
    assertThat(MarkFile.read(file)).isEqualTo(new MarkFile.Missing());
    for (int session = 0; session < 3; session++) {
      try (MarkFile marks = MarkFile.open(file)) {
        for (long i = 1; i <= 5; i++) {
          JournalMark mark = new JournalMark(session * 5 + i, 77 * i, (int) (i * 0x9e3779b9L));
          marks.write(mark);
          assertThat(MarkFile.read(file)).isEqualTo(new MarkFile.Found(mark));
        }
      }
    }
  }

  @Test
  void read_newestSlotTornAnywhere_isTheOneBefore() throws IOException {
    Path file = folder.resolve("mark");
    JournalMark before = new JournalMark(41, 4100, 41_000);
    JournalMark newest = new JournalMark(42, 4200, 42_000);
    try (MarkFile marks = MarkFile.open(file)) {
      marks.write(before);
      marks.write(newest);
    }
    byte[] whole = Files.readAllBytes(file);
    int start = indexOf(whole, newest);
    for (int at = start; at < start + JournalMark.BYTES; at++) {
      byte[] torn = whole.clone();
      torn[at] ^= 0x40;
      Files.write(file, torn);
      assertThat(MarkFile.read(file)).as("byte %d", at).isEqualTo(new MarkFile.Found(before));
    }
  }

  @Test
  void read_garbageOrNothing_isDamaged() throws IOException {
    Path file = folder.resolve("mark");
    Files.write(file, new byte[0]);
    assertThat(MarkFile.read(file)).isEqualTo(new MarkFile.Damaged());
    for (int seed = 0; seed < 20; seed++) {
      byte[] garbage = new byte[10_000];
      new Random(seed).nextBytes(garbage);
      Files.write(file, garbage);
      assertThat(MarkFile.read(file)).as("seed %d", seed).isEqualTo(new MarkFile.Damaged());
    }
  }

  @Test
  void put_replacesHigherMarks() throws IOException {
    Path file = folder.resolve("mark");
    MarkFile.put(file, new JournalMark(100, 1, 1));
    MarkFile.put(file, new JournalMark(7, 2, 2));
    assertThat(MarkFile.read(file)).isEqualTo(new MarkFile.Found(new JournalMark(7, 2, 2)));
  }

  private static int indexOf(byte[] whole, JournalMark mark) {
    byte[] bytes = mark.toBytes().array();
    for (int at = 0; at + bytes.length <= whole.length; at++) {
      if (java.util.Arrays.equals(whole, at, at + bytes.length, bytes, 0, bytes.length)) {
        return at;
      }
    }
    throw new AssertionError("the mark is not in the file");
  }
}
