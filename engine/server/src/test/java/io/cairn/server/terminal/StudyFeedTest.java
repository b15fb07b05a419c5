package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class StudyFeedTest {

  private static JsonNode change(int evaluations, String results, String trials) {
    return Examples.json(
        """
        {"current":true,"summary":{"state":"running","evaluations":%d},"running":2,
         "results":%s,"decisions":%s}
        """
            .formatted(evaluations, results, trials));
  }

  @Test
  void repeatedAndOverlappingChanges_countOnce() {
    StudyFeed feed = new StudyFeed("s1");
    feed.status(Examples.json("{\"direction\":\"minimize\",\"state\":\"running\"}"));
    JsonNode first = change(2, "[[0,0,5.0],[1,0,4.0]]", "[{\"trial\":0}]");
    feed.change("3.2.1", first);
    feed.change("3.2.1", first);
    feed.change("5.3.2", change(3, "[[1,0,4.0],[0,1,6.0]]", "[{\"trial\":0},{\"trial\":1}]"));
    StudyPicture picture = feed.picture();
    assertThat(picture.results()).containsExactly(5.0, 4.0, 6.0);
    assertThat(picture.incumbents()).containsExactly(5.0, 4.0, 6.0); // a higher rung begins anew
    assertThat(picture.decisions()).extracting(Decision::trial).containsExactly(1L, 0L);
    assertThat(picture.decisionsTotal()).isEqualTo(2);
  }

  @Test
  void lateNews_changeNothing() {
    StudyFeed feed = new StudyFeed("s1");
    feed.status(Examples.json("{\"state\":\"running\",\"evaluations\":9,\"trials\":5}"));
    feed.change("3.2.1", change(4, "[]", "[]"));
    feed.status(
        Examples.json(
            "{\"state\":\"running\",\"evaluations\":8,\"trials\":4,\"metric\":\"loss\"}"));
    assertThat(feed.picture().facts().counts().evaluations()).isEqualTo(9);
    assertThat(feed.picture().facts().naming().aim().metric()).isEqualTo("loss");
  }

  @Test
  void ended_staysEnded() {
    StudyFeed feed = new StudyFeed("s1");
    feed.status(Examples.json("{\"state\":\"ended\",\"evaluations\":9}"));
    feed.status(Examples.json("{\"state\":\"running\",\"evaluations\":9}"));
    assertThat(feed.isEnded()).isTrue();
  }

  @Test
  void overview_tellsWhatTheStatusOfAnEndedStudyDoesNot() {
    StudyFeed feed = new StudyFeed("s1");
    feed.status(Examples.json("{\"state\":\"ended\",\"evaluations\":9}"));
    feed.overview(
        Examples.json(
            """
            {"study":{"objective":{"metric":"loss","direction":"minimize"},"resource":"epoch","levels":[1,3],
              "elapsedSeconds":12},
             "rungs":[{"bracket":0,"rung":1,"running":0,"results":4,"promoted":1,"best":"NaN"}]}
            """));
    StudyFacts facts = feed.picture().facts();
    assertThat(facts.naming().aim()).isEqualTo(new StudyFacts.Aim("loss", "minimize", "epoch"));
    assertThat(facts.rungs()).containsExactly(new StudyFacts.Rung(0, 3, 0, 4, 1, Double.NaN));
    assertThat(facts.pace().elapsedSeconds()).isEqualTo(12);
  }

  @Test
  void veryManyResults_areKeptInBounds() {
    StudyFeed feed = new StudyFeed("s1");
    for (int i = 0; i < 10_000; i++) {
      feed.change(
          i + "." + (i + 1) + "." + (i + 1),
          change(i, "[[" + i + ",0," + -i + "]]", "[{\"trial\":" + i + "}]"));
    }
    StudyPicture picture = feed.picture();
    assertThat(picture.results()).hasSizeLessThan(1_000).endsWith(-9_999.0);
    assertThat(picture.incumbents()).hasSizeLessThan(2_000);
    assertThat(picture.decisions()).hasSizeLessThan(1_000);
    assertThat(picture.decisionsTotal()).isEqualTo(10_000);
  }
}
