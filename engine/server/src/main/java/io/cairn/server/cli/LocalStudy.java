package io.cairn.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.monitor.Change;
import io.cairn.server.monitor.ChangeCursor;
import io.cairn.server.report.StudyPart;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Studies;
import io.cairn.server.terminal.Lifeline;
import io.cairn.server.terminal.StudyFeed;
import io.cairn.server.terminal.WatchPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A study of this machine as it is followed: its journal is read again when it has grown. */
final class LocalStudy implements Followed {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Reading takes no more than this part of the time, however long a journal gets. */
  private static final int SHARE = 4;

  private final StudyFolder folder;
  private final StudyFeed feed;
  private final Lifeline lifeline = new Lifeline(InstantSource.system());
  private final CountDownLatch over = new CountDownLatch(1);
  private final Repeated readings;
  private volatile @Nullable RuntimeException refusal;
  private ChangeCursor told = ChangeCursor.NONE;
  private FileTime readAt = FileTime.fromMillis(0);
  private long notBefore = System.nanoTime();

  private LocalStudy(StudyFolder folder) {
    this.folder = folder;
    this.feed = new StudyFeed(folder.id());
    read();
    notBefore = System.nanoTime(); // the first reading takes long because of what else is new
    this.readings = Repeated.every(EVERY, this::readAgain);
  }

  /**
   * Begins to follow it.
   *
   * @throws CairnException if it cannot be read
   */
  static LocalStudy follow(StudyFolder folder) {
    return new LocalStudy(folder);
  }

  private void readAgain() {
    try {
      // Asked first: who runs it may write the last record and leave in between.
      boolean run = Studies.locked(folder);
      if (System.nanoTime() >= notBefore && !changed().equals(readAt)) {
        read();
      }
      lifeline.heard();
      if (!run && !feed.isEnded()) {
        refusal =
            CairnException.refused(
                "no process runs study "
                    + folder.id()
                    + "; go on with `cairn resume "
                    + folder.id()
                    + "`");
        lifeline.lost(String.valueOf(refusal.getMessage()));
        over.countDown();
      }
    } catch (CairnException e) {
      lifeline.lost(String.valueOf(e.getMessage()));
    }
  }

  private FileTime changed() {
    try {
      return Files.getLastModifiedTime(folder.journal());
    } catch (IOException none) {
      return FileTime.fromMillis(0);
    }
  }

  private void read() {
    long begun = System.nanoTime();
    FileTime before = changed();
    StudyHistory history = Studies.load(folder).history();
    Change change = Change.of(told, told.sequence() + 1, true, history);
    feed.change(change.cursor().text(), json(change.json().utf8String()));
    feed.overview(json(StudyPart.OVERVIEW.json(history).get()));
    OptionalDouble progress =
        history
            .spec()
            .budget()
            .spent(
                history.spending(), Duration.ofMillis((long) (1_000 * history.elapsedSeconds())));
    if (progress.isPresent() && !feed.isEnded()) {
      ObjectNode status = JSON.createObjectNode();
      status.put("evaluations", history.spending().evaluations());
      status.put("progress", progress.getAsDouble());
      feed.status(status);
    }
    told = change.cursor();
    readAt = before;
    notBefore = begun + SHARE * (System.nanoTime() - begun);
    if (feed.isEnded()) {
      over.countDown();
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it was written as JSON", e);
    }
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
    return refusal;
  }

  @Override
  public void refresh() {
    // The journal is read by itself.
  }

  @Override
  public WatchPage.Supply supply() {
    return new WatchPage.Supply(
        feed,
        lifeline,
        wish ->
            CompletableFuture.completedFuture(
                "a study of this machine is directed where it runs: Ctrl-C stops it there, `cairn resume`"
                    + " goes on"),
        this::close);
  }

  @Override
  public void close() {
    readings.close();
  }
}
