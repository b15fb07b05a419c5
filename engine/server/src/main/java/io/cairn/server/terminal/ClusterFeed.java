package io.cairn.server.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Puts together what comes in about a cluster. Safe for use by several threads. */
public final class ClusterFeed {

  /** The server tells of the newest hundred; of older ones that it told of before, as many stay. */
  private static final int MOST = 200;

  private record Known(String submitted, StudyFacts facts) {}

  private static final Comparator<Known> NEWEST_FIRST =
      Comparator.comparing(Known::submitted)
          .thenComparing(known -> known.facts().naming().study())
          .reversed();

  private final Map<String, Known> studies = new HashMap<>();
  private final AtomicLong version = new AtomicLong();
  private @Nullable SlotFacts slots;
  private boolean wholeNext;

  /** What comes next tells of all studies, those that are gone left out. */
  public synchronized void begins() {
    wholeNext = true;
  }

  /** Studies that changed or were removed. */
  public synchronized void studies(JsonNode event) {
    if (wholeNext) {
      studies.clear();
      wholeNext = false;
    }
    for (JsonNode study : event.path("studies")) {
      studies.put(
          study.path("study").asText(),
          new Known(study.path("submitted").asText(""), StudyFacts.of(study)));
    }
    event.path("removed").forEach(study -> studies.remove(study.asText()));
    if (studies.size() > MOST) {
      studies.values().retainAll(sorted().subList(0, MOST));
    }
    version.incrementAndGet();
  }

  /** The workers. */
  public synchronized void workers(JsonNode page) {
    slots = SlotFacts.of(page);
    version.incrementAndGet();
  }

  private List<Known> sorted() {
    return studies.values().stream().sorted(NEWEST_FIRST).toList();
  }

  /** Grows whenever something came in. */
  public long version() {
    return version.get();
  }

  /** What is known. */
  public synchronized ClusterPicture picture() {
    return new ClusterPicture(sorted().stream().map(Known::facts).toList(), slots);
  }
}
