package io.cairn.server.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what comes in about a study. Changes may come again or overlap: each says up to
 * which result and decision it goes, so that none counts twice. Safe for use by several threads.
 */
public final class StudyFeed {

  /** A person scrolls back through no more. */
  private static final int MOST_DECISIONS = 500;

  private static final int MOST_RESULTS = 400;

  private final ObjectNode study = JsonNodeFactory.instance.objectNode();
  private final Deque<Decision> decisions = new ArrayDeque<>();
  private final Deque<Double> results = new ArrayDeque<>();
  // Results may come before it is known what is sought.
  private final Incumbents least = new Incumbents(false);
  private final Incumbents greatest = new Incumbents(true);
  private final AtomicLong version = new AtomicLong();
  private long decisionsTotal;
  private long resultsTotal;
  private boolean current;
  private @Nullable SlotFacts slots;

  public StudyFeed(String id) {
    study.put("study", id);
  }

  /** How it stands, as {@code GET /api/v1/studies/ID} says. */
  public synchronized void status(JsonNode status) {
    if (status instanceof ObjectNode object) {
      merge(object);
      version.incrementAndGet();
    }
  }

  /**
   * What changed.
   *
   * @param id of the event: records, results and decisions up to it
   */
  public synchronized void change(String id, JsonNode change) {
    ObjectNode now = JsonNodeFactory.instance.objectNode();
    if (change.path("summary") instanceof ObjectNode summary) {
      now.setAll(summary);
    }
    for (String member :
        List.of("running", "waiting", "failures", "relocations", "elapsedSeconds")) {
      if (change.has(member)) {
        now.set(member, change.get(member));
      }
    }
    merge(now);
    current = change.path("current").asBoolean();
    long[] totals = totals(id, change);
    List<JsonNode> newResults = beyond(resultsTotal, totals[0], change.path("results"));
    for (JsonNode result : newResults) {
      double value = Facts.numberOr(Double.NaN, result.path(2));
      results.addLast(value);
      if (results.size() > MOST_RESULTS) {
        results.removeFirst();
      }
      least.result(result.path(1).asLong(), value);
      greatest.result(result.path(1).asLong(), value);
    }
    resultsTotal = Math.max(resultsTotal, totals[0]);
    for (JsonNode decision : beyond(decisionsTotal, totals[1], change.path("decisions"))) {
      decisions.addFirst(Decision.of(decision));
      if (decisions.size() > MOST_DECISIONS) {
        decisions.removeLast();
      }
    }
    decisionsTotal = Math.max(decisionsTotal, totals[1]);
    version.incrementAndGet();
  }

  /** What the journal says: of a study that has ended, the status has little. */
  public synchronized void overview(JsonNode overview) {
    JsonNode about = overview.path("study");
    study.set("metric", about.path("objective").path("metric"));
    study.set("direction", about.path("objective").path("direction"));
    study.set("resource", about.path("resource"));
    study.set("elapsedSeconds", about.path("elapsedSeconds"));
    if (isEnded()) {
      study.remove("progress");
    }
    ArrayNode rungs = study.putArray("rungs");
    for (JsonNode rung : overview.path("rungs")) {
      ObjectNode row = rung.deepCopy();
      row.set("level", about.path("levels").path(rung.path("rung").asInt()));
      rungs.add(row);
    }
    version.incrementAndGet();
  }

  /** The workers of its cluster. */
  public synchronized void workers(JsonNode page) {
    slots = SlotFacts.of(page);
    version.incrementAndGet();
  }

  /** What came late says less than what is known; it counts nothing. And nothing un-ends. */
  private void merge(ObjectNode now) {
    boolean late =
        now.path("evaluations").asLong() < study.path("evaluations").asLong()
            || study.path("state").asText("").equals("ended")
                && !now.path("state").asText("").equals("ended");
    if (late) {
      for (String member : List.of("metric", "direction", "resource", "progress", "rungs")) {
        if (now.has(member) && !study.has(member)) {
          study.set(member, now.get(member));
        }
      }
    } else {
      study.setAll(now);
    }
  }

  /** How many results and decisions there are with this event. */
  private long[] totals(String id, JsonNode change) {
    String[] parts = id.split("\\.", -1);
    if (parts.length == 3) {
      try {
        return new long[] {Long.parseLong(parts[1]), Long.parseLong(parts[2])};
      } catch (NumberFormatException unknown) {
        // An id of another kind: everything in the event counts as new.
      }
    }
    return new long[] {
      resultsTotal + change.path("results").size(), decisionsTotal + change.path("decisions").size()
    };
  }

  /** Of the items that end at a total, those beyond what was known. */
  private static List<JsonNode> beyond(long known, long total, JsonNode items) {
    List<JsonNode> fresh = new ArrayList<>();
    long number = total - items.size();
    for (JsonNode item : items) {
      if (number++ >= known) {
        fresh.add(item);
      }
    }
    return fresh;
  }

  /** Grows whenever something came in. */
  public long version() {
    return version.get();
  }

  /** What is known, as JSON: the members of {@code STUDY}. */
  public synchronized ObjectNode json() {
    return study.deepCopy();
  }

  /** Whether it is over. */
  public synchronized boolean isEnded() {
    return study.path("state").asText("").equals("ended");
  }

  /** What is known. */
  public synchronized StudyPicture picture() {
    return new StudyPicture(
        StudyFacts.of(study),
        List.copyOf(decisions),
        decisionsTotal,
        List.copyOf(results),
        (study.path("direction").asText("").equals("maximize") ? greatest : least).values(),
        slots,
        current);
  }
}
