package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import org.junit.jupiter.api.Test;

/** Every setting of the door counts. */
class DoorLimitsTest {

  private static final Config DEFAULTS = ConfigFactory.load();

  private static DoorLimits with(String key, int value) {
    return DoorLimits.from(
        DEFAULTS.withValue("cairn.http." + key, ConfigValueFactory.fromAnyRef(value)));
  }

  @Test
  void everyKey_isRead() {
    for (String key : DEFAULTS.getConfig("cairn.http").root().keySet()) {
      assertThat(with(key, 77)).as(key).isNotEqualTo(DoorLimits.from(DEFAULTS));
    }
  }

  @Test
  void nothing_isNoLimit() {
    for (String key : DEFAULTS.getConfig("cairn.http").root().keySet()) {
      assertThatThrownBy(() -> with(key, 0)).hasMessageContaining("cairn.http." + key);
    }
  }
}
