package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchScreenTest {

  private static Screen draw(
      WatchView view, Freshness freshness, int width, int height, Look look) {
    return WatchScreen.draw(Examples.running(), view, freshness, width, height, look);
  }

  @ParameterizedTest
  @CsvSource({"80,24", "120,40", "40,12"})
  void sizes_haveTheirScreens(int width, int height) throws IOException {
    Screen screen = draw(WatchView.START, Freshness.NOW, width, height, Examples.COLOURED);
    Golden.assertScreen("watch-" + width + "x" + height, screen, width, height);
  }

  @Test
  void ascii_hasNothingElse() throws IOException {
    Screen screen = draw(WatchView.START, Freshness.NOW, 80, 24, Examples.ASCII);
    Golden.assertScreen("watch-ascii-80x24", screen, 80, 24);
    assertThat(text(screen)).matches("[\\x20-\\x7e\\n]*");
  }

  @Test
  void noColour_sendsNone() {
    Look plain = new Look(true, false);
    for (AttributedString line :
        draw(WatchView.START, new Freshness(20, "gone"), 80, 24, plain).lines()) {
      assertThat(line.toAnsi(256, AttributedString.ForceMode.None))
          .doesNotContainPattern("\u001b\\[[0-9;]*3[0-9]");
    }
  }

  @Test
  void help_question_andStaleness_areAtTheFoot() throws IOException {
    Golden.assertScreen(
        "watch-help-80x24",
        draw(new WatchView(0, true, null, ""), Freshness.NOW, 80, 24, Examples.COLOURED),
        80,
        24);
    assertThat(
            foot(
                draw(
                    new WatchView(0, false, Wish.STOP, ""),
                    Freshness.NOW,
                    40,
                    12,
                    Examples.COLOURED)))
        .endsWith(" y/n");
    assertThat(
            foot(draw(WatchView.START, new Freshness(31, "it broke"), 80, 24, Examples.COLOURED)))
        .isEqualTo("STALE, as of 31 s ago: it broke");
  }

  @Test
  void scrolled_showsOlderDecisions() {
    Screen first = draw(WatchView.START, Freshness.NOW, 80, 24, Examples.COLOURED);
    Screen later =
        draw(new WatchView(10, false, null, ""), Freshness.NOW, 80, 24, Examples.COLOURED);
    assertThat(text(first)).contains("   59  failed", "newest decisions of 60");
    assertThat(text(later)).contains("   49  paused", "newest decisions, 11 to");
    assertThat(
            text(
                draw(
                    new WatchView(9_999, false, null, ""),
                    Freshness.NOW,
                    80,
                    24,
                    Examples.COLOURED)))
        .contains("    0  promoted");
  }

  @Test
  void nothingKnown_isDrawnInEverySize() {
    StudyPicture empty = new StudyFeed("s1").picture();
    for (int width = 1; width < 130; width++) {
      for (int height : new int[] {1, 2, 5, 12, 24, 50}) {
        for (StudyPicture picture : new StudyPicture[] {empty, Examples.running()}) {
          Screen screen =
              WatchScreen.draw(
                  picture, WatchView.START, Freshness.NOW, width, height, Examples.COLOURED);
          int columns = width;
          assertThat(screen.lines()).hasSizeLessThanOrEqualTo(height);
          assertThat(screen.lines()).allMatch(line -> line.columnLength() <= columns);
        }
      }
    }
  }

  /** Whatever a study is called and whatever a reason says: only what the screen itself sends. */
  @Test
  void textOfOthers_movesNoCursor() {
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      String evil = Evil.text(random);
      StudyFeed feed = new StudyFeed("s1");
      ObjectNode study = JsonNodeFactory.instance.objectNode();
      study.put("state", "running").put("name", evil).put("metric", evil).put("ended", evil);
      study.putObject("best").putObject("configuration").put(evil, evil);
      feed.status(study);
      ObjectNode change = JsonNodeFactory.instance.objectNode();
      change.putArray("decisions").addObject().put("decision", evil).put("reason", evil);
      feed.change("1.0.1", change);
      Screen screen =
          WatchScreen.draw(
              feed.picture(),
              WatchView.START.noticed(PlainText.of(evil)),
              Freshness.NOW,
              100,
              30,
              Examples.COLOURED);
      for (AttributedString line : screen.lines()) {
        assertThat(line.columnLength()).as("seed " + seed).isLessThanOrEqualTo(100);
        assertThat(line.toString().codePoints())
            .as("seed " + seed)
            .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
      }
    }
  }

  private static String text(Screen screen) {
    return screen.lines().stream()
        .map(AttributedString::toString)
        .collect(Collectors.joining("\n"));
  }

  private static String foot(Screen screen) {
    return screen.lines().get(screen.lines().size() - 1).toString();
  }
}
