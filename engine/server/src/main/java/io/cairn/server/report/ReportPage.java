package io.cairn.server.report;

import io.cairn.server.picture.PictureFragment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The template of the report with its style sheet and scripts put in. Cut up once, so that a value
 * put in is never searched for further places.
 */
final class ReportPage {

  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** Text, name, text, name, ..., text. */
  private final List<String> parts = new ArrayList<>();

  private final Map<String, String> fixed;

  /** Writes the data block. */
  interface DataBlock {
    void writeTo(Writer out) throws IOException;
  }

  private ReportPage(String template, Map<String, String> fixed) {
    this.fixed = fixed;
    int from = 0;
    for (int open; (open = template.indexOf(OPEN, from)) >= 0; ) {
      int close = template.indexOf(CLOSE, open);
      parts.add(template.substring(from, open));
      parts.add(template.substring(open + OPEN.length(), close));
      from = close + CLOSE.length();
    }
    parts.add(template.substring(from));
  }

  static ReportPage load() {
    String echarts = script(resource(ECHARTS));
    String charts = script(resource("charts.js"));
    String relations = script(resource("relations.js"));
    String sections = script(resource("sections.js"));
    String report = script(resource("report.js"));
    String hashes =
        Stream.of(echarts, charts, relations, sections, report)
            .map(ReportPage::hash)
            .collect(Collectors.joining(" "));
    return new ReportPage(
        resource("report.html"),
        Map.of(
            "style", resource("report.css") + pictureStyle(),
            "echarts", echarts,
            "charts", charts,
            "relations", relations,
            "sections", sections,
            "report", report,
            "script-hashes", hashes));
  }

  /**
   * Writes the page.
   *
   * @param texts what the page says before its script runs, by name; escaped here
   * @param landscape the sections that are drawn here, as HTML
   */
  void write(Writer out, Map<String, String> texts, String landscape, DataBlock data)
      throws IOException {
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (i % 2 == 0) {
        out.write(part);
      } else if (part.equals("data")) {
        data.writeTo(out);
      } else if (part.equals("landscape")) {
        out.write(landscape);
      } else if (fixed.containsKey(part)) {
        out.write(fixed.getOrDefault(part, ""));
      } else {
        out.write(ScriptSafe.html(texts.getOrDefault(part, "")));
      }
    }
  }

  /** One of the files that the page is made of. */
  static String asset(String name) {
    return resource(name.equals("echarts.js") ? ECHARTS : name);
  }

  /** The theme is the system's unless the reader chose one. */
  private static String pictureStyle() {
    return "@media (prefers-color-scheme: dark) {\n"
        + PictureFragment.darkStyle(":root:not([data-theme=\"light\"])")
        + "}\n"
        + PictureFragment.darkStyle(":root[data-theme=\"dark\"]");
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is not on the class path: the installation of Cairn is incomplete");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script that stands in a page must not hold what ends or hides it. */
  private static String script(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("</script") || lower.contains("<!--")) {
      throw new IllegalStateException("a script of the report holds </script or <!--");
    }
    return text;
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
