package io.cairn.workers.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.workers.WorkerTypes;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a sweep says of remote workers. */
class RemoteProviderTest {

  private static void create(Map<String, Object> values) throws InvalidSettingsException {
    WorkerTypes.builtIn()
        .find("remote")
        .orElseThrow()
        .create(
            new WorkerSettings(
                values,
                Path.of("/"),
                List.of("x"),
                "loss",
                false,
                Optional.empty(),
                Duration.ofSeconds(1)))
        .close();
  }

  @Test
  void noSlotOfThisProgram_offersTheType() {
    assertThat(WorkerTypes.builtIn().types()).contains("remote");
    assertThat(WorkerTypes.builtIn().runnable())
        .doesNotContain("remote")
        .contains("process", "function");
  }

  @Test
  void settingsOfAnyShape_areTaken() throws InvalidSettingsException {
    create(Map.of());
    create(Map.of("kind", "mnist"));
    create(Map.of("settings", Map.of("list", List.of(1L, "two"), "deep", Map.of("flag", true))));
  }

  @Test
  void everyMistake_isToldWithoutValues() {
    assertThatThrownBy(
            () -> create(Map.of("kind", "a b", "settings", "hidden-value", "kinds", "x")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("kind must be 1 to 63 letters")
        .hasMessageContaining("settings must be a section: settings { name = value }")
        .hasMessageContaining("kinds is not a key here; there are: kind, settings")
        .hasMessageNotContaining("hidden-value");
  }

  @Test
  void settingsThatAreTooLong_areRefusedWithTheWayOut() {
    assertThatThrownBy(() -> create(Map.of("settings", Map.of("text", "x".repeat(50_001)))))
        .hasMessageContaining("characters as JSON; 50000 are the most")
        .hasMessageContaining("put long lists into a file");
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      many.add((long) i % 10);
    }
    assertThatThrownBy(() -> create(Map.of("settings", Map.of("list", many))))
        .hasMessageContaining("50000 are the most");
  }

  @Test
  void settingsThatAreTooDeep_areRefused() {
    Object value = 1L;
    for (int i = 0; i < 40; i++) {
      value = Map.of("s", value);
    }
    Object deep = value;
    assertThatThrownBy(() -> create(Map.of("settings", deep)))
        .hasMessageContaining("more than 32 deep");
  }

  @Test
  void kind_isPartOfWhatAWorkerOffers() {
    assertThat(RemoteProvider.offered("")).isEqualTo("remote");
    assertThat(RemoteProvider.offered("mnist")).isEqualTo("remote/mnist");
  }
}
