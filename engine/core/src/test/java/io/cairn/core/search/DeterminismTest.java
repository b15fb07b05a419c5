package io.cairn.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {

  /**
   * Identity hash codes that differ between the two JVMs would show an order that depends on them.
   */
  @Test
  void decisions_inAFreshJvmWithOtherIdentityHashes_areTheSame(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path output = directory.resolve("decisions.txt");
    Process jvm =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UnlockExperimentalVMOptions",
                    "-XX:hashCode=3",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Decisions.class.getName()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = jvm.waitFor(120, TimeUnit.SECONDS);
    jvm.destroyForcibly();
    assertThat(ended).as("the other JVM ended").isTrue();
    String there = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(jvm.exitValue()).as(there).isZero();
    assertThat(there).isEqualTo(Decisions.text());
  }
}
