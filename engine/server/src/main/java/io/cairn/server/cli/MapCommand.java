package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.grid.GridLandscape;
import io.cairn.core.landscape.map.Cartographer;
import io.cairn.core.landscape.map.LandscapeMap;
import io.cairn.core.landscape.map.Layout;
import io.cairn.core.landscape.map.MapSettings;
import io.cairn.core.space.Configuration;
import io.cairn.server.picture.MapPicture;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape map}. */
@Command(
    name = "map",
    description = {
      "Lay a landscape out in the plane: HOPE and UMAP, with a principal component analysis beside it",
      "and how far each may be trusted."
    },
    mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private LandscapeOperands operands;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PictureOutput picture;

  @Parameters(index = "0", paramLabel = "LANDSCAPE", description = LandscapeOperands.HELP)
  @SuppressWarnings("NullAway.Init")
  private String wanted;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed draws the same map. Default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--paper",
      description =
          "Huang and Li's own proximity: configurations two improving steps apart, and no others.")
  private boolean paper;

  @Option(
      names = "--interpolate",
      description =
          "Colour the ground between the points too. That is a guess, and the picture says so.")
  private boolean interpolate;

  @Override
  public Integer call() throws IOException {
    picture.check();
    LandscapeOperand landscape = operands.find(wanted);
    MapSettings settings = paper ? MapSettings.paper(seed) : MapSettings.standard(seed);
    // On a grid with gaps the nearest measured points say more than its steps do.
    Optional<GridLandscape> grid = LandscapeGrid.of(landscape).filter(GridLandscape::complete);
    LandscapeMap map =
        Patience.during(
            "laying out " + landscape.measured() + " configurations of " + landscape.name(),
            () ->
                grid.map(complete -> Cartographer.map(complete, settings))
                    .orElseGet(
                        () ->
                            Cartographer.map(landscape.landscape(), landscape.level(), settings)));
    if (operands.global().json()) {
      System.out.println(json(landscape, map));
    } else {
      text(landscape, map);
    }
    picture.write(() -> drawn(landscape, grid, map), operands.global().json());
    return ExitCode.OK;
  }

  private MapPicture drawn(
      LandscapeOperand landscape, Optional<GridLandscape> grid, LandscapeMap map) {
    IntFunction<Configuration> numbered =
        grid.<IntFunction<Configuration>>map(
                nodes -> row -> nodes.grid().configuration(nodes.code(row)))
            .orElse(landscape.landscape().configurations()::get);
    List<String> names =
        Arrays.stream(map.rows()).mapToObj(row -> LandscapeGrid.name(numbered.apply(row))).toList();
    return new MapPicture(
        "Map of " + landscape.name(),
        "At " + landscape.at() + ", seed " + seed + ".",
        map,
        names,
        landscape.metric(),
        interpolate);
  }

  private static ObjectNode json(LandscapeOperand landscape, LandscapeMap map) {
    ObjectNode root = FigureText.object();
    FigureText.put(root.putObject("landscape"), landscape);
    root.put("points", map.rows().length).put("measured", map.measured());
    root.put("diverged", map.diverged()).put("graph", map.graph());
    layout(root.putObject("map"), map.map());
    layout(root.putObject("baseline"), map.baseline());
    ArrayNode ranks = root.putArray("ranks");
    Arrays.stream(map.ranks()).forEach(ranks::add);
    ArrayNode warnings = root.putArray("warnings");
    map.warnings().forEach(warnings::add);
    return root;
  }

  private static void layout(ObjectNode node, Layout layout) {
    node.put("method", layout.method());
    FigureText.put(node, "trustworthiness", layout.quality().trustworthiness());
    FigureText.put(node, "continuity", layout.quality().continuity());
    ArrayNode x = node.putArray("x");
    Arrays.stream(layout.x()).forEach(x::add);
    ArrayNode y = node.putArray("y");
    Arrays.stream(layout.y()).forEach(y::add);
  }

  private static void text(LandscapeOperand landscape, LandscapeMap map) {
    System.out.println(landscape.title());
    System.out.println(
        "points      "
            + map.rows().length
            + " of "
            + map.measured()
            + " measured, "
            + map.diverged()
            + " diverged; steps: "
            + map.graph());
    TextTable table = new TextTable(List.of("layout", "trustworthiness", "continuity"));
    for (Layout layout : List.of(map.map(), map.baseline())) {
      table.row(
          List.of(
              layout.method(),
              FigureText.of(layout.quality().trustworthiness()),
              FigureText.of(layout.quality().continuity())));
    }
    table.lines().forEach(System.out::println);
    map.warnings().forEach(System.out::println);
  }
}
