package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.remote.Sessions.Standing;
import org.junit.jupiter.api.Test;

/** Which process has a worker's name. */
class SessionsTest {

  private final Sessions sessions = new Sessions();

  @Test
  void laterSession_takesTheNameForGood() {
    sessions.begin("a");
    assertThat(sessions.of("a")).isEqualTo(Standing.CURRENT);
    assertThat(sessions.of("b")).isEqualTo(Standing.NEW);
    sessions.begin("b");
    assertThat(sessions.of("a")).isEqualTo(Standing.SUPERSEDED);
    sessions.begin("c");
    assertThat(sessions.of("a")).isEqualTo(Standing.SUPERSEDED);
    assertThat(sessions.of("b")).isEqualTo(Standing.SUPERSEDED);
    assertThat(sessions.of("c")).isEqualTo(Standing.CURRENT);
  }

  @Test
  void whoLeft_doesNotComeBack() {
    sessions.begin("a");
    sessions.leave();
    assertThat(sessions.isTaken()).isFalse();
    assertThat(sessions.of("a")).isEqualTo(Standing.SUPERSEDED);
  }

  @Test
  void endlessSessions_areForgottenFromTheOldestOn() {
    for (int i = 0; i < 1_000; i++) {
      sessions.begin("s" + i);
    }
    assertThat(sessions.of("s998")).isEqualTo(Standing.SUPERSEDED);
    assertThat(sessions.of("s800")).isEqualTo(Standing.SUPERSEDED);
    assertThat(sessions.of("s1")).isEqualTo(Standing.NEW);
  }
}
