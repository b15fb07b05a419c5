package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Traces;
import io.cairn.server.trace.Tracing;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the settings of traces do to commands. */
class TracesTest {

  private static final String ENDPOINT = "cairn.trace.endpoint";

  @TempDir Path home;

  @AfterEach
  void reset() {
    System.clearProperty(ENDPOINT);
    ConfigFactory.invalidateCaches();
  }

  private static void endpoint(String text) {
    System.setProperty(ENDPOINT, text);
    ConfigFactory.invalidateCaches();
  }

  @Test
  void mistake_isToldBeforeThereIsAStudy() {
    endpoint("collector:4318");

    assertThatThrownBy(() -> new Home(home).create("s", "s", Instant.EPOCH))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("cairn.trace.endpoint = collector:4318 must be");
    assertThatThrownBy(() -> Traces.open("worker", "w").close()).isInstanceOf(CairnException.class);
    assertThat(home.resolve("studies")).doesNotExist();
  }

  @Test
  void endpoint_switchesTracesOn() {
    endpoint("");
    assertThat(Traces.open("worker", "w")).isSameAs(Tracing.OFF);

    endpoint("http://127.0.0.1:4318");
    try (Tracing tracing = Traces.open("worker", "w")) {
      assertThat(tracing).isNotSameAs(Tracing.OFF);
    }
  }
}
