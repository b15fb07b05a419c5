package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker says of a bucket that it cannot use, before it joins anything. */
class CheckpointPlaceTest {

  private static final String SECRET = "not-to-be-seen-by-anyone";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"s3://", "s3:trials", "s3://Upper/x", "s3://trials/../x"})
  void addressThatIsNone_isRefused(String address) {
    Commands.Ran ran =
        new Commands(folder).cairn("worker", "--join", "127.0.0.1:1", "--checkpoints", address);
    assertThat(ran.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err()).startsWith("--checkpoints: " + address).contains("must be");
  }

  private String said(int exitCode, Map<String, String> variables) throws Exception {
    Map<String, String> all = new HashMap<>(variables);
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    all.put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    all.put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    Path errors = folder.resolve("errors");
    try (CairnProcess worker =
        CairnProcess.start(
            errors,
            all,
            "worker",
            "--join",
            "127.0.0.1:1",
            "--checkpoints",
            "s3://trials/p",
            "--home",
            folder.resolve("home").toString())) {
      assertThat(worker.ended()).isTrue();
      assertThat(worker.exitCode()).as(Files.readString(errors)).isEqualTo(exitCode);
    }
    return Files.readString(errors);
  }

  private static Map<String, String> variables(String endpoint) {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", endpoint,
        "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
        "AWS_SECRET_ACCESS_KEY", SECRET);
  }

  @ParameterizedTest
  @CsvSource({
    "404, NoSuchBucket, bucket trials does not exist at",
    "403, InvalidAccessKeyId, refuses the credentials (403 InvalidAccessKeyId)"
  })
  void storeThatRefuses_endsTheWorkerWithASentence(int status, String code, String sentence)
      throws Exception {
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext(
        "/",
        exchange -> {
          byte[] answer =
              ("<Error><Code>" + code + "</Code><Message>" + SECRET + "</Message></Error>")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    store.start();
    try {
      String endpoint = "http://127.0.0.1:" + store.getAddress().getPort();
      assertThat(said(ExitCode.INVALID, variables(endpoint)))
          .contains("--checkpoints: ", sentence, endpoint)
          .doesNotContain(SECRET);
    } finally {
      store.stop(0);
    }
  }

  @Test
  void missingCredentials_endTheWorkerWithASentence() throws Exception {
    assertThat(said(ExitCode.INVALID, Map.of("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")))
        .contains("--checkpoints: there are no credentials for s3://trials/p");
  }

  @Test
  void storeThatIsAway_isNoMistakeOfTheOptions() throws Exception {
    assertThat(said(ExitCode.REFUSED, variables("http://127.0.0.1:1")))
        .contains("--checkpoints: http://127.0.0.1:1 does not answer")
        .doesNotContain(SECRET);
  }
}
