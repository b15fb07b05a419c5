package io.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of the remote worker protocol, in the languages that they are written in: their own
 * tests, and the conformance kit of docs/worker-protocol.md against each.
 */
class WorkerClientsTest {

  private static final Path PYTHON = Path.of("../../workers/python").toAbsolutePath().normalize();

  @TempDir private Path folder;

  /** Runs a command in workers/python; it has to end well. Gives what it printed. */
  private String passes(String... command) throws IOException, InterruptedException {
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
      return printed;
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

  @Test
  void sweepFiles_areReadByTheClientAsByTheServer() throws Exception {
    Path sweeps = PYTHON.resolve("../../config/sweeps").normalize();
    List<Path> files;
    try (Stream<Path> all = Files.list(sweeps)) {
      files = all.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(3);
    for (Path file : files) {
      String read =
          passes(
              "python3",
              "-c",
              "import cairn_worker, json, sys; print(json.dumps(cairn_worker.read_sweep(sys.argv[1])))",
              file.toString());
      String parsed =
          ConfigFactory.parseFile(file.toFile()).root().render(ConfigRenderOptions.concise());
      ObjectMapper json = new ObjectMapper();
      JsonNode ours = json.readTree(read);
      // 1.0 is rendered as 1 there.
      assertThat(json.readTree(parsed).equals(WorkerClientsTest::compare, ours))
          .as("%s: %s instead of %s", file, ours, parsed)
          .isTrue();
    }
  }

  private static int compare(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue());
    }
    return one.equals(other) ? 0 : 1;
  }
}
