package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeStartTest {

  /**
   * A node that is begun beside many others, or beside a training that has all processors, is slow
   * to start its loggers and its remoting; with Pekko's five seconds it gave up and the process
   * ended.
   */
  @ParameterizedTest
  @ValueSource(strings = {"cluster-node.conf", "local-node.conf"})
  void busyMachine_startIsWaitedFor(String file) {
    Config node = ConfigFactory.load(ConfigFactory.parseResources(file));
    for (String step :
        new String[] {
          "pekko.logger-startup-timeout",
          "pekko.actor.creation-timeout",
          "pekko.remote.artery.bind.bind-timeout"
        }) {
      assertThat(node.getDuration(step)).as(step).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }
}
