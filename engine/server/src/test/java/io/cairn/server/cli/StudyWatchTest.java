package io.cairn.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.cairn.server.studies.CairnException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watching in lines, and the commands around it, against a door that says what it is told to. */
@Timeout(60)
class StudyWatchTest {

  private static final String EVENTS = "/api/v1/studies/s1/events";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final BlockingQueue<String> streams = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private HttpServer server;

  @TempDir private java.nio.file.Path folder;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          try (exchange) {
            String answer = path.equals(EVENTS) ? streams.take() : answers.get(path);
            byte[] bytes =
                (answer == null ? "{\"detail\":\"there is no " + path + "\"}" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 404 : 200, 0);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    server.stop(0);
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int watch() {
    return StudyWatch.ofCluster(
        new RemoteCluster(URI.create(address()), Optional.empty(), Optional.empty()),
        "s1",
        new PrintStream(out, true, StandardCharsets.UTF_8),
        false);
  }

  private String shown() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String event(int sequence, String summary) {
    return "event:change\nid:"
        + sequence
        + ".0.0\ndata:{\"sequence\":1,\"current\":true,\"summary\":"
        + summary
        + ",\"running\":1,\"results\":[],\"decisions\":[]}\n\n";
  }

  private static final String BEST = "{\"trial\":1,\"metrics\":{\"loss\":0.25},\"resource\":3}";

  @Test
  void ended_isTheLastLineAndTheExitCode() {
    answers.put(
        "/api/v1/studies/s1",
        "{\"state\":\"running\",\"trials\":1,\"evaluations\":1,\"running\":1,\"metric\":\"loss\",\"best\":null}");
    // Breaks off in the middle of the end; what is told after that counts.
    streams.add(
        event(2, "{\"state\":\"running\",\"trials\":2,\"evaluations\":2,\"best\":null}")
            + "event:change\nid:3.0.0\ndata:{\"summary\":{\"state\":\"ended\"");
    streams.add(
        event(
            3,
            "{\"state\":\"ended\",\"trials\":3,\"evaluations\":4,\"best\":"
                + BEST
                + ",\"ended\":\"target \\u001b[2Jmet\"}"));
    assertThat(watch()).isEqualTo(ExitCode.OK);
    assertThat(shown().lines())
        .startsWith("s1  running  trials 1  evaluations 1  running 1")
        .endsWith("s1  ended  trials 3  evaluations 4  best 0.25  target met");
  }

  @Test
  void endedWithoutResult_hasItsCode() {
    answers.put(
        "/api/v1/studies/s1",
        "{\"state\":\"ended\",\"trials\":1,\"evaluations\":0,\"best\":null,\"ended\":\"stopped\"}");
    assertThat(watch()).isEqualTo(ExitCode.NO_RESULT);
    assertThat(shown())
        .isEqualTo("s1  ended  trials 1  evaluations 0  stopped" + System.lineSeparator());
  }

  @Test
  void unknownStudy_isRefused() {
    assertThatThrownBy(this::watch)
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("there is no /api/v1/studies/s1");
  }

  @Test
  void endThatOnlyQuestionsTell_isFound() {
    answers.put(
        "/api/v1/studies/s1",
        "{\"state\":\"running\",\"trials\":1,\"evaluations\":1,\"best\":null}");
    streams.add(event(1, "{\"state\":\"running\",\"trials\":1,\"evaluations\":1,\"best\":null}"));
    Thread later =
        new Thread(
            () -> {
              try {
                while (!streams.isEmpty()) {
                  Thread.onSpinWait();
                }
              } finally {
                answers.put(
                    "/api/v1/studies/s1",
                    "{\"state\":\"ended\",\"trials\":1,\"evaluations\":2,\"best\":" + BEST + "}");
                answers.put("/api/v1/studies/s1/parts/overview", "{}");
                for (int i = 0; i < 20; i++) {
                  streams.add("data:\n\n"); // and breaks off again
                }
              }
            });
    later.start();
    assertThat(watch()).isEqualTo(ExitCode.OK);
  }

  @Test
  void top_isOneTableInAPipe() {
    answers.put(
        "/api/v1/studies",
        """
        {"studies":[{"study":"s\\u001b[1m1","state":"running","metric":"loss","best":{"metrics":{"loss":0.25}},
          "progress":0.5,"running":2,"waiting":0,"failures":1,"elapsedSeconds":61.5}]}
        """);
    answers.put(
        "/api/v1/workers",
        "{\"workers\":[{\"worker\":\"w\",\"slots\":4,\"free\":1}],\"total\":1,\"slots\":4,\"demandedSlots\":3}");
    Commands.Ran ran = new Commands(folder).cairn("top", "--to", address());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "study  state    best  metric  progress  running  waiting  failures  elapsed",
            "s1     running  0.25  loss         50%        2        0         1       61",
            "",
            "slots: 3 of 4 busy, 3 wanted, on 1 worker");
  }

  @Test
  void top_ofAStudyOfACluster_hasItsBestTrials() throws IOException {
    answers.put(
        "/api/v1/studies/s1/parts/overview",
        "{\"study\":{\"objective\":{\"metric\":\"loss\"},\"resource\":\"epoch\",\"fidelity\":true,\"parameters\":[{\"name\":\"x\"}]}}");
    answers.put(
        "/api/v1/studies/s1/trials",
        """
        {"trials":[{"trial":4,"configuration":{"x":0.5},"result":{"metrics":{"loss":0.1},"resource":9}},
          {"trial":5,"configuration":{"x":0.7},"result":null}]}
        """);
    Commands commands = new Commands(folder);
    assertThat(commands.cairn("top", "s1", "--to", address(), "-n", "3").out().lines())
        .containsExactly("trial  loss  epoch    x", "    4   0.1      9  0.5");
    assertThat(
            commands
                .cairn("top", "s1", "--to", address(), "--json")
                .json()
                .path("best")
                .path(0)
                .path("metrics")
                .path("loss")
                .asDouble())
        .isEqualTo(0.1);
  }

  @Test
  void studyOfThisMachine_isWatchedWithoutACluster() throws IOException {
    Commands commands = new Commands(folder);
    String sweep = commands.branin("tiny", "asha", "budget { trials = 9 }");
    assertThat(commands.cairn("run", sweep, "--id", "t1").exitCode()).isZero();
    Commands.Ran ran = commands.cairn("watch", "t1");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.err())
        .startsWith("t1  ended  trials 9")
        .contains("trials budget reached (9)")
        .hasLineCount(1);
    // With --to it is one of the cluster, which has none.
    assertThat(commands.cairn("watch", "t1", "--to", address()).exitCode())
        .isEqualTo(ExitCode.REFUSED);
  }
}
