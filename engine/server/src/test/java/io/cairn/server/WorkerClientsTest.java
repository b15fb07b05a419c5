package io.cairn.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of the remote worker protocol, in the languages that they are written in: their own
 * tests, and the conformance kit of docs/worker-protocol.md against each.
 */
class WorkerClientsTest {

  private static final Path PYTHON = Path.of("../../workers/python").toAbsolutePath().normalize();

  private static final List<String> KIT = List.of("python3", "conformance.py", "--");

  @TempDir private static Path folder;

  /** They wait for the most part, so they run side by side. */
  private static final Map<String, Command> RUNNING = new HashMap<>();

  @BeforeAll
  static void startAll() throws IOException {
    start("own", "python3", "-W", "ignore::ResourceWarning", "-m", "unittest", "-v");
    start("python", kit("python3", "conformance_worker.py"));
    start(
        "shell",
        kit("env", "CAIRN_KIND=conformance", "../shell/worker.sh", "../shell/conformance.sh"));
  }

  @AfterAll
  static void endAll() {
    RUNNING.values().forEach(Command::end);
  }

  private static String[] kit(String... worker) {
    return Stream.concat(KIT.stream(), Stream.of(worker)).toArray(String[]::new);
  }

  private static void start(String name, String... command) throws IOException {
    RUNNING.put(name, Command.start(folder.resolve(name), command));
  }

  /** A command in workers/python. */
  private record Command(Process process, Path output) {

    static Command start(Path output, String... command) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(PYTHON.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
      return new Command(builder.start(), output);
    }

    /** It has to end well. Gives what it printed. */
    String passes() throws IOException, InterruptedException {
      boolean ended = process.waitFor(20, TimeUnit.MINUTES);
      String printed = Files.readString(output);
      assertThat(ended).as(printed).isTrue();
      assertThat(process.exitValue()).as(printed).isZero();
      return printed;
    }

    void end() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void passes(String name) throws IOException, InterruptedException {
    RUNNING.get(name).passes();
  }

  @Test
  void pythonWorker_passesItsOwnTests() throws Exception {
    passes("own");
  }

  @Test
  void pythonWorker_keepsEveryRule() throws Exception {
    passes("python");
  }

  @Test
  void shellWorker_keepsEveryRule() throws Exception {
    passes("shell");
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
      Command reading =
          Command.start(
              folder.resolve("sweep"),
              "python3",
              "-c",
              "import cairn_worker, json, sys; print(json.dumps(cairn_worker.read_sweep(sys.argv[1])))",
              file.toString());
      String read = reading.passes();
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
