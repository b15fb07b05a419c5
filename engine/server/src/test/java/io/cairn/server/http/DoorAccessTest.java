package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the HTTP door lets do what, and what its refusals look like. */
class DoorAccessTest {

  private static final String WORK = "work-0123456789abcdef";
  private static final String VIEW = "view-0123456789abcdef";
  private static final String RUN = "run-0123456789abcdef";
  private static final String ADMIN = "admin-0123456789abcdef";

  @TempDir static Path folder;

  private static DoorRig open;
  private static DoorRig guarded;

  private record Answer(int status, String head, String body) {
    JsonNode problem() throws IOException {
      assertThat(head).contains("Content-Type: application/problem+json");
      JsonNode problem = JsonMapper.builder().build().readTree(body);
      assertThat(problem.path("status").asInt()).isEqualTo(status);
      assertThat(problem.path("title").asText()).isNotEmpty();
      assertThat(problem.path("type").asText()).isNotEmpty();
      return problem;
    }

    String detail() throws IOException {
      return problem().path("detail").asText();
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Path tokens = folder.resolve("tokens");
    Files.writeString(
        tokens, "work " + WORK + "\nview " + VIEW + "\nrun " + RUN + "\nadmin " + ADMIN + "\n");
    open = new DoorRig(folder.resolve("a"), AccessTokens.OPEN, DoorRig.limits(), Optional.empty());
    guarded =
        new DoorRig(
            folder.resolve("b"), AccessTokens.read(tokens), DoorRig.limits(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  /** Bytes as they stand: a client of the JDK would not send some of these. */
  private static Answer ask(DoorRig rig, String line, String body, String... headers)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(line + " HTTP/1.1"));
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      lines.add("Host: localhost:" + rig.port());
    }
    lines.addAll(List.of(headers));
    lines.add("Connection: close");
    if (!body.isEmpty()) {
      lines.add("Content-Type: application/json");
      lines.add("Content-Length: " + body.length());
    }
    try (Socket socket = new Socket("localhost", rig.port())) {
      socket.setSoTimeout((int) DoorRig.PATIENCE.toMillis());
      String request = String.join("\r\n", lines) + "\r\n\r\n" + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      return new Answer(
          Integer.parseInt(all.substring(9, 12)), all.substring(0, end), all.substring(end + 4));
    }
  }

  private static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  @Test
  void missingToken_isAskedFor() throws IOException {
    Answer answer = ask(guarded, "GET /api/v1/studies", "");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.head()).contains("WWW-Authenticate: Bearer");
    assertThat(answer.detail()).contains("CAIRN_TOKEN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong-0123456789abcdef", VIEW + "x", "", "view"})
  void wrongToken_isNoTokenAndNotRepeated(String token) throws IOException {
    Answer answer = ask(guarded, "GET /api/v1/studies", "", bearer(token));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.detail()).doesNotContain("0123456789abcdef");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/studies, view, 200",
    "GET /api/v1/workers, view, 200",
    "GET /metrics, view, 200",
    "POST /api/v1/studies/x/stop, view, 403",
    "POST /api/v1/studies/x/stop, run, 404",
    "POST /api/v1/workers/x/drain, run, 403",
    "POST /api/v1/workers/x/drain, admin, 404",
    "POST /api/v1/remote/pulse, work, 400",
    "POST /api/v1/remote/pulse, view, 403",
    "POST /api/v1/remote/pulse, run, 400",
    "POST /api/v1/remote/pulse, admin, 400",
    "POST /api/v1/remote/pulse, none, 401",
    "PUT /api/v1/remote/checkpoints/s/0, view, 403",
    "GET /api/v1/remote/checkpoints/s/0, work, 400",
    "GET /api/v1/studies, work, 403",
    "GET /api/v1/access, work, 403",
    "GET /metrics, work, 403",
    "POST /api/v1/studies/x/stop, work, 403",
    "POST /api/v1/workers/x/drain, work, 403",
    "GET /health/live, none, 200",
    "GET /metrics, none, 401",
  })
  void aToken_allowsWhatItsRoleMay(String line, String role, int status) throws IOException {
    String[] headers =
        switch (role) {
          case "work" -> new String[] {bearer(WORK)};
          case "view" -> new String[] {bearer(VIEW)};
          case "run" -> new String[] {bearer(RUN)};
          case "admin" -> new String[] {bearer(ADMIN)};
          default -> new String[0];
        };

    Answer answer = ask(guarded, line, "", headers);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.detail()).contains("the token has the role " + role);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "http://localhost:1"})
  void pageOfAnotherSite_isRefusedEvenWithAToken(String origin) throws IOException {
    Answer answer =
        ask(guarded, "POST /api/v1/studies/x/stop", "", bearer(ADMIN), "Origin: " + origin);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.detail()).contains("page of another site");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80"})
  void withoutTokens_namesOfOtherMachinesAreRefused(String host) throws IOException {
    Answer answer = ask(open, "GET /api/v1/studies", "", "Host: " + host);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.detail()).contains("names of its own machine alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"sweep\":", "[]", "{}", "{\"sweep\": 1, \"folder\": \"/\"}", "\"x\""})
  void malformedSubmissions_areExplained(String body) throws IOException {
    Answer answer = ask(open, "POST /api/v1/studies", body, "Idempotency-Key: k");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("the body ");
  }

  @Test
  void deepJson_isRefused() throws IOException {
    Answer answer = ask(open, "POST /api/v1/studies", "[".repeat(100_000), "Idempotency-Key: deep");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("the body is not JSON");
  }

  @Test
  void missingHeader_isNamed() throws IOException {
    Answer answer = ask(open, "POST /api/v1/studies", "{}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains("Idempotency-Key");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/v1/studies/..%2f..%2f..%2fetc%2fpasswd",
    "GET /api/v1/studies/%2e%2e%2fstore",
    "GET /api/v1/studies/../../../etc/passwd",
    "GET /api/v1/studies/a%00b",
    "GET /../../etc/passwd",
    "GET /api/v1/studies/'%20or%20'1'='1",
    "POST /api/v1/studies/..%2fx/stop",
    "POST /api/v1/workers/..%2fx/drain",
  })
  void idsThatAreNone_nameNothing(String line) throws IOException {
    Answer answer = ask(open, line, "");

    assertThat(answer.status()).as(answer.body()).isBetween(400, 404);
    assertThat(answer.problem().path("detail").asText()).doesNotContain("root:");
  }

  @Test
  void otherMethods_areRefused() throws IOException {
    assertThat(ask(open, "DELETE /api/v1/studies", "").problem().path("status").asInt())
        .isEqualTo(405);
  }

  @Test
  void otherPaths_areNotThere() throws IOException {
    assertThat(ask(open, "GET /nowhere", "").detail()).contains("/nowhere");
  }
}
