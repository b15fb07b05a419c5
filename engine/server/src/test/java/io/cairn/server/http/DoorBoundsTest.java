package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger can take of the HTTP door: little, and not for long. */
class DoorBoundsTest {

  private static final String HEAD = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n";

  @TempDir static Path folder;

  private static DoorRig rig;

  @BeforeAll
  static void open() throws Exception {
    DoorLimits normal = DoorRig.limits();
    rig =
        new DoorRig(
            folder,
            AccessTokens.OPEN,
            new DoorLimits(
                normal.bodyBytes(),
                normal.uriLength(),
                normal.headerCount(),
                normal.headerLength(),
                4,
                Duration.ofMillis(1500),
                Duration.ofMillis(1500),
                Duration.ofMillis(2500),
                normal.files()),
            Optional.empty());
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  private static Socket connect() throws IOException {
    Socket socket = new Socket("localhost", rig.port());
    socket.setSoTimeout((int) DoorRig.PATIENCE.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Sends one request on a connection of its own; the answer up to the end. */
  private static String ask(String request) throws IOException {
    try (Socket socket = connect()) {
      send(socket, request);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertThatItAnswersOthers() throws IOException {
    assertThat(ask(HEAD + "Connection: close\r\n\r\n")).contains("200 OK").endsWith("alive\n");
  }

  /** Sends a little more; whether the connection was ended meanwhile. */
  private static boolean isCutOff(Socket socket, String more) {
    try {
      send(socket, more);
      socket.setSoTimeout(20);
      InputStream in = socket.getInputStream();
      while (true) {
        if (in.read() < 0) {
          return true;
        }
      }
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException ended) {
      return true;
    }
  }

  @Test
  void headersThatTrickle_endTheConnection() throws IOException {
    try (Socket socket = connect()) {
      send(socket, HEAD);

      await().atMost(DoorRig.PATIENCE).until(() -> isCutOff(socket, "X-More: 1\r\n"));
    }
    assertThatItAnswersOthers();
  }

  @Test
  void headersThatTrickleAfterAnAnswer_endTheConnection() throws IOException {
    try (Socket socket = connect()) {
      send(socket, HEAD + "\r\n" + HEAD);

      await().atMost(DoorRig.PATIENCE).until(() -> isCutOff(socket, "X-More: 1\r\n"));
    }
  }

  @Test
  void silence_endsTheConnection() throws IOException {
    try (Socket socket = connect()) {
      assertThat(socket.getInputStream().readAllBytes()).isEmpty();
    }
  }

  @Test
  void bodyThatTrickles_isAnsweredAndEnds() throws IOException {
    try (Socket socket = connect()) {
      send(
          socket,
          "POST /api/v1/studies HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: k\r\n"
              + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{");

      await().atMost(DoorRig.PATIENCE).until(() -> isCutOff(socket, " "));
    }
    assertThatItAnswersOthers();
  }

  @Test
  void moreConnectionsThanAllowed_waitForTheirTurn() throws IOException {
    Socket[] idle = new Socket[8];
    try {
      for (int i = 0; i < idle.length; i++) {
        idle[i] = connect();
      }
      // Those before it are ended one after the other because they ask nothing.
      assertThatItAnswersOthers();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void longBodies_areRefusedBeforeTheyAreRead() throws IOException {
    String answer =
        ask(
            "POST /api/v1/studies HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: k\r\n"
                + "Content-Type: application/json\r\nContent-Length: 10485760\r\n\r\n{");

    assertThat(answer).contains(" 413 ").contains("application/problem+json");
    assertThat(answer).contains("more than 1048576 bytes").contains("cairn.http.max-body");
  }

  @Test
  void longBodiesWithoutALength_areCutOff() throws IOException {
    String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
    try (Socket socket = connect()) {
      send(
          socket,
          "POST /api/v1/studies HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: k\r\n"
              + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
      int sent = 0;
      while (sent < 160 && !isCutOff(socket, chunk)) {
        sent++;
      }
      assertThat(sent).as("of 160 pieces, 10 MiB").isLessThan(160);
    }
    assertThatItAnswersOthers();
  }

  @Test
  void longAddresses_areRefused() throws IOException {
    assertThat(ask("GET /" + "a".repeat(3000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .contains(" 414 ")
        .contains("application/problem+json");
  }

  @Test
  void longHeaders_areRefused() throws IOException {
    assertThat(ask(HEAD + "X-Long: " + "a".repeat(9000) + "\r\n\r\n"))
        .contains(" 431 ")
        .contains("application/problem+json");
  }

  @Test
  void manyHeaders_areRefused() throws IOException {
    StringBuilder headers = new StringBuilder(HEAD);
    for (int i = 0; i < 80; i++) {
      headers.append("X-").append(i).append(": 1\r\n");
    }

    assertThat(ask(headers + "\r\n")).contains(" 4").contains("application/problem+json");
  }

  @Test
  void noHttp_isRefused() throws IOException {
    assertThat(ask("\u0016\u0003\u0001 hello\r\n\r\n"))
        .contains(" 400 ")
        .contains("application/problem+json");
  }

  @Test
  void theServer_doesNotSayWhatItIs() throws IOException {
    assertThat(ask(HEAD + "Connection: close\r\n\r\n")).doesNotContainIgnoringCase("pekko");
  }
}
