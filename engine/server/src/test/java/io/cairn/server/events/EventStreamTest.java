package io.cairn.server.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that does all that servers and what lies before them do. */
@Timeout(60)
class EventStreamTest {

  private static final EventStream.Times FAST =
      new EventStream.Times(Duration.ofSeconds(20), Duration.ofMillis(1), Duration.ofMillis(20));

  /** What a connection is answered with. */
  private interface Part {
    void answer(HttpExchange exchange) throws Exception;
  }

  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
          asked.add(last == null ? "" : last);
          try {
            parts.take().answer(exchange);
          } catch (IOException e) {
            throw e;
          } catch (Exception e) {
            throw new IOException(e);
          } finally {
            exchange.close();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private InputStream open(String lastId) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events"));
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() == 403) {
        throw new IllegalStateException("forbidden");
      }
      if (response.statusCode() != 200) {
        throw new IOException("status " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private EventStream stream(EventStream.Times times) {
    return EventStream.start(
        this::open,
        new EventStream.Listener() {
          @Override
          public void opened() {
            told.add("opened");
          }

          @Override
          public void heard() {}

          @Override
          public void event(ServerEvent event) {
            told.add(event.id() + "=" + event.data());
          }

          @Override
          public void lost(String why, Duration pause) {
            told.add("lost: " + why);
          }

          @Override
          public void refused(RuntimeException why) {
            told.add("refused: " + why.getMessage());
          }
        },
        times);
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private Part sends(String... pieces) {
    return exchange -> {
      exchange.sendResponseHeaders(200, 0);
      for (String piece : pieces) {
        send(exchange, piece);
      }
    };
  }

  private Part sendsAndStays(String... pieces) {
    return exchange -> {
      sends(pieces).answer(exchange);
      over.await();
    };
  }

  private void assertTold(String... wanted) throws InterruptedException {
    for (String one : wanted) {
      assertThat(told.take()).startsWith(one);
    }
  }

  @Test
  void brokenOff_goesOnAfterTheLastCompleteEvent() throws Exception {
    parts.add(sends("id:1\ndata:a\n\nid:2\ndata:b\n\nid:3\ndata:half"));
    parts.add(sendsAndStays("id:3\ndata:c\n\n"));
    try (EventStream stream = stream(FAST)) {
      assertTold("opened", "1=a", "2=b", "lost", "opened", "3=c");
    }
    assertThat(asked.take()).isEmpty();
    assertThat(asked.take()).isEqualTo("2");
  }

  @Test
  void pieces_areEventsWhereverTheyAreCut() throws Exception {
    parts.add(
        sendsAndStays("i", "d:1\nda", "ta:{\"a\":\"é", "\"}\r", "\n\r\n", "id:2\ndata:b\n", "\n"));
    try (EventStream stream = stream(FAST)) {
      assertTold("opened", "1={\"a\":\"é\"}", "2=b");
    }
  }

  @Test
  void silence_endsAStreamThatDied() throws Exception {
    parts.add(sendsAndStays("id:1\ndata:a\n\n"));
    parts.add(sendsAndStays("id:2\ndata:b\n\n"));
    EventStream.Times impatient =
        new EventStream.Times(Duration.ofMillis(300), Duration.ofMillis(1), Duration.ofMillis(5));
    try (EventStream stream = stream(impatient)) {
      assertTold("opened", "1=a", "lost: nothing came for", "opened", "2=b");
    }
    assertThat(asked.take()).isEmpty();
    assertThat(asked.take()).isEqualTo("1");
  }

  @Test
  void signsOfLife_keepAStream() throws Exception {
    BlockingQueue<String> beats = new LinkedBlockingQueue<>();
    parts.add(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            send(exchange, beats.take());
          }
        });
    EventStream.Times times =
        new EventStream.Times(Duration.ofSeconds(2), Duration.ofMillis(1), Duration.ofMillis(5));
    try (EventStream stream = stream(times)) {
      assertTold("opened");
      for (int i = 0; i < 100; i++) {
        beats.add("data:\n\n");
      }
      beats.add("id:1\ndata:a\n\n");
      assertTold("1=a");
    }
  }

  @Test
  void repeatedEvents_areToldWithTheirId() throws Exception {
    parts.add(sends("id:1\ndata:a\n\n"));
    parts.add(sendsAndStays("id:1\ndata:a\n\nid:2\ndata:b\n\n"));
    try (EventStream stream = stream(FAST)) {
      assertTold("opened", "1=a", "lost", "opened", "1=a", "2=b");
    }
  }

  @Test
  void away_isTriedAgainAndRefusedIsNot() throws Exception {
    Part unavailable = exchange -> exchange.sendResponseHeaders(503, -1);
    parts.add(unavailable);
    parts.add(unavailable);
    parts.add(exchange -> exchange.sendResponseHeaders(403, -1));
    try (EventStream stream = stream(FAST)) {
      assertTold("lost: status 503", "lost: status 503", "refused: forbidden");
    }
    assertThat(asked).hasSize(3);
  }

  @Test
  void closed_tellsNothingMore() throws Exception {
    parts.add(sendsAndStays("id:1\ndata:a\n\n"));
    EventStream stream = stream(FAST);
    assertTold("opened", "1=a");
    stream.close();
    over.countDown();
    assertThat(told.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS)).isNull();
  }
}
