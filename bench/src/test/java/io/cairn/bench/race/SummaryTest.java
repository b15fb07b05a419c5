package io.cairn.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SummaryTest {
  private static final int BUDGET = 64;

  /** A run whose regret is {@code start / budget}. */
  private static RaceResult run(
      String scenario, String method, String priors, int instance, int seed, double start) {
    return new RaceResult(
        new RaceKey(scenario, method, priors, 4, instance, seed),
        1,
        1,
        1,
        0,
        0,
        IntStream.rangeClosed(1, BUDGET).mapToDouble(b -> start / b).toArray());
  }

  private static List<Series> own(RaceResult... runs) {
    List<CsvRow> rows =
        Stream.of(runs).map(r -> new CsvRow(RaceResult.columns(BUDGET), r.cells())).toList();
    return SeriesReader.own(rows, instance -> true);
  }

  private static List<Series> others(String... lines) {
    List<String> header =
        List.of(
            "scenario,method,instance_index,seed_index,regret_at_1,regret_at_16,regret_at_64"
                .split(","));
    List<CsvRow> rows =
        Stream.of(lines).map(l -> new CsvRow(header, List.of(l.split(",", -1)))).toList();
    return SeriesReader.others(rows, instance -> true);
  }

  @Test
  void seedsOfAnInstance_areAveragedFirst() {
    Series series =
        own(
                run("s", "m", "none", 0, 0, 1),
                run("s", "m", "none", 0, 1, 3),
                run("s", "m", "none", 5, 0, 8))
            .get(0);
    assertThat(series.at(1)).containsExactly(2, 8);
    assertThat(series.means()).containsEntry(2, 2.5).hasSize(BUDGET);
    assertThat(series.reaches(1)).hasValue(5);
    assertThat(series.reaches(.01)).isEmpty();
  }

  @Test
  void names_tellPriorsApart() {
    assertThat(own(run("s", "m", "none", 0, 0, 1), run("s", "m", "other", 0, 0, 1)))
        .extracting(Series::name)
        .containsExactly("m", "m (other)");
  }

  @Test
  void runCutShort_isLeftOut() {
    assertThat(others("s,asha,,0,1,1,1", "s,asha,4,0,1,.5,.25").get(0).instances())
        .containsExactly(4);
  }

  @Test
  void ranking_comparesOnTheSameInstances_bestFirst() {
    Ranking ranking =
        Ranking.of(
            "s",
            own(
                run("s", "slow", "none", 0, 0, 16),
                run("s", "slow", "none", 4, 0, 16),
                run("s", "slow", "none", 7, 0, 1_000),
                run("s", "fast", "none", 0, 0, 1),
                run("s", "fast", "none", 4, 0, 1)),
            others(
                "s,asha,0,0,1,.5,.25",
                "s,asha,4,0,1,.5,.75",
                "s,asha,8,0,9,9,9",
                "s,random,0,0,1,.9,.125"));
    assertThat(ranking.instances()).containsExactly(0, 4);
    assertThat(ranking.series())
        .extracting(Series::name)
        .containsExactly("fast", "asha", "random", "slow");
    assertThat(ranking.series().get(3).at(1)).containsExactly(16, 16);
    assertThat(ranking.asha()).hasValue(.5);
    assertThat(ranking.ashaOrRandom()).hasValue(.125);
  }

  @Test
  void changes_pairSeedsAndInstances() {
    List<PairedDifferences.Change> changes =
        new PairedDifferences(
                List.of(
                    run("a", "m", "none", 0, 0, 1),
                    run("a", "m", "none", 0, 1, 3),
                    run("a", "m", "none", 1, 0, 2),
                    run("a", "m", "negated", 0, 0, 2),
                    run("a", "m", "negated", 0, 1, 4),
                    run("a", "m", "negated", 1, 0, 2),
                    run("a", "m", "negated", 9, 0, 50),
                    run("b", "m", "none", 0, 0, 4),
                    run("b", "m", "negated", 0, 0, 3)))
            .at(List.of(1));
    assertThat(changes)
        .extracting(PairedDifferences.Change::scenario)
        .containsExactly("a", "b", "");
    assertThat(changes.get(0).instances()).isEqualTo(2);
    assertThat(changes.get(0).baseMeans()).containsEntry(1, 2.0);
    assertThat(changes.get(0).shares().get(1).value()).isCloseTo(.25, Offset.offset(1e-12));
    assertThat(changes.get(1).shares().get(1).value()).isCloseTo(-.25, Offset.offset(1e-12));
    // Both scenarios count alike: (.5 - 1) / (2 + 4).
    assertThat(changes.get(2).shares().get(1).value()).isCloseTo(-.5 / 6, Offset.offset(1e-12));
  }

  @Test
  void markdown_marksOwnMethods_andThoseThatWereNotRunEverywhere() {
    MarkdownSummary summary = new MarkdownSummary();
    summary.add(
        Ranking.of(
            "s",
            own(run("s", "m", "all", 0, 0, 1), run("s", "m", "all", 4, 0, 1)),
            others("s,asha,0,0,1,.5,.25", "s,random,4,0,1,.5,.25", "s,asha,4,0,1,.5,.25")));
    assertThat(summary.text())
        .contains("### s, 2 instances")
        .contains("| **Cairn m (all)** | 1.000 (0.000) | 0.063 (0.000) | 0.016 (0.000) | 4 | 4 |")
        .contains("| asha | 1.000 (0.000) | 0.500 (0.000) | 0.250 (0.000) | 64 | 64 |")
        .contains("| random (1 instances) | 1.000 (-)");
  }

  @Test
  void plot_isADocument_withEveryName() throws Exception {
    Ranking ranking =
        Ranking.of(
            "a<b",
            own(run("a<b", "m", "all", 0, 0, 1), run("a<b", "asha", "none", 0, 0, 2)),
            others("a<b,q&a,0,0,1,.5,.25"));
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(RegretPlot.of(ranking).getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getTextContent())
        .contains("a<b: mean normalised regret on 1 instances")
        .contains("Cairn m (all)")
        .contains("Cairn asha")
        .contains("q&a");
    assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(3);
  }
}
