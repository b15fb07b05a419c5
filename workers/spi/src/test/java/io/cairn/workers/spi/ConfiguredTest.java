package io.cairn.workers.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfiguredTest {

  private static Configured configured() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rate", 0.5);
    values.put("layers", 3L);
    values.put("optimizer", "sgd");
    values.put("nesterov", true);
    return () -> values;
  }

  @Test
  void values_areHadByNameAndType() {
    assertThat(configured().real("rate")).isEqualTo(0.5);
    assertThat(configured().real("layers")).isEqualTo(3);
    assertThat(configured().integer("layers")).isEqualTo(3);
    assertThat(configured().text("optimizer")).isEqualTo("sgd");
    assertThat(configured().flag("nesterov")).isTrue();
  }

  @Test
  void parameterThatIsNotActive_isRefusedWithThoseThatAre() {
    assertThatThrownBy(() -> configured().real("momentum"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "momentum is no active parameter; there are [rate, layers, optimizer, nesterov]");
  }

  @Test
  void valueOfAnotherType_isRefused() {
    assertThatThrownBy(() -> configured().integer("rate"))
        .hasMessage("rate = 0.5 is not a whole number");
    assertThatThrownBy(() -> configured().real("optimizer"))
        .hasMessage("optimizer = sgd is not a number");
    assertThatThrownBy(() -> configured().text("layers")).hasMessage("layers = 3 is not a text");
    assertThatThrownBy(() -> configured().flag("layers"))
        .hasMessage("layers = 3 is not true or false");
  }
}
