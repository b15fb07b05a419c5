package io.cairn.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceSettingsTest {

  private static Config with(String text) {
    return ConfigFactory.parseString(text).withFallback(ConfigFactory.load());
  }

  @Test
  void withoutAnEndpoint_nothingIsTraced() {
    Config config = with("cairn.trace.endpoint = \"\"");

    assertThat(TraceSettings.from(config)).isEmpty();
    assertThat(Tracing.from(config, new Tracing.Teller("worker", "w", "1"))).isSameAs(Tracing.OFF);
  }

  @Test
  void defaults_areThoseOfTheReference() {
    TraceSettings settings =
        TraceSettings.from(with("cairn.trace.endpoint = \"http://collector:4318/\"")).orElseThrow();

    assertThat(settings.traces()).isEqualTo("http://collector:4318/v1/traces");
    assertThat(settings.ratio()).isEqualTo(1);
    assertThat(settings.queueSize()).isEqualTo(2048);
    assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint = \"collector:4318\" | cairn.trace.endpoint = collector:4318 must be the address of"
            + " a collector that takes OTLP over HTTP",
        "endpoint = \"grpc://c:4317\" | cairn.trace.endpoint = grpc://c:4317 must be the address",
        "endpoint = \"http://a b\" | cairn.trace.endpoint = http://a b is no address",
        "ratio = 1.5 | cairn.trace.ratio = 1.5 must be from 0 to 1",
        "ratio = NaN | cairn.trace.ratio = NaN must be from 0 to 1",
        "ratio = often | docs/traces.md",
        "service = \" \" | cairn.trace.service = \" \" must name",
        "queue-size = 0 | cairn.trace.queue-size = 0 must be above 0",
        "interval = 0 s | cairn.trace.interval = 0 ms must be at least a millisecond",
        "timeout = -1 s | cairn.trace.timeout = -1000 ms must be at least a millisecond"
      })
  void mistake_isToldInASentence(String setting, String sentence) {
    Config config = with("cairn.trace { endpoint = \"http://collector:4318\"\n" + setting + "\n}");

    assertThatThrownBy(() -> TraceSettings.from(config))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }
}
