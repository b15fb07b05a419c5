package io.cairn.bench.race;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draws the mean regrets of a {@link Ranking} by budget, both axes logarithmic: Cairn's methods in
 * the colours of M. Okabe and K. Ito with a dash pattern each, so that no eye depends on the
 * colours, the others thin and grey; every line has its name at its end.
 */
final class RegretPlot {
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9");
  private static final List<String> DASHES = List.of("", "7 3", "2 3", "10 3 2 3", "4 2", "1 2");
  private static final double WIDTH = 900;
  private static final double HEIGHT = 560;
  private static final double LEFT = 64;
  private static final double TOP = 48;
  private static final double PLOT_WIDTH = 600;
  private static final double PLOT_HEIGHT = 450;
  private static final double LINE_HEIGHT = 13;
  private static final double LABEL_GAP = 26;
  private static final double[] STEPS = {1, 2, 5};

  private final Ranking ranking;
  private final StringBuilder svg = new StringBuilder();
  private final double lowest;
  private final double highest;
  private final int last;

  private RegretPlot(Ranking ranking) {
    this.ranking = ranking;
    List<Double> means =
        ranking.series().stream().flatMap(s -> s.means().values().stream()).toList();
    this.lowest = means.stream().min(Comparator.naturalOrder()).orElse(.1) / 1.1;
    this.highest = means.stream().max(Comparator.naturalOrder()).orElse(1.) * 1.1;
    this.last = ranking.series().stream().mapToInt(s -> s.budgets().last()).max().orElse(2);
  }

  /** The drawing, an SVG document. */
  static String of(Ranking ranking) {
    return new RegretPlot(ranking).draw();
  }

  private record Label(String text, String colour, boolean own, double at) {}

  private String draw() {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\""
            + " font-family=\"sans-serif\" font-size=\"12\" fill=\"#17202b\">",
        WIDTH, HEIGHT);
    String title =
        ranking.scenario()
            + ": mean normalised regret on "
            + ranking.instances().size()
            + " instances";
    add("<title>%s</title>", escaped(title));
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
    add("<text x=\"%.1f\" y=\"26\" font-size=\"15\">%s</text>", LEFT, escaped(title));
    axes();
    List<Label> labels = new ArrayList<>();
    ranking.series().stream().filter(s -> !s.own()).forEach(s -> labels.add(grey(s)));
    List<Series> own = // by name, so that a method has its colour in every scenario
        ranking.series().stream()
            .filter(Series::own)
            .sorted(Comparator.comparing(Series::name))
            .toList();
    for (int i = 0; i < own.size(); i++) {
      labels.add(coloured(own.get(i), i));
    }
    names(labels);
    add("</svg>");
    return svg.toString();
  }

  private void axes() {
    for (int budget = 1; budget <= last; budget *= 2) {
      double x = x(budget);
      add("<path d=\"M%.1f %.1fV%.1f\" stroke=\"#e4e8ed\"/>", x, TOP, TOP + PLOT_HEIGHT);
      add(
          "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>",
          x, TOP + PLOT_HEIGHT + 18, budget);
    }
    add(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">budget in full evaluations</text>",
        LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 40);
    for (double decade = 1e-4; decade < 1e3; decade *= 10) {
      for (double step : STEPS) {
        double regret = decade * step;
        if (regret >= lowest && regret <= highest) {
          double y = y(regret);
          add("<path d=\"M%.1f %.1fH%.1f\" stroke=\"#e4e8ed\"/>", LEFT, y, LEFT + PLOT_WIDTH);
          add(
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              LEFT - 8, y + 4, plain(regret));
        }
      }
    }
  }

  private static String plain(double regret) {
    return BigDecimal.valueOf(regret)
        .round(new MathContext(1))
        .stripTrailingZeros()
        .toPlainString();
  }

  private Label grey(Series series) {
    line(series, "stroke=\"#9aa3ad\" stroke-width=\"1\"");
    return new Label(series.name(), "#55606e", false, end(series));
  }

  private Label coloured(Series series, int index) {
    String colour = COLOURS.get(index % COLOURS.size());
    int round = index / COLOURS.size(); // a colour that comes again has another dash
    String dash = DASHES.get((index + round) % DASHES.size());
    line(
        series,
        "stroke=\""
            + colour
            + "\" stroke-width=\"2.5\""
            + (dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\""));
    return new Label("Cairn " + series.name(), colour, true, end(series));
  }

  private double end(Series series) {
    return y(series.means().lastEntry().getValue());
  }

  private void line(Series series, String style) {
    String points =
        series.means().entrySet().stream().map(this::point).collect(Collectors.joining(" "));
    add("<polyline points=\"%s\" fill=\"none\" stroke-linejoin=\"round\" %s/>", points, style);
  }

  private String point(Map.Entry<Integer, Double> mean) {
    return String.format(Locale.ROOT, "%.1f,%.1f", x(mean.getKey()), y(mean.getValue()));
  }

  /** Names beside the ends of their lines, moved apart where they would cover each other. */
  private void names(List<Label> labels) {
    List<Label> sorted = labels.stream().sorted(Comparator.comparingDouble(Label::at)).toList();
    double[] places = new double[sorted.size()];
    double room = TOP;
    for (int i = 0; i < places.length; i++) {
      places[i] = Math.max(sorted.get(i).at(), room);
      room = places[i] + LINE_HEIGHT;
    }
    double floor = HEIGHT - LINE_HEIGHT;
    for (int i = places.length - 1; i >= 0; i--) {
      places[i] = Math.min(places[i], floor);
      floor = places[i] - LINE_HEIGHT;
    }
    double from = LEFT + PLOT_WIDTH;
    for (int i = 0; i < places.length; i++) {
      Label label = sorted.get(i);
      add(
          "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"%s\" stroke-width=\".6\" fill=\"none\"/>",
          from + 2, label.at(), from + LABEL_GAP - 3, places[i], label.colour());
      add(
          "<text x=\"%.1f\" y=\"%.1f\" font-size=\"11\" fill=\"%s\"%s>%s</text>",
          from + LABEL_GAP,
          places[i] + 4,
          label.colour(),
          label.own() ? " font-weight=\"bold\"" : "",
          escaped(label.text()));
    }
  }

  private double x(double budget) {
    return LEFT + PLOT_WIDTH * Math.log(budget) / Math.log(last);
  }

  private double y(double regret) {
    return TOP + PLOT_HEIGHT * Math.log(highest / regret) / Math.log(highest / lowest);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
