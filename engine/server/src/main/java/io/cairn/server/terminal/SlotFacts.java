package io.cairn.server.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The workers of a cluster.
 *
 * @param demanded slots that studies could use
 * @param workers the first of them by name
 */
public record SlotFacts(long total, long slots, long demanded, List<Worker> workers) {

  public SlotFacts {
    workers = List.copyOf(workers);
  }

  /** A worker. */
  public record Worker(
      String name, long slots, long free, boolean draining, String labels, String running) {

    long busy() {
      return Math.max(0, slots - free);
    }
  }

  /** Of a page of workers; what it does not list counts as idle. */
  public static SlotFacts of(JsonNode page) {
    List<Worker> workers = new ArrayList<>();
    for (JsonNode worker : page.path("workers")) {
      List<String> labels = new ArrayList<>();
      worker.path("labels").forEach(label -> labels.add(PlainText.of(label.asText())));
      List<String> running = new ArrayList<>();
      worker
          .path("running")
          .fields()
          .forEachRemaining(
              study ->
                  running.add(
                      PlainText.of(study.getKey())
                          + " "
                          + PlainText.of(study.getValue().asText())));
      workers.add(
          new Worker(
              Facts.text(worker, "worker"),
              Facts.count(worker, "slots"),
              Facts.count(worker, "free"),
              worker.path("draining").asBoolean(),
              String.join(" ", labels),
              String.join(", ", running)));
    }
    return new SlotFacts(
        Facts.count(page, "total"),
        Facts.count(page, "slots"),
        Facts.count(page, "demandedSlots"),
        workers);
  }

  long busy() {
    return workers.stream().mapToLong(Worker::busy).sum();
  }
}
