package io.cairn.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The style sheet and scripts as such. */
class ReportAssetsTest {

  private static final Pattern VARIABLE =
      Pattern.compile("--([a-z-]+):\\s*(#[0-9a-f]{6});", Pattern.CASE_INSENSITIVE);

  private static String resource(String name) throws IOException {
    try (InputStream in = StudyReport.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Variables of the light theme, of the dark one by preference, and of the dark one by choice. */
  private static List<Map<String, String>> themes() throws IOException {
    String css = resource("report.css");
    Map<String, String> light = variables(css, ":root {");
    Map<String, String> preferred = new HashMap<>(light);
    preferred.putAll(variables(css, ":root:not([data-theme=\"light\"]) {"));
    Map<String, String> chosen = new HashMap<>(light);
    chosen.putAll(variables(css, ":root[data-theme=\"dark\"] {"));
    return List.of(light, preferred, chosen);
  }

  private static Map<String, String> variables(String css, String selector) {
    int from = css.indexOf(selector);
    Matcher matcher = VARIABLE.matcher(css.substring(from, css.indexOf('}', from)));
    Map<String, String> variables = new HashMap<>();
    while (matcher.find()) {
      variables.put(matcher.group(1), matcher.group(2));
    }
    return variables;
  }

  @Test
  void darkTheme_isTheSameByPreferenceAndByChoice() throws IOException {
    assertThat(themes().get(1)).isEqualTo(themes().get(2));
  }

  @Test
  void texts_haveTheContrastOfWcagAa() throws IOException {
    for (Map<String, String> theme : themes()) {
      for (String background : List.of("bg", "card", "sunken")) {
        for (String text : List.of("ink", "muted", "accent")) {
          assertContrast(theme, text, background, 4.5);
        }
      }
      assertContrast(theme, "accent", "accent-soft", 4.5);
      assertContrast(theme, "good", "good-soft", 4.5);
      assertContrast(theme, "warn", "warn-soft", 4.5);
    }
  }

  @Test
  void marksThatCarryMeaning_standOutFromTheCard() throws IOException {
    for (Map<String, String> theme : themes()) {
      for (String mark :
          List.of(
              "completed",
              "promoted",
              "paused",
              "stopped",
              "failed",
              "running",
              "cancelled",
              "rung-high",
              "line-strong")) {
        assertContrast(theme, mark, "card", 3);
      }
    }
  }

  private static void assertContrast(
      Map<String, String> theme, String front, String back, double least) {
    double a = luminance(theme.get(front));
    double b = luminance(theme.get(back));
    double contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    assertThat(contrast)
        .as("%s %s on %s %s", front, theme.get(front), back, theme.get(back))
        .isGreaterThanOrEqualTo(least);
  }

  /** Relative luminance of WCAG 2.2. */
  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(hex.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void scripts_neitherMakeMarkupNorReachOut() throws IOException {
    for (String name : List.of("charts.js", "relations.js", "sections.js", "report.js")) {
      assertThat(resource(name))
          .as(name)
          .doesNotContain(
              "innerHTML",
              "outerHTML",
              "insertAdjacentHTML",
              "document.write",
              "eval(",
              "new Function",
              "fetch(",
              "XMLHttpRequest",
              "import(",
              "WebSocket",
              "localStorage")
          .doesNotContain("https:");
    }
  }

  @Test
  void everyColourThatChartsAskFor_isInTheStyleSheet() throws IOException {
    String charts = resource("charts.js");
    int from = charts.indexOf("for (const name of ['bg'");
    Matcher names =
        Pattern.compile("'([a-z-]+)'").matcher(charts.substring(from, charts.indexOf(']', from)));
    while (names.find()) {
      assertThat(themes().get(0)).containsKey(names.group(1));
    }
  }
}
