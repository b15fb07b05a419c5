package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.sample.SampleAnalysis;
import io.cairn.core.landscape.sample.SampleMetric;
import io.cairn.core.landscape.sample.SampleMetrics;
import io.cairn.core.landscape.sample.SampleSettings;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.landscape.topology.Figure;
import io.cairn.core.landscape.topology.Tolerance;
import io.cairn.core.landscape.topology.Topology;
import io.cairn.core.landscape.topology.TopologyReport;
import io.cairn.core.landscape.topology.TopologySettings;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a landscape is like, for people and as JSON.
 *
 * @param landscape what was analysed
 * @param grid it on the grid of its space, where that declares levels
 * @param topology the figures on the grid
 * @param sample the figures that need no grid; empty if every node of the grid is measured
 */
record LandscapeAnalysis(
    LandscapeOperand landscape,
    Optional<GridLandscape> grid,
    Optional<TopologyReport> topology,
    Optional<SampleAnalysis> sample) {

  static LandscapeAnalysis of(LandscapeOperand landscape, TopologySettings settings) {
    Optional<GridLandscape> grid = LandscapeGrid.of(landscape);
    Optional<TopologyReport> topology = grid.map(nodes -> Topology.analyze(nodes, settings));
    boolean complete = grid.filter(GridLandscape::complete).isPresent();
    Optional<SampleAnalysis> sample =
        complete
            ? Optional.empty()
            : Optional.of(
                SampleMetrics.analyse(LandscapeGrid.sample(landscape), SampleSettings.standard()));
    return new LandscapeAnalysis(landscape, grid, topology, sample);
  }

  void print(PrintStream out) {
    out.println(landscape.title());
    long diverged = Arrays.stream(landscape.losses()).filter(Double::isInfinite).count();
    out.println(
        "measured    "
            + landscape.measured()
            + " of "
            + landscape.landscape().size()
            + " configurations, "
            + diverged
            + " diverged");
    topology.ifPresent(report -> print(report, out));
    if (topology.isEmpty()) {
      out.println(
          "no grid     a parameter has no declared levels, so only a sample can be described");
    }
    sample.ifPresent(analysis -> print(analysis, out));
  }

  private static void print(TopologyReport report, PrintStream out) {
    out.println(
        "grid        coverage "
            + percent(report.coverage())
            + ", neighbours by the rule "
            + report.neighbourRule());
    out.println();
    TextTable table =
        new TextTable(List.of("topology", "value", "95 % interval", "n", "mode", "eps", "reading"));
    for (Figure figure : report.figures()) {
      table.row(
          List.of(
              figure.metric().label(),
              FigureText.of(figure.value()),
              FigureText.interval(figure.interval().lower(), figure.interval().upper()),
              Long.toString(figure.n()),
              figure.mode().name().toLowerCase(Locale.ROOT),
              eps(figure),
              figure.metric().reading()));
    }
    table.lines().forEach(out::println);
  }

  private static String eps(Figure figure) {
    if (figure.tolerance() == Tolerance.NONE) {
      return "";
    }
    String kind = figure.tolerance().name().toLowerCase(Locale.ROOT);
    return Double.isNaN(figure.eps()) ? kind : Numbers.brief(figure.eps()) + " " + kind;
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "unknown" : Numbers.brief(100 * share) + " %";
  }

  private static void print(SampleAnalysis analysis, PrintStream out) {
    out.println();
    TextTable table = new TextTable(List.of("sample", "value", "interval", "reading"));
    for (Map.Entry<SampleMetric, Estimate> entry : analysis.figures().entrySet()) {
      Estimate estimate = entry.getValue();
      table.row(
          List.of(
              entry.getKey().title(),
              estimate.known() ? FigureText.of(estimate.value()) : "-",
              estimate.known() ? FigureText.interval(estimate.low(), estimate.high()) : "",
              entry.getKey().meaning()));
    }
    table.lines().forEach(out::println);
    out.println("n = " + analysis.used() + " of " + analysis.measured() + ". " + analysis.note());
    out.println(
        "A search does not draw at random: what it looked at often counts more than the rest.");
  }

  void put(ObjectNode root) {
    FigureText.put(root.putObject("landscape"), landscape);
    if (topology.isPresent()) {
      TopologyReport report = topology.get();
      ObjectNode into = root.putObject("topology");
      into.put("neighbourRule", report.neighbourRule());
      into.put("measured", report.measured()).put("diverged", report.diverged());
      FigureText.put(into, "coverage", report.coverage());
      ArrayNode figures = into.putArray("figures");
      for (Figure figure : report.figures()) {
        ObjectNode node = figures.addObject();
        node.put("metric", figure.metric().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        FigureText.put(node, "value", figure.value());
        FigureText.put(node, "low", figure.interval().lower());
        FigureText.put(node, "high", figure.interval().upper());
        node.put("n", figure.n()).put("mode", figure.mode().name().toLowerCase(Locale.ROOT));
        node.put("tolerance", figure.tolerance().name().toLowerCase(Locale.ROOT));
        FigureText.put(node, "eps", figure.eps());
        FigureText.put(node, "coverage", figure.coverage());
      }
    } else {
      root.putNull("topology");
    }
    if (sample.isPresent()) {
      SampleAnalysis analysis = sample.get();
      ObjectNode into = root.putObject("sample");
      into.put("measured", analysis.measured()).put("used", analysis.used());
      into.put("note", analysis.note());
      ObjectNode figures = into.putObject("figures");
      analysis
          .figures()
          .forEach(
              (metric, estimate) ->
                  FigureText.put(
                      figures, metric.name().toLowerCase(Locale.ROOT).replace('_', '-'), estimate));
    } else {
      root.putNull("sample");
    }
  }
}
