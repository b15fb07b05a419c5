package io.cairn.server.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.metrics.DoorMeters;
import io.cairn.server.monitor.Change;
import io.cairn.server.monitor.ChangeCursor;
import io.cairn.server.monitor.ChangeFrames;
import io.cairn.server.monitor.WatchedStudy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Server-sent events (WHATWG HTML, 9.2). Nothing is queued for a client: each is told the
 * difference between what it has and what is, when it has taken what it was told before, and not
 * more than twice a second, less often when very many follow. So one that is slow or has stopped
 * costs a connection and nothing else.
 */
final class EventStreams {

  /** Between two events of the stream of all studies. */
  private static final Duration PACE = Duration.ofSeconds(1);

  /** Between two signs of life; what lies on the way must not take the stream for dead. */
  private static final Duration BEAT = Duration.ofSeconds(10);

  /** A client that lost its stream asks again after so long. */
  private static final int RETRY_MILLIS = 2_000;

  private static final ByteString SIGN_OF_LIFE = ByteString.fromString("data:\n\n");
  private static final ByteString END = ByteString.fromString("\n\n");

  private final ActorSystem<?> system;
  private final ChangeFrames.Hands hands;
  private final StudyListing listing;
  private final Function<String, CompletionStage<Optional<WatchedStudy>>> look;
  private final DoorMeters meters;

  /**
   * @param look says to whom it concerns that somebody looks at a study
   * @param meters told of clients that come and go
   */
  EventStreams(
      ActorSystem<?> system,
      Executor blocking,
      StudyListing listing,
      Function<String, CompletionStage<Optional<WatchedStudy>>> look,
      DoorMeters meters) {
    this.system = system;
    this.hands = new ChangeFrames.Hands(this::pause, blocking);
    this.listing = listing;
    this.look = look;
    this.meters = meters;
  }

  /**
   * What happens in a study from where the client was on.
   *
   * @param lastId id of the last event that it had; empty or unknown for none
   */
  HttpResponse of(WatchedStudy study, String lastId) {
    ChangeCursor from = ChangeCursor.parse(lastId).orElse(ChangeCursor.NONE);
    Source<ByteString, NotUsed> events =
        Source.unfoldAsync(
            new Told(from, true), told -> next(study, told).thenApply(event -> Optional.of(event)));
    return response(events);
  }

  private record Told(ChangeCursor cursor, boolean first) {}

  private CompletionStage<Pair<Told, ByteString>> next(WatchedStudy study, Told told) {
    // At once when it begins, even if nothing is new: the page then knows that it is up to date.
    CompletionStage<Change> change =
        told.first()
            ? study.frames().first(told.cursor(), hands)
            : study.frames().after(told.cursor(), hands);
    return change
        .thenCombine(look.apply(study.id()), (to, watched) -> to)
        .thenApply(
            to ->
                Pair.create(
                    new Told(to.cursor(), false),
                    event("change", Optional.of(to.cursor().text()), to.json())));
  }

  private CompletionStage<Object> pause(Duration time) {
    return Patterns.after(
        time,
        system.classicSystem().scheduler(),
        system.executionContext(),
        () -> CompletableFuture.completedFuture((Object) "over"));
  }

  /** How the newest studies stand: all of them first, then those that changed or were removed. */
  HttpResponse ofAll() {
    Source<ByteString, NotUsed> events =
        Source.unfoldAsync(
            Optional.<StudyPage>empty(),
            told ->
                nextOfAll(told)
                    .thenApply(
                        now -> Optional.of(Pair.create(Optional.of(now.first()), now.second()))));
    return response(events);
  }

  private CompletionStage<Pair<StudyPage, ByteString>> nextOfAll(Optional<StudyPage> told) {
    CompletionStage<?> due =
        told.isPresent() ? pause(PACE) : CompletableFuture.completedFuture("at once");
    return due.thenCompose(ready -> listing.newest())
        .thenCompose(
            now -> {
              ObjectNode data = now.since(told.orElse(StudyPage.NONE));
              if (told.isPresent()
                  && data.path("studies").isEmpty()
                  && data.path("removed").isEmpty()) {
                return nextOfAll(Optional.of(now));
              }
              return CompletableFuture.completedFuture(
                  Pair.create(
                      now,
                      event("studies", Optional.empty(), ByteString.fromString(data.toString()))));
            });
  }

  private HttpResponse response(Source<ByteString, NotUsed> events) {
    Source<ByteString, NotUsed> bytes =
        events.keepAlive(BEAT, () -> SIGN_OF_LIFE).watchTermination(this::counted);
    return HttpResponse.create()
        .withEntity(HttpEntities.createChunked(MediaTypes.TEXT_EVENT_STREAM.toContentType(), bytes))
        .addHeader(RawHeader.create("Cache-Control", "no-store"))
        .addHeader(RawHeader.create("X-Accel-Buffering", "no"));
  }

  private NotUsed counted(NotUsed begun, CompletionStage<Done> end) {
    meters.streamOpened();
    end.whenComplete((done, failure) -> meters.streamClosed());
    return begun;
  }

  /**
   * An event. Its data is JSON on one line, so it needs no splitting; it may be on its way to many,
   * so it is not copied.
   */
  private static ByteString event(String type, Optional<String> id, ByteString data) {
    StringBuilder head = new StringBuilder("event:").append(type).append('\n');
    id.ifPresent(text -> head.append("id:").append(text).append('\n'));
    head.append("retry:").append(RETRY_MILLIS).append("\ndata:");
    return ByteString.fromString(head.toString()).concat(data).concat(END);
  }
}
