package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterScreenTest {

  private static ClusterPicture picture() {
    ClusterFeed feed = new ClusterFeed();
    feed.begins();
    feed.studies(
        Examples.json(
            "{\"studies\":["
                + Examples.study("s1", "running", 0.7, 3)
                + ","
                + Examples.study("another-study-with-a-long-id-20260302", "paused", 0.25, 0)
                + ","
                + Examples.study("評価-wide", "ended", 1, 0)
                + "]}"));
    feed.workers(Examples.workers());
    return feed.picture();
  }

  @ParameterizedTest
  @CsvSource({"80,24", "120,40", "40,12"})
  void sizes_haveTheirScreens(int width, int height) throws IOException {
    Screen screen =
        ClusterScreen.draw(
            picture(), ClusterView.START, Freshness.NOW, width, height, Examples.COLOURED);
    Golden.assertScreen("top-" + width + "x" + height, screen, width, height);
  }

  @Test
  void everySize_isKept() {
    for (int width = 1; width < 130; width++) {
      for (int height = 1; height < 30; height++) {
        Screen screen =
            ClusterScreen.draw(
                picture(), ClusterView.START, Freshness.NOW, width, height, Examples.ASCII);
        int columns = width;
        assertThat(screen.lines()).hasSizeLessThanOrEqualTo(height);
        assertThat(screen.lines()).allMatch(line -> line.columnLength() <= columns);
      }
    }
  }

  @Test
  void keys_sortChooseAndOpen() {
    ClusterPicture picture = picture();
    ClusterView view = ClusterView.START;
    assertThat(view.sorted(picture))
        .extracting(s -> s.naming().study())
        .first()
        .isEqualTo("評価-wide");
    view = after(view, Key.of('>'), picture);
    assertThat(view.sort()).isEqualTo(ClusterSort.STUDY);
    view = after(view, Key.of('r'), picture);
    assertThat(view.sorted(picture))
        .extracting(s -> s.naming().study())
        .first()
        .isEqualTo("評価-wide");
    view = after(view, Key.of(Key.Kind.DOWN), picture);
    assertThat(view.selected()).isEqualTo("s1");
    assertThat(view.on(Key.of(Key.Kind.ENTER), picture, 5)).isEqualTo(new ClusterView.Opened("s1"));
    assertThat(view.on(Key.of('q'), picture, 5)).isEqualTo(new ClusterView.Left());
    ClusterView failures = new ClusterView(ClusterSort.FAILURES, false, "", false);
    assertThat(failures.sorted(picture))
        .extracting(s -> s.naming().study())
        .first()
        .isEqualTo("s1");
  }

  private static ClusterView after(ClusterView view, Key key, ClusterPicture picture) {
    return ((ClusterView.Shown) view.on(key, picture, 5)).view();
  }

  @Test
  void begins_forgetsWhatIsGone() {
    ClusterFeed feed = new ClusterFeed();
    feed.begins();
    feed.studies(Examples.json("{\"studies\":[{\"study\":\"a\"},{\"study\":\"b\"}]}"));
    feed.studies(Examples.json("{\"studies\":[{\"study\":\"b\",\"state\":\"ended\"}]}"));
    assertThat(feed.picture().studies()).hasSize(2);
    feed.begins();
    assertThat(feed.picture().studies()).hasSize(2);
    feed.studies(Examples.json("{\"studies\":[{\"study\":\"b\"}]}"));
    assertThat(feed.picture().studies()).hasSize(1);
  }

  @Test
  void removedOnes_areGone() {
    ClusterFeed feed = new ClusterFeed();
    feed.begins();
    feed.studies(
        Examples.json("{\"studies\":[{\"study\":\"a\"},{\"study\":\"b\"}],\"removed\":[]}"));
    feed.studies(Examples.json("{\"studies\":[],\"removed\":[\"a\"]}"));
    assertThat(feed.picture().studies())
        .extracting(study -> study.naming().study())
        .containsExactly("b");
  }
}
