package io.cairn.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StudyPageTest {

  private static final Instant BEGAN = Instant.parse("2026-11-30T08:00:00Z");

  private static ObjectNode row(int number, String state) {
    return StudyListing.JSON
        .createObjectNode()
        .put("study", "s" + number)
        .put("state", state)
        .put("submitted", BEGAN.plusMillis(number).toString());
  }

  /** Studies of these numbers, newest first. */
  private static StudyPage page(int... numbers) {
    return new StudyPage(IntStream.of(numbers).mapToObj(number -> row(number, "running")).toList());
  }

  private static StudyPage fullFrom(int oldest) {
    return page(IntStream.range(0, StudyPage.LENGTH).map(i -> oldest + 99 - i).toArray());
  }

  private static List<String> studies(JsonNode told) {
    return told.path("studies").findValuesAsText("study");
  }

  private static List<String> removed(JsonNode told) {
    return IntStream.range(0, told.path("removed").size())
        .mapToObj(i -> told.path("removed").get(i).asText())
        .toList();
  }

  @Test
  void toldNothing_isToldAll() {
    ObjectNode told = page(2, 1).since(StudyPage.NONE);
    assertThat(studies(told)).containsExactly("s2", "s1");
    assertThat(removed(told)).isEmpty();
  }

  @Test
  void onlyWhatChanged_isTold() {
    StudyPage later = new StudyPage(List.of(row(3, "running"), row(2, "ended"), row(1, "running")));
    ObjectNode told = later.since(page(2, 1));
    assertThat(studies(told)).containsExactly("s3", "s2");
    assertThat(removed(told)).isEmpty();
    assertThat(studies(later.since(later))).isEmpty();
  }

  @Test
  void removedOnes_areNamed() {
    assertThat(removed(page(3).since(page(3, 2, 1)))).containsExactly("s2", "s1");
    assertThat(removed(StudyPage.NONE.since(page(1)))).containsExactly("s1");
  }

  @Test
  void pushedOffAFullPage_isNotRemoved() {
    assertThat(removed(fullFrom(2).since(fullFrom(0)))).isEmpty();
  }

  @Test
  void removedFromAFullPage_isNamedWhateverFollows() {
    // One is removed, and the page reaches further back for it.
    int[] left = IntStream.rangeClosed(1, 101).map(i -> 101 - i).filter(i -> i != 50).toArray();
    StudyPage before = fullFrom(1);
    ObjectNode told = page(left).since(before);
    assertThat(studies(told)).containsExactly("s0");
    assertThat(removed(told)).containsExactly("s50");
  }
}
