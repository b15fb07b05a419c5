package io.cairn.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.cluster.StudyService;
import io.cairn.server.store.StudyIndex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The list of studies as it is sent; the newest page is read once a second for all who look. */
final class StudyListing {

  static final JsonMapper JSON = JsonMapper.builder().build();

  private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();

  private final StudyService cluster;
  private CompletableFuture<StudyPage> newest = new CompletableFuture<>();
  private boolean reading;
  private long readAt;

  StudyListing(StudyService cluster) {
    this.cluster = cluster;
  }

  /** The newest studies, not older than a second. */
  synchronized CompletionStage<StudyPage> newest() {
    boolean fresh =
        newest.isDone()
            && !newest.isCompletedExceptionally()
            && System.nanoTime() - readAt < FRESH_NANOS;
    if (!fresh && !reading) {
      reading = true;
      newest = new CompletableFuture<>();
      cluster.list(StudyPage.LENGTH, Optional.empty()).whenComplete(this::read);
    }
    return newest.copy();
  }

  private synchronized void read(List<StudyIndex.Row> rows, Throwable failure) {
    reading = false;
    readAt = System.nanoTime();
    if (failure != null) {
      newest.completeExceptionally(failure);
    } else {
      newest.complete(new StudyPage(rows.stream().map(StudyListing::row).toList()));
    }
  }

  /** A study as the list has it. */
  static ObjectNode row(StudyIndex.Row row) {
    ObjectNode study = status(row.statusJson());
    study.put("study", row.id());
    study.put("name", row.name());
    study.put("state", row.phase());
    study.put("submitted", row.submittedAt().toString());
    return study;
  }

  /** What its coordinator wrote of it. */
  static ObjectNode status(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode status ? status : JSON.createObjectNode();
    } catch (JsonProcessingException none) {
      return JSON.createObjectNode();
    }
  }
}
