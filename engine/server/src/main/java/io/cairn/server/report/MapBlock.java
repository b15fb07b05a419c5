package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.landscape.map.Cartographer;
import io.cairn.core.landscape.map.LandscapeMap;
import io.cairn.core.landscape.map.Layout;
import io.cairn.core.landscape.map.MapSettings;
import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.ForestSettings;
import io.cairn.core.surrogate.RegressionForest;
import io.cairn.core.surrogate.RegressionTree;
import io.cairn.core.surrogate.UnitAxes;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The map of a study's landscape for a live page: where trials lie next to each other, by the code
 * of {@code cairn landscape map}, as numbers for a chart. Gathered from the history when made;
 * drawing it up takes longer and needs the history no more.
 */
final class MapBlock {

  /** Fewer make no map worth looking at. */
  private static final int LEAST = 15;

  /** A higher rung with fewer tells less than a lower one with so many. */
  private static final int PLENTY = 30;

  private static final Provenance NOWHERE = Provenance.of("", "", Instant.EPOCH, "");

  private final int rung;
  private final int measured;
  private final Landscape landscape;
  private final Map<Configuration, Integer> trials = new HashMap<>(); // looked up, never walked
  private final long seed;

  /**
   * @param most trials beyond so many are thinned out evenly; the best stays
   */
  MapBlock(StudyHistory history, int most) {
    int[] results = new int[history.spec().ladder().size()];
    history.results().stream().filter(RungResult::finite).forEach(r -> results[r.rung()]++);
    this.rung = rung(results);
    this.measured = rung < 0 ? 0 : results[rung];
    this.seed = history.spec().method().seed();
    BitSet shown = rung < 0 ? new BitSet() : shown(history, most);
    this.landscape = history.landscape(NOWHERE, trial -> shown.get(trial.number()));
  }

  private static int rung(int[] results) {
    for (int enough : new int[] {PLENTY, LEAST}) {
      for (int rung = results.length - 1; rung >= 0; rung--) {
        if (results[rung] >= enough) {
          return rung;
        }
      }
    }
    return -1;
  }

  private BitSet shown(StudyHistory history, int most) {
    BitSet shown = new BitSet();
    int seen = 0;
    int taken = 0;
    for (RungResult result : history.results()) {
      if (result.rung() == rung && result.finite()) {
        if ((long) seen * most / Math.max(most, measured) >= taken) {
          shown.set(result.trial());
          taken++;
        }
        seen++;
      }
    }
    history.best().ifPresent(best -> shown.set(best.trial()));
    List<TrialHistory> all = history.trials();
    shown.stream().forEach(trial -> trials.put(all.get(trial).configuration(), trial));
    return shown;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    if (rung < 0) {
      json.writeStringField(
          "none",
          "Fewer than "
              + LEAST
              + " trials have a finite result at any rung: too few to see a shape.");
    } else {
      map(json, Cartographer.map(landscape, rung, MapSettings.standard(seed)));
    }
    json.writeEndObject();
  }

  private void map(JsonGenerator json, LandscapeMap map) throws IOException {
    int[] rows = map.rows();
    json.writeNumberField("rung", rung);
    json.writeNumberField("measured", measured);
    json.writeStringField("method", map.map().method());
    json.writeStringField("steps", map.graph());
    json.writeArrayFieldStart("warnings");
    for (String warning : map.warnings()) {
      json.writeString(warning);
    }
    json.writeEndArray();
    ReportJson.drawn(json, "trustworthiness", map.map().quality().trustworthiness());
    ReportJson.drawn(json, "continuity", map.map().quality().continuity());
    json.writeArrayFieldStart("trial");
    for (int row : rows) {
      json.writeNumber(trials.getOrDefault(landscape.configurations().get(row), -1));
    }
    json.writeEndArray();
    numbers(json, "rank", map.ranks());
    model(json, rows, map.ranks());
    layout(json, "map", map.map());
    layout(json, "pca", map.baseline());
  }

  /**
   * What a forest, fitted to the ranks, expects at each trial, and how far its trees are apart:
   * where that is much, the landscape is rough or hardly known.
   */
  private void model(JsonGenerator json, int[] rows, double[] ranks) throws IOException {
    UnitAxes axes = UnitAxes.of(landscape.space());
    double[][] points = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      points[i] = axes.point(landscape.configurations().get(rows[i]));
    }
    RegressionForest forest =
        RegressionForest.fit(axes.axes(), points, ranks, ForestSettings.standard(), seed);
    double[] expected = new double[rows.length];
    double[] spread = new double[rows.length];
    int trees = forest.trees().size();
    for (int i = 0; i < rows.length; i++) {
      double squares = 0;
      for (RegressionTree tree : forest.trees()) {
        double vote = tree.predict(points[i]);
        expected[i] += vote / trees;
        squares += vote * vote / trees;
      }
      spread[i] = Math.sqrt(Math.max(0, squares - expected[i] * expected[i]));
    }
    json.writeObjectFieldStart("model");
    ReportJson.drawn(json, "explained", forest.outOfBagR2());
    numbers(json, "rank", expected);
    numbers(json, "spread", spread);
    json.writeEndObject();
  }

  private static void layout(JsonGenerator json, String name, Layout layout) throws IOException {
    json.writeObjectFieldStart(name);
    numbers(json, "x", layout.x());
    numbers(json, "y", layout.y());
    json.writeEndObject();
  }

  private static void numbers(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      ReportJson.drawn(json, value);
    }
    json.writeEndArray();
  }
}
