package io.cairn.workers.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ToolTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void answer_isWhatTheToolWroteAndHowItEnded() throws Exception {
    Tool.Result result =
        Tool.run(
            List.of("sh", "-c", "cat; echo \"$WORD\" >&2; exit 3"),
            Map.of("WORD", "no"),
            "input",
            PATIENCE);
    assertThat(result).isEqualTo(new Tool.Result(3, "input", "no\n"));
    assertThat(result.lastWords()).isEqualTo("no");
  }

  @Test
  void interrupt_doesNotDisturbIt_andIsKept() throws Exception {
    Thread.currentThread().interrupt();
    Tool.Result result = Tool.run(List.of("cat"), Map.of(), "input", PATIENCE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.out()).isEqualTo("input");
  }

  @Test
  void toolThatDoesNotAnswer_isEnded() {
    assertThatThrownBy(() -> Tool.run(List.of("sleep", "600"), Map.of(), "", Duration.ofMillis(50)))
        .isInstanceOf(IOException.class)
        .hasMessage("sleep 600 did not answer within 1 s");
  }
}
