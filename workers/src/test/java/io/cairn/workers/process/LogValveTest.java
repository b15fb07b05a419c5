package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogValveTest {

  private final List<String> log = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final LogValve valve = new LogValve(log::add, line -> line, nanos::get);

  @Test
  void fewLines_passAtOnce() {
    valve.line("one", 0);
    assertThat(log).containsExactly("one");
    assertThat(valve.last()).isEqualTo("one");
  }

  @Test
  void flood_passesItsStartAndItsEnd() {
    for (int i = 0; i < 1_000_000; i++) {
      valve.line("line " + i, 0);
    }
    assertThat(valve.last()).isEqualTo("line 999999");
    valve.flush();
    assertThat(log).hasSize(LogValve.BURST + 1 + LogValve.TAIL);
    assertThat(log.get(LogValve.BURST))
        .startsWith("[" + (1_000_000 - LogValve.BURST - LogValve.TAIL) + " lines left out");
    assertThat(log).endsWith("line 999998", "line 999999");
    assertThat(valve.last()).isEqualTo("line 999999");
  }

  @Test
  void nextSecond_opensAgain() {
    for (int i = 0; i < LogValve.BURST + 1; i++) {
      valve.line("line " + i, 0);
    }
    assertThat(log).hasSize(LogValve.BURST);
    nanos.addAndGet(1_000_000_000);
    valve.line("later", 0);
    assertThat(log).hasSize(LogValve.BURST + 2).endsWith("line " + LogValve.BURST, "later");
  }

  @Test
  void longLine_isCutAndSaysSo() {
    valve.line("x".repeat(5000), 95_000);
    assertThat(log.get(0)).hasSizeLessThan(LogValve.LONGEST + 40).endsWith("[cut: 98000 more]");
  }

  @Test
  void terminalSequencesAndControlCharacters_areTakenOut() {
    valve.line("\u001b[31;1mred\u001b[0m\tx\u0000\u0007\u009by\u001b", 0);
    assertThat(log).containsExactly("red\tx\uFFFD\uFFFD\uFFFDy");
  }
}
