package io.cairn.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest studies as they stood at one moment. */
final class StudyPage {

  /** Studies at most. */
  static final int LENGTH = 100;

  /** What somebody knows who was told nothing. */
  static final StudyPage NONE = new StudyPage(List.of());

  private final Map<String, ObjectNode> rows = new LinkedHashMap<>();
  private final Instant reachesBackTo;

  /**
   * @param newestFirst studies as the list has them; all that there are if fewer than {@link
   *     #LENGTH}
   */
  StudyPage(List<ObjectNode> newestFirst) {
    newestFirst.forEach(row -> rows.put(row.path("study").asText(), row));
    reachesBackTo =
        newestFirst.size() < LENGTH
            ? Instant.MIN
            : submitted(newestFirst.get(newestFirst.size() - 1));
  }

  private static Instant submitted(ObjectNode row) {
    return Instant.parse(row.path("submitted").asText());
  }

  /** What somebody has to be told who knows an earlier page. */
  ObjectNode since(StudyPage earlier) {
    ObjectNode told = StudyListing.JSON.createObjectNode();
    ArrayNode studies = told.putArray("studies");
    ArrayNode removed = told.putArray("removed");
    rows.forEach(
        (study, row) -> {
          if (!row.equals(earlier.rows.get(study))) {
            studies.add(row);
          }
        });
    earlier.rows.forEach(
        (study, row) -> {
          // One that newer ones pushed off the page is still there.
          if (!rows.containsKey(study) && submitted(row).isAfter(reachesBackTo)) {
            removed.add(study);
          }
        });
    return told;
  }
}
