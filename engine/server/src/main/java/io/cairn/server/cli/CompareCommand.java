package io.cairn.server.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.AgreementSettings;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.landscape.similarity.LandscapeSimilarity;
import io.cairn.core.landscape.similarity.Similarity;
import io.cairn.core.landscape.similarity.SimilaritySettings;
import io.cairn.server.picture.RankScatter;
import io.cairn.server.studies.CairnException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape compare}. */
@Command(
    name = "compare",
    description = {
      "How far two landscapes agree: over all configurations, and among the best.",
      "They may differ in data set, level or metric, and partly in their spaces. Without enough shared",
      "configurations they are compared through models of both, which the answer says."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private LandscapeOperands operands;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PictureOutput picture;

  @Parameters(index = "0", paramLabel = "LANDSCAPE", description = LandscapeOperands.HELP)
  @SuppressWarnings("NullAway.Init")
  private String first;

  @Parameters(
      index = "1",
      paramLabel = "OTHER",
      description = "Another, or another level or metric.")
  @SuppressWarnings("NullAway.Init")
  private String second;

  @Option(
      names = "--gamma",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description =
          "Which share of the configurations counts as the best. Default ${DEFAULT-VALUE}.")
  private double gamma;

  @Override
  public Integer call() throws IOException {
    picture.check();
    SimilaritySettings settings = settings(gamma);
    LandscapeOperand a = operands.find(first);
    LandscapeOperand b = operands.find(second);
    Similarity similarity =
        Patience.during(
            "comparing " + a.name() + " and " + b.name(),
            () -> LandscapeSimilarity.between(a.column(), b.column(), settings));
    if (operands.global().json()) {
      System.out.println(json(a, b, similarity));
    } else {
      text(a, b, similarity, System.out);
    }
    picture.write(() -> scatter(a, b, similarity), operands.global().json());
    return ExitCode.OK;
  }

  static SimilaritySettings settings(double gamma) {
    if (!(gamma > 0 && gamma < 1)) {
      throw CairnException.invalid(
          "--gamma = " + gamma + " must lie between 0 and 1; 0.1 is the best tenth");
    }
    SimilaritySettings standard = SimilaritySettings.standard();
    return new SimilaritySettings(
        new AgreementSettings(gamma, standard.agreement().confidence()),
        standard.minShared(),
        standard.surrogates());
  }

  private static ObjectNode json(LandscapeOperand a, LandscapeOperand b, Similarity similarity) {
    ObjectNode root = FigureText.object();
    FigureText.put(root.putObject("first"), a);
    FigureText.put(root.putObject("second"), b);
    put(root, similarity);
    return root;
  }

  /** How two landscapes were compared, and what came of it. */
  static void put(ObjectNode node, Similarity similarity) {
    node.put("matching", similarity.matching().toString());
    if (similarity instanceof Similarity.Measured measured) {
      node.put("through", "measurements");
      FigureText.put(node.putObject("agreement"), measured.agreement());
    } else if (similarity instanceof Similarity.ThroughSurrogates modelled) {
      node.put("through", "models");
      FigureText.put(node.putObject("agreement"), modelled.agreement());
      node.putArray("models").add(modelled.first().toString()).add(modelled.second().toString());
    } else if (similarity instanceof Similarity.NotComparable not) {
      node.put("through", "nothing").putNull("agreement").put("reason", not.reason());
    }
    node.put("verdict", similarity.verdict());
  }

  private static void text(
      LandscapeOperand a, LandscapeOperand b, Similarity similarity, PrintStream out) {
    out.println("first       " + a.title());
    out.println("second      " + b.title());
    out.println("shared      " + similarity.matching());
    similarity.figures().ifPresent(agreement -> figures(agreement, out));
    out.println();
    out.println(similarity.verdict());
  }

  private static void figures(Agreement agreement, PrintStream out) {
    if (!agreement.determined()) {
      return;
    }
    out.println();
    String percent = Numbers.brief(100 * agreement.settings().gamma()) + " %";
    TextTable table = new TextTable(List.of("figure", "value", "95 % interval", "reading"));
    row(table, "Spearman rho", agreement.rho(), "1 the same order, 0 unrelated");
    row(table, "shake-up", agreement.shakeUp(), "0 the same, 1/3 unrelated, 1/2 reversed");
    row(table, "1 - 3 shake-up", agreement.calibratedShakeUp(), "1 the same, 0 unrelated");
    row(
        table,
        "best " + percent + ", overlap",
        agreement.overlap(),
        "chance " + FigureText.of(agreement.chance()));
    row(
        table,
        "best " + percent + ", IoU",
        agreement.intersectionOverUnion(),
        "chance " + FigureText.of(agreement.chance() / (2 - agreement.chance())));
    row(
        table,
        "top deficit",
        agreement.deficit(),
        "overlap less the " + FigureText.of(agreement.promised()) + " that rho promises");
    table.lines().forEach(out::println);
  }

  private static void row(TextTable table, String name, Estimate estimate, String reading) {
    table.row(
        List.of(
            name,
            FigureText.of(estimate.value()),
            FigureText.interval(estimate.low(), estimate.high()),
            reading));
  }

  /** The shared configurations by their losses on both sides. */
  private static RankScatter scatter(
      LandscapeOperand a, LandscapeOperand b, Similarity similarity) {
    double[] first = new double[a.landscape().size()];
    double[] second = new double[first.length];
    int n = 0;
    var configurations = a.landscape().configurations();
    for (int i = 0; i < first.length; i++) {
      OptionalInt there =
          a.landscape().space().equals(b.landscape().space())
              ? b.landscape().indexOf(configurations.get(i))
              : OptionalInt.empty();
      if (there.isPresent()
          && !Double.isNaN(a.losses()[i])
          && !Double.isNaN(b.losses()[there.getAsInt()])) {
        first[n] = a.losses()[i];
        second[n++] = b.losses()[there.getAsInt()];
      }
    }
    if (n == 0) {
      throw CairnException.refused(
          "there is no picture of ranks: the landscapes share no configuration as it stands");
    }
    double gamma =
        similarity.figures().map(figures -> figures.settings().gamma()).orElse(Double.NaN);
    return new RankScatter(
        a.name() + " and " + b.name(),
        similarity.verdict(),
        a.title(),
        b.title(),
        Arrays.copyOf(first, n),
        Arrays.copyOf(second, n),
        Double.isNaN(gamma) ? 0.1 : gamma);
  }
}
