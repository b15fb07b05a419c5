package io.cairn.server.picture;

import io.cairn.core.landscape.importance.Effect;
import io.cairn.core.landscape.importance.Evidence;
import io.cairn.core.landscape.importance.Importance;
import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;

/** Draws {@link ImportanceBars}: single parameters, then the pairs that matter most. */
final class ImportanceDrawing {
  private static final double WIDTH = 400;
  private static final double TOP = 56;
  private static final double BAR = 22;
  private static final int MOST_SINGLES = 15;
  private static final int MOST_PAIRS = 8;
  private static final double WORTHLESS = 0.1;
  private static final double NAME_ROOM = 158;

  private ImportanceDrawing() {}

  static Drawing of(ImportanceBars picture) {
    List<Drawing.Panel> panels = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    StringBuilder caption = new StringBuilder(picture.caption());
    caption.append(
        " Shares of the variance of the loss by functional ANOVA; a pair's share is what the two"
            + " decide beyond what each decides alone.");
    for (Importance importance : picture.analyses()) {
      panels.add(panel(importance, rows));
      caption.append(' ').append(sentence(importance));
      importance.warnings().forEach(warning -> caption.append(' ').append(warning));
    }
    return new Drawing(
        picture.title(),
        caption.toString().strip(),
        Math.max(1, Math.min(2, panels.size())),
        panels,
        Drawing.Table.of(List.of("focus", "parameters", "share", "interval"), rows));
  }

  private static String sentence(Importance importance) {
    String focus = importance.focus().describe();
    return Character.toUpperCase(focus.charAt(0))
        + focus.substring(1)
        + ": n\u00a0=\u00a0"
        + Figures.count(importance.points())
        + ", "
        + importance.evidence().describe()
        + ", "
        + Figures.percent(importance.higher())
        + " left to more parameters at once.";
  }

  private static String evidence(Evidence evidence) {
    if (evidence instanceof Evidence.Forest forest) {
      String fit = "out-of-bag R² " + Figures.two(forest.outOfBagR2());
      return forest.trees() == 0
          ? "nothing to explain"
          : forest.outOfBagR2() < WORTHLESS
              ? fit + ": not to be believed"
              : fit + ", bars with 90 % of " + forest.trees() + " trees";
    }
    return evidence.describe();
  }

  private static Drawing.Panel panel(Importance importance, List<List<String>> rows) {
    List<Effect> singles = importance.singles().stream().limit(MOST_SINGLES).toList();
    List<Effect> pairs = importance.pairs().stream().limit(MOST_PAIRS).toList();
    double height = TOP + BAR * (singles.size() + pairs.size()) + (pairs.isEmpty() ? 12 : 44);
    Svg svg = new Svg();
    String heading = importance.focus().describe();
    svg.bold(
        8,
        18,
        TextWidth.fit(
            Character.toUpperCase(heading.charAt(0)) + heading.substring(1),
            Plot.HEADING * 1.06,
            WIDTH - 16),
        Plot.HEADING,
        Ink.TEXT,
        Anchor.START);
    svg.text(
        8,
        35,
        TextWidth.fit(evidence(importance.evidence()), Plot.LABEL, WIDTH - 16),
        Plot.LABEL,
        Ink.MUTED,
        Anchor.START);
    double most = importance.singles().stream().mapToDouble(Effect::high).max().orElse(0);
    most = Math.max(most, importance.pairs().stream().mapToDouble(Effect::high).max().orElse(0));
    double scale = most > 0 ? (WIDTH - NAME_ROOM - 16 - 52) / most : 0;
    double y = TOP;
    for (Effect effect : singles) {
      bar(svg, effect, y, scale, Ink.FIRST);
      y += BAR;
    }
    if (!pairs.isEmpty()) {
      svg.text(8, y + 20, "pairs, beyond their parts", Plot.LABEL, Ink.MUTED, Anchor.START);
      y += 32;
    }
    for (Effect effect : pairs) {
      bar(svg, effect, y, scale, Ink.SECOND);
      y += BAR;
    }
    addRows(importance, rows);
    return new Drawing.Panel(
        "Bars: shares of the variance of the loss, " + heading, WIDTH, height, svg.toString());
  }

  private static void bar(Svg svg, Effect effect, double y, double scale, Ink ink) {
    String name = String.join(" × ", effect.parameters());
    double left = NAME_ROOM + 16;
    svg.text(
        left - 8,
        y + 14,
        TextWidth.fit(name, Plot.LABEL, NAME_ROOM),
        Plot.LABEL,
        Ink.TEXT,
        Anchor.END);
    double width = Math.max(0.5, scale * effect.share());
    svg.rect(left, y + 3, width, BAR - 8, ink.fill(), name + ": " + words(effect));
    double end = width;
    if (effect.high() > effect.low()) {
      double low = left + scale * effect.low();
      double high = left + scale * effect.high();
      double middle = y + 3 + (BAR - 8) / 2;
      svg.line(low, middle, high, middle, Ink.TEXT.stroke(), 1.4);
      svg.line(high, middle - 3, high, middle + 3, Ink.TEXT.stroke(), 1.4);
      svg.line(low, middle - 3, low, middle + 3, Ink.TEXT.stroke(), 1.4);
      end = Math.max(end, high - left);
    }
    svg.text(
        left + end + 6,
        y + 14,
        Figures.percent(effect.share()),
        Plot.LABEL,
        Ink.TEXT,
        Anchor.START);
  }

  private static String words(Effect effect) {
    return effect.high() > effect.low()
        ? Figures.percent(effect.share())
            + " ("
            + Figures.percent(effect.low())
            + " to "
            + Figures.percent(effect.high())
            + ")"
        : Figures.percent(effect.share());
  }

  private static void addRows(Importance importance, List<List<String>> rows) {
    List<Effect> all = new ArrayList<>(importance.singles());
    all.addAll(importance.pairs());
    for (Effect effect : all) {
      String interval =
          effect.high() > effect.low()
              ? Figures.percent(effect.low()) + " to " + Figures.percent(effect.high())
              : "exact";
      rows.add(
          List.of(
              importance.focus().describe(),
              String.join(" × ", effect.parameters()),
              Figures.percent(effect.share()),
              interval));
    }
  }
}
