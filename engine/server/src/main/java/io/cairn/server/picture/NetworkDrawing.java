package io.cairn.server.picture;

import io.cairn.server.picture.OptimaNetwork.Edge;
import io.cairn.server.picture.OptimaNetwork.Optimum;
import io.cairn.server.picture.Svg.Anchor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Draws {@link OptimaNetwork}. */
final class NetworkDrawing {
  private static final double WIDTH = 560;
  private static final double HEIGHT = 480;
  private static final double EDGE_ROOM = 44;
  private static final double TOP = 46;
  private static final double FLOOR = 40;
  private static final int MOST_NODES = 120;

  private final OptimaNetwork picture;
  private final int[] shown; // largest basins first
  private final Svg svg = new Svg();

  private NetworkDrawing(OptimaNetwork picture) {
    this.picture = picture;
    this.shown =
        IntStream.range(0, picture.optima().size())
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer i) -> picture.optima().get(i).basin())
                    .reversed()
                    .thenComparing(i -> picture.optima().get(i).loss()))
            .limit(MOST_NODES)
            .mapToInt(i -> i)
            .toArray();
  }

  static Drawing of(OptimaNetwork picture) {
    return new NetworkDrawing(picture).draw();
  }

  private Drawing draw() {
    List<Optimum> optima = picture.optima();
    svg.bold(8, 18, heading(), Plot.HEADING, Ink.TEXT, Anchor.START);
    svg.text(
        8, 35, "size: basin · colour: loss · lines: escapes", Plot.LABEL, Ink.MUTED, Anchor.START);
    svg.rect(8, TOP, WIDTH - 16, HEIGHT - TOP - FLOOR, Ink.SUNKEN.fill());
    if (shown.length == 0) {
      svg.text(WIDTH / 2, HEIGHT / 2, "no local optimum is known", 13, Ink.MUTED, Anchor.MIDDLE);
    } else {
      network();
    }
    double[] losses = optima.stream().mapToDouble(Optimum::loss).sorted().toArray();
    if (losses.length > 0) {
      Legend.across(
          svg,
          8,
          HEIGHT - 22,
          WIDTH - 16,
          picture.metric() + " " + Figures.of(losses[0]),
          Figures.of(losses[losses.length - 1]));
    }
    String caption = picture.caption();
    if (shown.length < optima.size()) {
      caption +=
          " The "
              + shown.length
              + " optima of the largest basins of "
              + Figures.count(optima.size())
              + " are drawn.";
    }
    return new Drawing(
        picture.title(),
        caption.strip(),
        1,
        List.of(
            new Drawing.Panel(
                heading() + ", drawn as a network; the table below names them.",
                WIDTH,
                HEIGHT,
                svg.toString())),
        table());
  }

  private String heading() {
    int count = picture.optima().size();
    return count == 1 ? "One local optimum" : Figures.count(count) + " local optima";
  }

  private void network() {
    int[] place = new int[picture.optima().size()];
    Arrays.fill(place, -1);
    for (int i = 0; i < shown.length; i++) {
      place[shown[i]] = i;
    }
    List<Edge> edges =
        picture.edges().stream()
            .filter(e -> place[e.from()] >= 0 && place[e.to()] >= 0 && e.from() != e.to())
            .sorted(Comparator.comparingDouble(Edge::weight))
            .toList();
    double strongest = edges.stream().mapToDouble(Edge::weight).max().orElse(1);
    double[][] at =
        Springs.place(
            shown.length,
            edges.stream()
                .map(e -> new int[] {place[e.from()], place[e.to()]})
                .toArray(int[][]::new),
            edges.stream().mapToDouble(e -> e.weight() / strongest).toArray());
    double[] x = at[0];
    double[] y = at[1];
    for (int i = 0; i < shown.length; i++) {
      x[i] = EDGE_ROOM + x[i] * (WIDTH - 2 * EDGE_ROOM);
      y[i] = TOP + EDGE_ROOM + y[i] * (HEIGHT - TOP - FLOOR - 2 * EDGE_ROOM);
    }
    double[] radii = new double[shown.length];
    long largest = Math.max(1, picture.optima().get(shown[0]).basin());
    for (int i = 0; i < radii.length; i++) {
      radii[i] = radius(picture.optima().get(shown[i]), largest);
    }
    Springs.part(x, y, radii);
    for (int i = 0; i < shown.length; i++) {
      x[i] = Math.max(8 + radii[i] + 4, Math.min(WIDTH - 12 - radii[i], x[i]));
      y[i] = Math.max(TOP + radii[i] + 22, Math.min(HEIGHT - FLOOR - radii[i] - 4, y[i]));
    }
    for (Edge edge : edges) {
      int i = place[edge.from()];
      int j = place[edge.to()];
      double share = edge.weight() / strongest;
      String paint =
          Ink.AXIS.stroke() + " stroke-opacity=\"" + Figures.two(0.2 + 0.6 * share) + "\"";
      svg.line(x[i], y[i], x[j], y[j], paint, 0.6 + 3.4 * share);
    }
    nodes(x, y);
  }

  private void nodes(double[] x, double[] y) {
    double[] losses =
        Arrays.stream(shown)
            .mapToDouble(o -> picture.optima().get(o).loss())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    double low = losses.length == 0 ? 0 : losses[0];
    double range = losses.length == 0 ? 0 : losses[losses.length - 1] - low;
    long largest = Math.max(1, picture.optima().get(shown[0]).basin());
    int best = 0;
    for (int i = 0; i < shown.length; i++) {
      Optimum optimum = picture.optima().get(shown[i]);
      best = optimum.loss() < picture.optima().get(shown[best]).loss() ? i : best;
      double share = range > 0 ? (optimum.loss() - low) / range : 0;
      String paint =
          Ramp.fill(Ramp.step(Double.isFinite(share) ? share : 1))
              + " stroke=\""
              + Ink.CARD.light()
              + "\" stroke-width=\"1\"";
      svg.circle(x[i], y[i], radius(optimum, largest), paint, tip(optimum));
    }
    double ring = radius(picture.optima().get(shown[best]), largest) + 3;
    svg.circle(x[best], y[best], ring, Ink.MARK.stroke() + " stroke-width=\"2.2\"", "best");
    String label = "best, " + Figures.of(picture.optima().get(shown[best]).loss());
    double above = y[best] - ring - 6;
    double middle = Math.max(50, Math.min(WIDTH - 50, x[best]));
    String halo = Ink.SUNKEN.stroke() + " stroke-width=\"4\" stroke-linejoin=\"round\"";
    svg.text(middle, above, label, Plot.LABEL, halo, Anchor.MIDDLE, " font-weight=\"bold\"");
    svg.bold(middle, above, label, Plot.LABEL, Ink.MARK, Anchor.MIDDLE);
  }

  private static double radius(Optimum optimum, long largest) {
    return 3 + 21 * Math.sqrt((double) optimum.basin() / largest);
  }

  private static String tip(Optimum optimum) {
    return optimum.name()
        + ": loss "
        + Figures.of(optimum.loss())
        + ", basin of "
        + Figures.count(optimum.basin());
  }

  private Drawing.Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (int o : shown) {
      Optimum optimum = picture.optima().get(o);
      rows.add(List.of(optimum.name(), Figures.of(optimum.loss()), Figures.count(optimum.basin())));
    }
    return Drawing.Table.of(List.of("optimum", picture.metric(), "basin"), rows);
  }
}
