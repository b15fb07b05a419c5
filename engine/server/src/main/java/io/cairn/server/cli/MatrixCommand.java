package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.landscape.similarity.LossColumn;
import io.cairn.core.landscape.similarity.SimilarityMatrix;
import io.cairn.core.landscape.similarity.SimilaritySettings;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape matrix}. */
@Command(
    name = "matrix",
    description = "How far every two of several landscapes agree, alike ones side by side.",
    mixinStandardHelpOptions = true)
final class MatrixCommand implements Callable<Integer> {

  /** What a cell of the matrix shows. */
  enum Shown {
    /** Spearman's rank correlation. */
    rho,
    /** Overlap of the best. */
    overlap
  }

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private LandscapeOperands operands;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PictureOutput picture;

  @Parameters(
      paramLabel = "LANDSCAPE",
      arity = "0..*",
      description = {"Default: the whole archive.", LandscapeOperands.HELP})
  private List<String> wanted = List.of();

  @Option(
      names = "--gamma",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Which share of the configurations counts as the best. Default ${DEFAULT-VALUE}.")
  private double gamma;

  @Option(
      names = "--show",
      paramLabel = "FIGURE",
      defaultValue = "rho",
      description = "rho, or overlap of the best. Default ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init")
  private Shown shown;

  @Override
  public Integer call() throws IOException {
    picture.check();
    SimilaritySettings settings = CompareCommand.settings(gamma);
    List<LandscapeOperand> landscapes = new ArrayList<>();
    for (String one : wanted.isEmpty() ? archived() : wanted) {
      landscapes.add(operands.find(one));
    }
    if (landscapes.size() < 2) {
      throw CairnException.invalid(
          "a matrix needs at least two landscapes, and there "
              + (landscapes.size() == 1 ? "is one" : "are none"));
    }
    List<LossColumn> columns = landscapes.stream().map(LandscapeOperand::column).toList();
    SimilarityMatrix matrix =
        Patience.during(
            "comparing " + columns.size() + " landscapes",
            () -> SimilarityMatrix.of(columns, settings));
    if (operands.global().json()) {
      System.out.println(json(landscapes, matrix));
    } else {
      text(landscapes, matrix);
    }
    picture.write(() -> drawn(landscapes, matrix), operands.global().json());
    return ExitCode.OK;
  }

  private List<String> archived() throws IOException {
    var listing = operands.global().home().archive().list();
    listing.warnings().forEach(System.err::println);
    return listing.landscapes().stream().map(summary -> summary.id()).toList();
  }

  private Estimate cell(SimilarityMatrix matrix, int i, int j) {
    return shown == Shown.rho ? matrix.rho(i, j) : matrix.overlap(i, j);
  }

  private static ObjectNode json(List<LandscapeOperand> landscapes, SimilarityMatrix matrix) {
    ObjectNode root = FigureText.object();
    ArrayNode list = root.putArray("landscapes");
    landscapes.forEach(landscape -> FigureText.put(list.addObject(), landscape));
    ArrayNode order = root.putArray("order");
    for (int index : matrix.order()) {
      order.add(index);
    }
    ArrayNode pairs = root.putArray("pairs");
    for (int i = 0; i < matrix.size(); i++) {
      for (int j = i + 1; j < matrix.size(); j++) {
        ObjectNode pair = pairs.addObject().put("first", i).put("second", j);
        CompareCommand.put(pair, matrix.pair(i, j));
      }
    }
    return root;
  }

  private void text(List<LandscapeOperand> landscapes, SimilarityMatrix matrix) {
    int[] order = matrix.order();
    List<String> header = new ArrayList<>(List.of(shown.name(), "landscape"));
    for (int k = 0; k < order.length; k++) {
      header.add(Integer.toString(k + 1));
    }
    TextTable table = new TextTable(header);
    for (int k = 0; k < order.length; k++) {
      List<String> row = new ArrayList<>();
      row.add(Integer.toString(k + 1));
      row.add(landscapes.get(order[k]).title());
      for (int other : order) {
        row.add(other == order[k] ? "1" : value(cell(matrix, order[k], other)));
      }
      table.row(row);
    }
    table.lines().forEach(System.out::println);
    matrix
        .medianRho()
        .ifPresent(
            median -> System.out.println("\nmedian rho of the pairs " + FigureText.of(median)));
  }

  private static String value(Estimate estimate) {
    return estimate.known() ? FigureText.of(estimate.value()) : "-";
  }

  private io.cairn.server.picture.SimilarityMatrix drawn(
      List<LandscapeOperand> landscapes, SimilarityMatrix matrix) {
    int[] order = matrix.order();
    int size = order.length;
    double[][][] cells = new double[3][size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        Estimate cell = cell(matrix, order[i], order[j]);
        boolean known = i == j || cell.known();
        cells[0][i][j] = i == j ? 1 : known ? cell.value() : Double.NaN;
        cells[1][i][j] = i == j ? 1 : known ? cell.low() : Double.NaN;
        cells[2][i][j] = i == j ? 1 : known ? cell.high() : Double.NaN;
      }
    }
    List<String> names = new ArrayList<>();
    for (int index : order) {
      names.add(landscapes.get(index).name());
    }
    String measure =
        shown == Shown.rho
            ? "Spearman's rho"
            : "overlap of the best " + Numbers.brief(100 * gamma) + " %";
    return new io.cairn.server.picture.SimilarityMatrix(
        "Similarity of " + size + " landscapes",
        measure + " at the level named with each; alike ones side by side.",
        names,
        measure,
        shown == Shown.rho ? -1 : 0,
        cells[0],
        cells[1],
        cells[2]);
  }
}
