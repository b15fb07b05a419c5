package io.cairn.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.server.history.StudyHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StudyReportTest {

  private static final Pattern SCRIPT =
      Pattern.compile("<script([^>]*)>(.*?)</script>", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile("<(script|style)[^>]*>.*?</\\1>", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("<[a-z][^>]*>");
  private static final Pattern LOADS =
      Pattern.compile("(?:src|href|srcset|action|data|poster)\\s*=\\s*[\"']?([^\"'\\s>]*)");
  private static final int THREE_MEGABYTES = 3_000_000;

  private static final Map<String, StudyHistory> HISTORIES = new LinkedHashMap<>();
  private static final Map<String, String> PAGES = new LinkedHashMap<>();

  @BeforeAll
  static void makeAll() {
    SampleStudies.all()
        .forEach(
            (name, study) -> {
              HISTORIES.put(name, study.get());
              PAGES.put(name, page(HISTORIES.get(name), ReportLimits.DEFAULT));
            });
  }

  private static String page(StudyHistory history, ReportLimits limits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      StudyReport.write(history, SampleStudies.CONTEXT, limits, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode data(String page) {
    int from = page.indexOf('>', page.indexOf("id=\"cairn-data\"")) + 1;
    try {
      return new ObjectMapper().readTree(page.substring(from, page.indexOf("</script>", from)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyStudy_makesAPageOfBoundedSizeWithAllItsData() {
    PAGES.forEach(
        (name, page) -> {
          assertThat(page.length()).as(name).isLessThan(THREE_MEGABYTES);
          JsonNode data = data(page);
          StudyHistory history = HISTORIES.get(name);
          assertThat(data.at("/counters/trials").asInt()).isEqualTo(history.trials().size());
          JsonNode trials = data.get("trials");
          int rows = trials.get("trial").size();
          for (String column :
              List.of("status", "rung", "value", "results", "why", "origin", "decision")) {
            assertThat(trials.get(column)).as("%s %s", name, column).hasSize(rows);
          }
          assertThat(trials.get("values")).hasSize(history.spec().space().dimensions());
          trials.get("values").forEach(column -> assertThat(column).as(name).hasSize(rows));
          assertThat(data.get("notes")).as(name).isEmpty();
          assertThat(data.at("/points/value")).hasSize((int) history.spending().evaluations());
        });
  }

  @Test
  void everyPage_loadsNothing() {
    PAGES.forEach(
        (name, page) -> {
          String markup = BLOCK.matcher(page).replaceAll("");
          Matcher tags = TAG.matcher(markup);
          while (tags.find()) {
            Matcher loads = LOADS.matcher(tags.group());
            while (loads.find()) {
              assertThat(loads.group(1)).as(name).isEqualTo("data:,");
            }
          }
          assertThat(markup).as(name).doesNotContain("http:", "https:", "//");
          String style = page.substring(page.indexOf("<style>"), page.indexOf("</style>"));
          assertThat(style).doesNotContain("url(", "@import", "http");
        });
  }

  @Test
  void everyPage_hasTheSameScriptsAndAllowsTheirHashesAlone() throws Exception {
    for (Map.Entry<String, String> entry : PAGES.entrySet()) {
      List<String> hashes = new ArrayList<>();
      List<String> attributes = new ArrayList<>();
      Matcher scripts = SCRIPT.matcher(entry.getValue());
      while (scripts.find()) {
        attributes.add(scripts.group(1));
        if (scripts.group(1).isEmpty()) {
          hashes.add("'sha256-" + sha256(scripts.group(2)) + "'");
        }
      }
      assertThat(attributes)
          .as(entry.getKey())
          .containsExactly(" type=\"application/json\" id=\"cairn-data\"", "", "", "", "", "");
      assertThat(entry.getValue())
          .contains("script-src " + String.join(" ", hashes) + ";")
          .contains("default-src 'none'");
    }
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return Base64.getEncoder().encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void everyPage_isOneWholeDocument() {
    PAGES.forEach(
        (name, page) -> {
          assertThat(page).as(name).startsWith("<!doctype html>\n<html lang=\"en\">");
          assertThat(page).as(name).endsWith("</html>\n");
          assertThat(page).as(name).doesNotContain("{{title}}", "{{state}}", "{{best}}");
          String markup = BLOCK.matcher(page).replaceAll("");
          for (String tag :
              List.of("html", "head", "body", "title", "noscript", "main", "h1", "p")) {
            assertThat(count(markup, "<" + tag + "[ >]"))
                .as("%s: %s", name, tag)
                .isEqualTo(count(markup, "</" + tag + ">"));
          }
        });
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }

  @Test
  void hostileTexts_stayTexts() {
    String page = PAGES.get("hostile");
    int from = page.indexOf('>', page.indexOf("id=\"cairn-data\"")) + 1;
    String block = page.substring(from, page.indexOf("</script>", from));
    assertThat(block).doesNotContain("<", ">", "&", "'", "\u2028", "\u2029");
    String markup = BLOCK.matcher(page).replaceAll("");
    assertThat(markup).doesNotContain("<script", "<img", "<!-- ");
    assertThat(markup).contains("&lt;/script&gt;&lt;script&gt;alert(1)");

    JsonNode data = data(page);
    assertThat(data.at("/summary/name").asText())
        .isEqualTo("</script><script>alert(1)</script><!-- \u2028 & \u2029 ' \" ]]>");
    assertThat(data.at("/study/parameters/0/name").asText())
        .isEqualTo("<img src=x onerror=alert(1)>");
    assertThat(data.at("/study/parameters/2/name").asText()).isEqualTo("{{data}} {{charts}}");
    assertThat(data.at("/failures/groups/0/log").asText()).endsWith("]]>?");
  }

  @Test
  void everyPage_hasOneLandscapeSection_withAMapOrASentence() {
    PAGES.forEach(
        (name, page) -> {
          assertThat(count(page, "<section class=\"card landscape\"")).as(name).isEqualTo(1);
          String section = page.substring(page.indexOf("<section class=\"card landscape\""));
          section = section.substring(0, section.indexOf("</section>"));
          boolean map = section.contains("trustworthiness") && section.contains("<svg");
          boolean sentence = section.contains("too few to see a shape");
          assertThat(map ^ sentence).as(name + ": " + section).isTrue();
          assertThat(section).as(name).doesNotContain("<script", "<img", "NaN");
        });
    assertThat(PAGES.values()).anyMatch(page -> page.contains("Which epoch can be trusted"));
    assertThat(PAGES.values()).anyMatch(page -> page.contains("too few to see a shape"));
  }

  private static String landscape(StudyHistory history) {
    return new LandscapeSection(history).html();
  }

  @Test
  void declaredLevels_haveFiguresBehindASummary_othersASentence() {
    String levels = landscape(HISTORIES.get("levels"));
    assertThat(levels).contains("<details><summary>Figures of the landscape's shape");
    assertThat(levels).contains("loss assortativity").contains("Coverage of the grid");
    assertThat(levels).doesNotContain("<b>", "<i>").contains("&lt;b&gt;depth&lt;/b&gt; &amp;");
    assertThat(landscape(HISTORIES.get("usual"))).contains("has no declared levels");
  }

  @Test
  void levelsThatNobodyCanJudge_getASentenceAndNoCurves() {
    String section = landscape(HISTORIES.get("one-parameter"));
    assertThat(section).contains("Which epoch can be trusted");
    assertThat(section).contains("No level was measured on enough configurations");
    assertThat(section).doesNotContain("Agreement with full fidelity");
  }

  @Test
  void constantLosses_areSaidToExplainNothing() {
    assertThat(landscape(HISTORIES.get("constant")))
        .contains("no variance to explain")
        .contains("no improving steps");
  }

  @Test
  void moreConfigurationsThanAreShown_areSampledOverTheWholeStudy() {
    StudyHistory history = SampleStudies.manyResults();
    String section = landscape(history);
    assertThat(section).containsPattern("200[01] of 5000 configurations measured at this level");
    assertThat(landscape(history)).isEqualTo(section);
  }

  @Test
  void sameHistory_makesTheSameBytes() {
    for (String name : List.of("broken-off", "no-fidelity", "levels", "constant")) {
      assertThat(page(HISTORIES.get(name), ReportLimits.DEFAULT).equals(PAGES.get(name)))
          .as(name)
          .isTrue();
    }
  }

  @Test
  void largeStudy_isThinnedAndSaysSo() {
    StudyHistory history = HISTORIES.get("usual");
    ReportLimits limits = new ReportLimits(40, 50, 20, 8, 30, 3, 1, 60);
    JsonNode data = data(page(history, limits));
    assertThat(data.at("/trials/trial")).hasSize(40);
    assertThat(data.at("/points/value")).hasSize(50);
    assertThat(data.at("/curves/items").size()).isLessThanOrEqualTo(20);
    data.at("/curves/items").forEach(c -> assertThat(c.get("value").size()).isLessThan(9));
    assertThat(data.at("/timeline/bars/lane")).hasSize(30);
    assertThat(data.at("/timeline/lanes")).hasSize(3);
    assertThat(data.at("/failures/groups")).hasSize(1);
    assertThat(data.at("/notes/trials").asText()).contains("40 of 200 trials");
    assertThat(data.at("/notes/points").asText()).contains("50 of");
    assertThat(data.at("/notes/curves").asText()).contains("20 of 200 trials");
    assertThat(data.at("/notes/timeline").asText()).contains("30 longest of", "in 3 of 8 slots");
    assertThat(data.at("/notes/failures").asText()).contains("1 most frequent of 2 kinds");
    assertThat(data.at("/trials/trial").toString())
        .as("the best is kept")
        .contains("" + history.best().orElseThrow().trial());
  }

  @Test
  void alikeFailures_areOneGroupWithTheirTrials() {
    JsonNode groups = data(PAGES.get("all-failed")).at("/failures/groups");
    assertThat(groups).hasSize(1);
    assertThat(groups.get(0).get("kind").asText()).isEqualTo("error");
    assertThat(groups.get(0).get("message").asText()).contains("CUDA out of memory");
    assertThat(groups.get(0).get("log").asText()).contains("Traceback");
    assertThat(groups.get(0).get("count").asInt())
        .isEqualTo((int) HISTORIES.get("all-failed").spending().failures());
  }

  @Test
  void rungs_addUpToTheTrials() {
    for (String name : List.of("usual", "hyperband", "stopping", "broken-off", "all-diverged")) {
      JsonNode data = data(PAGES.get(name));
      int results = 0;
      int arrivals = 0;
      int promoted = 0;
      for (JsonNode rung : data.get("rungs")) {
        int here = rung.get("results").asInt();
        int fates = 0;
        for (String fate : List.of("promoted", "paused", "stopped", "completed", "open")) {
          fates += rung.get(fate).asInt();
        }
        assertThat(fates).as(name + rung).isEqualTo(here);
        results += here;
        arrivals += here + rung.get("running").asInt() + rung.get("failed").asInt();
        promoted += rung.get("promoted").asInt();
      }
      assertThat(results).isEqualTo(data.at("/counters/evaluations").asInt());
      assertThat(arrivals - promoted)
          .as("%s: every trial is somewhere", name)
          .isEqualTo(data.at("/counters/trials").asInt());
    }
  }

  @Test
  void bestConfiguration_isExactJson() throws IOException {
    JsonNode data = data(PAGES.get("usual"));
    JsonNode copied = new ObjectMapper().readTree(data.get("bestJson").asText());
    var best = HISTORIES.get("usual").best().orElseThrow();
    var configuration = HISTORIES.get("usual").trials().get(best.trial()).configuration();
    assertThat(copied).hasSameSizeAs(configuration.values().entrySet());
    assertThat(copied.get("learning-rate").doubleValue())
        .isEqualTo(configuration.value("learning-rate").orElseThrow());
    assertThat(data(PAGES.get("all-failed")).get("bestJson").asText()).isEmpty();
  }
}
