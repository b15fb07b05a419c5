package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM to a worker that has work, in real processes whose connections are secured. */
class DrainTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** What a server says when it is open. */
  private static final Pattern OPEN = Pattern.compile("coordinator (\\S+), (https://\\S+), store");

  @TempDir Path folder;

  private Commands.Ran cairn(String... args) {
    return new Commands(folder).cairn(args);
  }

  private Matcher open(Path errors) {
    await().atMost(PATIENCE).until(() -> OPEN.matcher(Files.readString(errors)).find());
    try {
      Matcher open = OPEN.matcher(Files.readString(errors));
      assertThat(open.find()).isTrue();
      return open;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void sigtermOfAWorker_letsItsEvaluationFinishAndBeCounted() throws Exception {
    String certificates = folder.resolve("certificates").toString();
    assertThat(cairn("certificates", "--out", certificates, "--host", "127.0.0.1").exitCode())
        .isZero();
    String tls = certificates + "/127.0.0.1";
    String home = folder.resolve("home").toString();
    Path errors = Files.createFile(folder.resolve("server.log"));
    String any = "127.0.0.1:0";
    try (CairnProcess server =
        CairnProcess.start(
            errors, "server", "--listen", any, "--http", any, "--tls", tls, "--home", home)) {
      Matcher open = open(errors);
      String[] to = {"--to", open.group(2), "--ca", tls + "/ca.pem"};
      try (CairnProcess worker =
          CairnProcess.start(
              folder.resolve("worker.log"),
              "worker",
              "--join",
              open.group(1),
              "--name",
              "drained",
              "--slots",
              "1",
              "--tls",
              tls,
              "--drain-grace",
              "170",
              "--home",
              home)) {
        Commands.Ran submitted =
            cairn("submit", sweep(), "--id", "one", to[0], to[1], to[2], to[3]);
        assertThat(submitted.exitCode()).as(submitted.err()).isZero();
        await().atMost(PATIENCE).until(() -> Files.exists(folder.resolve("started")));

        worker.terminate();

        // It still speaks to the others.
        await().atMost(PATIENCE).until(() -> draining(to));
        assertThat(worker.alive()).isTrue();
        Files.createFile(folder.resolve("go"));
        assertThat(worker.ended()).isTrue();
        assertThat(worker.exitCode()).isEqualTo(128 + 15);
      }
      await().atMost(PATIENCE).until(() -> studies(to).toString().contains("ended"));
      JsonNode study = studies(to);
      assertThat(study.findValue("evaluations").asInt()).as(study.toString()).isEqualTo(1);
      assertThat(study.toString()).doesNotContainPattern("\"relocations\":[1-9]");
      server.terminate();
      assertThat(server.ended()).isTrue();
      assertThat(server.exitCode()).isEqualTo(128 + 15);
    }
  }

  private JsonNode studies(String[] to) throws IOException {
    return cairn("ls", "--json", to[0], to[1], to[2], to[3]).json();
  }

  private boolean draining(String[] to) throws IOException {
    JsonNode workers = cairn("workers", "--json", to[0], to[1], to[2], to[3]).json();
    return workers.toString().contains("\"draining\":true");
  }

  private String sweep() throws IOException {
    return Files.writeString(
            folder.resolve("one.conf"),
            """
            name = one
            objective { metric = value, direction = minimize }
            space { x { type = real, min = 0, max = 1 } }
            method { name = random }
            budget { trials = 1 }
            worker {
              type = process
              command = [sh, -c, "touch started; until [ -e go ]; do sleep 0.05; done; echo '{{\\"value\\": 1}}'"]
            }
            """)
        .toString();
  }
}
