package io.cairn.core.landscape.map;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws up landscapes as maps: HOPE on the graph of improving steps, UMAP to the plane, a principal
 * component analysis of the space beside it, and trustworthiness and continuity of both against
 * distances in the space.
 *
 * <p>On a grid two configurations are neighbours if they are one step apart, and the graph is that
 * of all measured points, up to 100,000; beyond, and off the grid, two points are neighbours if one
 * is among the nearest of the other. Points beyond {@link MapSettings#mostPoints} are sampled. A
 * map of 15,000 points takes some fifteen seconds.
 */
public final class Cartographer {
  private static final int LARGEST_GRAPH = 100_000;
  private static final int FEWEST_POINTS = 5;
  private static final String SPACE_ALONE = "UMAP of the space";

  private final MapSettings settings;
  private final List<String> warnings = new ArrayList<>();

  private Cartographer(MapSettings settings) {
    this.settings = settings;
  }

  /** The map of one level of a landscape, its configurations taken as points of the unit cube. */
  public static LandscapeMap map(Landscape landscape, int level, MapSettings settings) {
    UnitAxes axes = UnitAxes.of(landscape.space());
    double[][] points =
        landscape.configurations().stream().map(axes::point).toArray(double[][]::new);
    return map(new Terrain.Sample(axes.axes(), points, landscape.losses(level)), settings);
  }

  /** The map of a landscape on a grid; see {@link Terrain#of}. */
  public static LandscapeMap map(GridLandscape landscape, MapSettings settings) {
    return map(Terrain.of(landscape), settings);
  }

  /**
   * The map of a terrain. No terrain is refused: what cannot be shown is said in the map's
   * warnings.
   */
  public static LandscapeMap map(Terrain terrain, MapSettings settings) {
    return new Cartographer(settings).draw(terrain);
  }

  private LandscapeMap draw(Terrain terrain) {
    double[] losses = terrain.losses();
    for (int i = 0; i < losses.length; i++) {
      losses[i] = losses[i] == Double.NEGATIVE_INFINITY ? -Double.MAX_VALUE : losses[i];
    }
    Ranks ranks = new Ranks(losses);
    int measured = (int) Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).count();
    int diverged = (int) Arrays.stream(losses).filter(Double::isInfinite).count();
    int[] rows = ranks.stratified(settings.mostPoints(), settings.seed());
    if (rows.length < measured) {
      warnings.add(
          "The map shows a sample of "
              + rows.length
              + " of "
              + measured
              + " configurations, drawn evenly over the ranks of their losses.");
    }
    double[] shown = IntStream.of(rows).mapToDouble(row -> losses[row]).toArray();
    SpaceColumns columns = SpaceColumns.of(terrain, rows);
    Layout baseline = baseline(columns);
    String graph = "none";
    Layout map = baseline;
    if (rows.length < FEWEST_POINTS) {
      warnings.add(
          "A map needs at least "
              + FEWEST_POINTS
              + " measured configurations, here are "
              + rows.length
              + ": both pictures are the principal components.");
    } else {
      boolean whole = terrain instanceof Terrain.Grid && losses.length <= LARGEST_GRAPH;
      StepGraph steps =
          whole
              ? grid((Terrain.Grid) terrain, losses)
              : new NearStepGraph(
                  NearestPoints.of(columns.distances(), settings.neighbours()).points(), shown);
      graph =
          whole
              ? "one step on the grid"
              : "the " + settings.neighbours() + " nearest in the space, either way";
      map = map(steps, whole ? rows : IntStream.range(0, rows.length).toArray(), columns);
    }
    double[] places = IntStream.of(rows).mapToDouble(row -> ranks.of(losses[row])).toArray();
    return new LandscapeMap(
        rows, shown, places, measured, diverged, map, baseline, graph, warnings);
  }

  private static StepGraph grid(Terrain.Grid grid, double[] losses) {
    return new GridStepGraph(grid.levels(), grid.categorical(), losses);
  }

  private Layout map(StepGraph graph, int[] nodes, SpaceColumns columns) {
    Hope hope = Hope.of(graph, settings.proximity(), settings.rank(), settings.seed());
    String method = "HOPE + UMAP, " + settings.proximity().describe();
    float[][] points = hope.embedding(nodes);
    if (hope.singularValues().length == 0) {
      warnings.add(
          "There are no improving steps (equal losses, or neighbours not measured), so HOPE has nothing"
              + " to embed: the map is of the space alone.");
      method = SPACE_ALONE;
      points = columns.features();
    }
    double[][] plane = Umap.layout(points, settings);
    return layout(method, plane[0], plane[1], columns);
  }

  private Layout baseline(SpaceColumns columns) {
    PrincipalAxes principal = PrincipalAxes.of(columns.features(), 2);
    double[][] scores = principal.scores();
    double explained = principal.explained()[0] + principal.explained()[1];
    return layout(
        "PCA of the space, " + Math.round(100 * explained) + " % of its variance",
        Arrays.stream(scores).mapToDouble(s -> s[0]).toArray(),
        Arrays.stream(scores).mapToDouble(s -> s[1]).toArray(),
        columns);
  }

  private Layout layout(String method, double[] x, double[] y, SpaceColumns columns) {
    float[][] points = new float[x.length][2];
    for (int i = 0; i < x.length; i++) {
      points[i][0] = (float) x[i];
      points[i][1] = (float) y[i];
    }
    MapQuality quality =
        NeighbourhoodCheck.of(
            columns.distances(),
            Distances.euclidean(points),
            settings.neighbours(),
            settings.seed());
    return new Layout(method, x, y, quality);
  }
}
