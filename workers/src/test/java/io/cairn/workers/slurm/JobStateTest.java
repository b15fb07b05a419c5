package io.cairn.workers.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JobStateTest {

  @Test
  void state_isReadAsTheToolsPrintIt() {
    assertThat(JobState.of("CANCELLED by 1000", "", "0:15").word()).isEqualTo("CANCELLED");
    assertThat(JobState.of("CANCELLED+", "", "").word()).isEqualTo("CANCELLED");
    assertThat(JobState.of("PENDING", "Resources", "").words()).isEqualTo("PENDING (Resources)");
    assertThat(JobState.of("RUNNING", "None", "").words()).isEqualTo("RUNNING");
  }

  @Test
  void signal_isAnExitCodeAsOfAShell() {
    assertThat(JobState.of("FAILED", "", "0:9").exitCode()).isEqualTo(OptionalInt.of(137));
    assertThat(JobState.of("FAILED", "", "2:0").exitCode()).isEqualTo(OptionalInt.of(2));
    assertThat(JobState.of("FAILED", "", "").exitCode()).isEmpty();
  }

  @Test
  void stateThatIsNotKnown_isNoEnd() {
    assertThat(JobState.of("SIGNALING", "", "").hasEnded()).isFalse();
    assertThat(JobState.of("COMPLETING", "", "").isWaiting()).isFalse();
    assertThat(JobState.of("SUSPENDED", "", "").isWaiting()).isTrue();
  }
}
