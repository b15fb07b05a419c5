package io.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of the remote worker protocol, in the languages that they are written in: their own
 * tests, and the conformance kit of docs/worker-protocol.md against each.
 */
class WorkerClientsTest {

  private static final Path PYTHON = Path.of("../../workers/python").toAbsolutePath().normalize();

  @TempDir private Path folder;

  /** Runs a command in workers/python; it has to end well. */
  private void passes(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(PYTHON.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(20, TimeUnit.MINUTES);
      String printed = Files.readString(output);
      assertThat(ended).as(printed).isTrue();
      assertThat(process.exitValue()).as(printed).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void pythonWorker_passesItsOwnTests() throws Exception {
    passes("python3", "-W", "ignore::ResourceWarning", "-m", "unittest", "-v");
  }

  @Test
  void pythonWorker_keepsEveryRule() throws Exception {
    passes("python3", "conformance.py", "--", "python3", "conformance_worker.py");
  }

  @Test
  void shellWorker_keepsEveryRule() throws Exception {
    passes(
        "python3",
        "conformance.py",
        "--",
        "env",
        "CAIRN_KIND=conformance",
        "../shell/worker.sh",
        "../shell/conformance.sh");
  }
}
