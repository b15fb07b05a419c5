package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.cluster.Nodes;
import io.cairn.server.metrics.NodeMeters;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.AcceptEncoding;
import org.apache.pekko.http.javadsl.model.headers.HttpEncodings;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What {@code /metrics} answers, without a cluster. */
class MetricsRouteTest {

  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void stop() {
    KIT.shutdownTestKit();
  }

  private static HttpResponse answer(
      Function<Duration, CompletionStage<Nodes>> workers, HttpHeader... headers) throws Exception {
    try (NodeMeters meters = new NodeMeters("1", 9)) {
      HttpRequest request =
          HttpRequest.GET("/metrics").addHeader(RawHeader.create("Host", "localhost"));
      return new MetricsRoute(workers, meters, new Guard(AccessTokens.OPEN))
          .route()
          .function(KIT.system())
          .apply(request.addHeaders(List.of(headers)))
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static String text(HttpResponse response) {
    return ((HttpEntity.Strict) response.entity()).getData().utf8String();
  }

  @Test
  void dispatcherThatAnswers_isInIt() throws Exception {
    HttpResponse response =
        answer(
            patience ->
                CompletableFuture.completedFuture(Nodes.newBuilder().setDemandedSlots(7).build()));
    assertThat(response.entity().getContentType().toString())
        .startsWith("text/plain")
        .contains("version=0.0.4")
        .containsIgnoringCase("charset=utf-8");
    assertThat(text(response)).contains("cairn_demanded_slots 7.0\n", "cairn_dispatcher_up 1.0\n");
  }

  @Test
  void dispatcherThatDoesNotAnswer_isLeftOutSoon() throws Exception {
    HttpResponse response =
        answer(
            patience -> {
              assertThat(patience).isLessThanOrEqualTo(Duration.ofSeconds(2));
              return CompletableFuture.failedFuture(new TimeoutException());
            });
    assertThat(response.status().intValue()).isEqualTo(200);
    assertThat(text(response))
        .contains("cairn_dispatcher_up 0.0\n", "cairn_studies 0.0\n", "jvm_memory_used_bytes")
        .doesNotContain("cairn_demanded_slots");
  }

  @Test
  void longAnswers_areCompressedForWhoCanReadIt() throws Exception {
    HttpResponse response =
        answer(
            patience -> CompletableFuture.completedFuture(Nodes.getDefaultInstance()),
            AcceptEncoding.create(HttpEncodings.GZIP.toRange()));
    assertThat(response.getHeader("Content-Encoding").orElseThrow().value()).isEqualTo("gzip");
  }
}
