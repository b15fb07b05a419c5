package io.cairn.server.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final Look LOOK = Examples.COLOURED;

  @Test
  void wideCharacters_countTwice() {
    assertThat(Text.columns("評価")).isEqualTo(4);
    assertThat(Text.cut("評価評価", 5, LOOK)).isEqualTo("評価…");
    // Half of a wide character cannot be shown.
    assertThat(Text.columns(Text.cut("評価評価", 4, LOOK))).isLessThanOrEqualTo(4);
    assertThat(Text.fill("評", 4, true, LOOK)).isEqualTo("  評");
  }

  @Test
  void bars_areAsWideAsTheyShould() {
    for (double share : new double[] {Double.NaN, -1, 0, 0.01, 0.5, 0.999, 1, 7}) {
      assertThat(Text.columns(Bars.bar(share, 13, LOOK))).as("" + share).isEqualTo(13);
      assertThat(Bars.bar(share, 13, Examples.ASCII)).as("" + share).hasSize(13);
    }
    assertThat(Bars.bar(0.5, 10, Examples.ASCII)).isEqualTo("[####----]");
    assertThat(Bars.bar(0.5, 3, LOOK)).isEqualTo("█▌░");
  }

  @Test
  void curves_showNewestAndSurviveWhatIsNoNumber() {
    assertThat(Bars.newest(List.of(9.0, 0.0, 0.5, 1.0), 3, LOOK)).isEqualTo("▁▅█");
    assertThat(Bars.newest(List.of(Double.NaN, 1.0, 1.0), 5, LOOK)).isEqualTo("·▁▁");
    assertThat(Bars.newest(List.of(-Double.MAX_VALUE, Double.MAX_VALUE), 5, LOOK)).isEqualTo("▁█");
    assertThat(Bars.squeezed(List.of(1.0, 2.0, 3.0, 4.0), 2, LOOK)).isEqualTo("▁█");
  }

  @Test
  void narrowTables_leaveOutTheLeastImportant() {
    Table table =
        new Table(
            List.of(
                Table.Column.number("n", 9),
                Table.Column.words("extra", 1),
                Table.Column.flexible("why")));
    table.row(
        List.of(
            new Table.Cell("1", LOOK.plain()),
            new Table.Cell("unimportant", LOOK.plain()),
            new Table.Cell("because of a long reason", LOOK.plain())));
    assertThat(table.lines(80, LOOK).get(1))
        .hasToString("1  unimportant  because of a long reason");
    assertThat(table.lines(34, LOOK).get(1)).hasToString("1  unimportant  because of a long…");
    assertThat(table.lines(30, LOOK).get(1)).hasToString("1  because of a long reason");
    assertThat(table.lines(20, LOOK).get(1)).hasToString("1  because of a lon…");
    assertThat(table.lines(3, LOOK)).allMatch(line -> line.columnLength() <= 3);
    assertThat(table.lines(40, LOOK)).extracting(AttributedString::columnLength).containsOnly(40);
  }
}
