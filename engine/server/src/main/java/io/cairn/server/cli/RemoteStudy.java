package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.server.events.EventStream;
import io.cairn.server.studies.CairnException;
import io.cairn.server.terminal.Lifeline;
import io.cairn.server.terminal.StudyFeed;
import io.cairn.server.terminal.WatchPage;
import io.cairn.server.terminal.Wish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A study of a cluster as it is followed: its events, and answers to what they do not tell. */
final class RemoteStudy implements Followed {

  private static final Duration EVERY = Duration.ofSeconds(2);

  private final RemoteCluster cluster;
  private final String study;
  private final StudyFeed feed;
  private final Lifeline lifeline = new Lifeline(InstantSource.system());
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<@Nullable RuntimeException> refusal = new AtomicReference<>();
  private final EventStream stream;
  private boolean overviewed;

  private RemoteStudy(RemoteCluster cluster, String study, StudyFeed feed) {
    this.cluster = cluster;
    this.study = study;
    this.feed = feed;
    this.stream =
        EventStream.start(
            lastId ->
                cluster.events(
                    "api/v1/studies/" + RemoteCluster.encoded(study) + "/events", lastId),
            new Events(),
            EventStream.Times.USUAL);
  }

  private final class Events extends EventFeed {

    Events() {
      super("change", lifeline);
    }

    @Override
    void take(String id, JsonNode data) {
      feed.change(id, data);
      if (feed.isEnded()) {
        over.countDown();
      }
    }

    @Override
    public void refused(RuntimeException why) {
      super.refused(why);
      refusal.set(why);
      over.countDown();
    }
  }

  /** Begins to follow a study whose first status is in the feed. */
  static RemoteStudy follow(RemoteCluster cluster, String study, StudyFeed feed) {
    return new RemoteStudy(cluster, study, feed);
  }

  @Override
  public StudyFeed feed() {
    return feed;
  }

  @Override
  public CountDownLatch over() {
    return over;
  }

  @Override
  public @Nullable RuntimeException refusal() {
    return refusal.get();
  }

  /** Where events do not get through, questions may. */
  @Override
  public void refresh() {
    if (!lifeline.freshness().trouble().isEmpty()) {
      ask();
    }
  }

  private void ask() {
    feed.status(cluster.study(study));
    if (feed.isEnded() && !overviewed) {
      feed.overview(
          cluster.get("api/v1/studies/" + RemoteCluster.encoded(study) + "/parts/overview"));
      overviewed = true;
    }
    if (feed.isEnded()) {
      over.countDown();
    }
  }

  @Override
  public WatchPage.Supply supply() {
    Repeated questions =
        Repeated.every(
            EVERY,
            () -> {
              ask();
              feed.workers(RemoteWorkers.of(cluster));
            });
    return new WatchPage.Supply(
        feed,
        lifeline,
        this::direct,
        () -> {
          questions.close();
          close();
        });
  }

  private CompletableFuture<String> direct(Wish wish) {
    CompletableFuture<String> sentence = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                sentence.complete(
                    cluster
                        .post("api/v1/studies/" + RemoteCluster.encoded(study) + "/" + wish.verb())
                        .path("result")
                        .asText());
              } catch (CairnException e) {
                sentence.complete(
                    "the server refuses to " + wish.verb() + " it: " + e.getMessage());
              }
            },
            "direction");
    thread.setDaemon(true);
    thread.start();
    return sentence;
  }

  @Override
  public void close() {
    stream.close();
  }
}
