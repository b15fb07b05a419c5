package io.cairn.server.picture;

import java.util.List;

/**
 * Lays a drawing out as a page without any outside request: each panel a figure of its own, so that
 * a narrow window shows one below the other at full size; a dark theme; the data as a table.
 */
final class HtmlPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{margin:0;background:#f5f6f8;color:#17202b;
      font:15px/1.5 system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
      main{max-width:1240px;margin:0 auto;padding:20px 16px 48px}
      h1{font-size:1.45rem;line-height:1.25;margin:0 0 14px}
      .panels{display:flex;flex-wrap:wrap;gap:14px;align-items:flex-start}
      figure{margin:0;background:#fff;border-radius:12px;padding:10px;max-width:100%;
      box-sizing:border-box;box-shadow:0 1px 2px rgb(20 30 45/8%)}
      svg{display:block;max-width:100%;height:auto}
      .caption{color:#55606e;max-width:75ch}
      details{margin-top:18px}summary{cursor:pointer}
      .scroll{overflow-x:auto}
      table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}
      th,td{text-align:left;padding:3px 16px 3px 0;border-bottom:1px solid #e1e5ea;
      overflow-wrap:anywhere}
      """;

  private static final String DARK =
      """
      body{background:#0f141a;color:#e8edf2}
      figure{background:#171e26;box-shadow:none}
      .caption{color:#a2aebb}
      th,td{border-color:#2a3541}
      """;

  private HtmlPage() {}

  static String of(Drawing drawing) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(Markup.escape(drawing.title())).append("</title>\n");
    page.append("<style>\n").append(STYLE);
    page.append("@media (prefers-color-scheme: dark){\n").append(DARK).append(dark(""));
    page.append("}\n</style>\n</head>\n<body>\n<main>\n");
    page.append("<h1>").append(Markup.escape(drawing.title())).append("</h1>\n");
    body(page, drawing);
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  /** The panels, the caption and the data, without a title. */
  static void body(StringBuilder page, Drawing drawing) {
    page.append("<div class=\"panels\">\n");
    drawing.panels().forEach(panel -> figure(page, panel));
    page.append("</div>\n<p class=\"caption\">").append(Markup.escape(drawing.caption()));
    page.append("</p>\n");
    table(page, drawing.table());
  }

  /**
   * The same elements in the colours of the dark theme.
   *
   * @param scope selector in front of each rule; empty for none
   */
  static String dark(String scope) {
    StringBuilder css = new StringBuilder();
    for (Ink ink : Ink.values()) {
      css.append(scope)
          .append(".f-")
          .append(ink.key())
          .append("{fill:")
          .append(ink.dark())
          .append("}");
      css.append(scope)
          .append(".s-")
          .append(ink.key())
          .append("{stroke:")
          .append(ink.dark())
          .append("}\n");
    }
    for (int step = 0; step < Ramp.STEPS; step++) {
      css.append(scope)
          .append(".q")
          .append(step)
          .append("{fill:")
          .append(Ramp.dark(step))
          .append("}");
      css.append(scope)
          .append(".p")
          .append(step)
          .append("{stroke:")
          .append(Ramp.dark(step))
          .append("}");
      css.append(scope)
          .append(".t")
          .append(step)
          .append("{fill:")
          .append(Ramp.textDark(step))
          .append("}\n");
    }
    return css.toString();
  }

  private static void figure(StringBuilder page, Drawing.Panel panel) {
    String w = Figures.coordinate(panel.width());
    String h = Figures.coordinate(panel.height());
    page.append("<figure><svg width=\"").append(w).append("\" height=\"").append(h);
    page.append("\" viewBox=\"0 0 ").append(w).append(' ').append(h);
    page.append("\" font-family=\"").append(SvgPage.FONTS);
    page.append("\" role=\"img\" aria-label=\"").append(Markup.escape(panel.description()));
    page.append("\">\n").append(panel.svg()).append("</svg></figure>\n");
  }

  private static void table(StringBuilder page, Drawing.Table table) {
    if (table.rows().isEmpty()) {
      return;
    }
    page.append("<details><summary>The data as a table</summary>\n<div class=\"scroll\"><table>");
    page.append("<thead><tr>");
    for (String name : table.header()) {
      page.append("<th scope=\"col\">").append(Markup.escape(name)).append("</th>");
    }
    page.append("</tr></thead><tbody>\n");
    for (List<String> row : table.rows()) {
      page.append("<tr>");
      row.forEach(c -> page.append("<td>").append(Markup.escape(c)).append("</td>"));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
    if (!table.note().isEmpty()) {
      page.append("<p class=\"caption\">").append(Markup.escape(table.note())).append("</p>\n");
    }
    page.append("</details>\n");
  }
}
