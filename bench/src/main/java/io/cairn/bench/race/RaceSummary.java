package io.cairn.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Sums up a race: {@code bench/run race.RaceSummary --out FOLDER --traces FILE}. Prints how the
 * methods rank among other systems on the same instances and what priors change, and writes {@code
 * summary.csv} beside the traces.
 */
@Command(
    name = "race.RaceSummary",
    description = "Sums up a race.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class RaceSummary implements Callable<Integer> {
  /** More than any scenario has. */
  private static final int MOST_INSTANCES = 100_000;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder of a race, with its traces.csv.")
  private Path out = Path.of("");

  @Option(
      names = "--traces",
      paramLabel = "FILE",
      description = "Traces of other systems to rank among.")
  private Optional<Path> traces = Optional.empty();

  @Option(
      names = "--method",
      split = ",",
      paramLabel = "NAME",
      description = "Methods that are ranked; all by default.")
  private List<String> methods = List.of();

  @Option(
      names = "--priors",
      split = ",",
      paramLabel = "KIND",
      description = "Kinds of priors that are ranked; default ${DEFAULT-VALUE}.")
  private List<String> priors = List.of("all", "none");

  @Option(
      names = "--instances",
      paramLabel = "WHICH",
      description = "Of those that were run: tune, report, peers, all or numbers; default all.")
  private String instances = "all";

  @Option(names = "--markdown", paramLabel = "FILE", description = "Where to write the tables.")
  private Optional<Path> markdown = Optional.empty();

  @Option(
      names = "--plots",
      paramLabel = "FOLDER",
      description = "Where to write a plot for each scenario.")
  private Optional<Path> plots = Optional.empty();

  private RaceSummary() {}

  /** Sums up what the arguments say. */
  public static void main(String[] arguments) {
    RacePrograms.run(new RaceSummary(), arguments);
  }

  @Override
  public Integer call() throws IOException {
    List<CsvRow> own = CsvFile.read(out.resolve("traces.csv"));
    List<CsvRow> others = traces.isPresent() ? CsvFile.read(traces.get()) : List.of();
    MarkdownSummary summary = new MarkdownSummary();
    List<String> table = new ArrayList<>();
    table.add(
        "scenario,system,cairn,instances,budget,mean_regret,standard_error,median_regret,"
            + "low_90,high_90");
    List<CsvRow> chosen = new ArrayList<>();
    for (String scenario : own.stream().map(row -> row.text("scenario")).distinct().toList()) {
      IntPredicate included = included(scenario);
      List<CsvRow> rows =
          of(scenario, own).stream().filter(row -> included.test(row.whole("instance"))).toList();
      chosen.addAll(rows);
      Ranking ranking =
          Ranking.of(
              scenario,
              SeriesReader.own(rows.stream().filter(this::isRanked).toList(), included),
              SeriesReader.others(of(scenario, others), included));
      summary.add(ranking);
      ranking.series().forEach(series -> table.addAll(lines(series)));
      plots.ifPresent(folder -> plot(folder, ranking));
    }
    List<RaceResult> results = chosen.stream().map(RaceResult::of).toList();
    int most = results.stream().mapToInt(r -> r.regrets().length).min().orElse(0);
    summary.add(new PairedDifferences(results).at(MarkdownSummary.changesAt(most)));
    summary.addCosts(results);
    System.out.println(summary.text());
    Files.write(out.resolve("summary.csv"), table, StandardCharsets.UTF_8);
    if (markdown.isPresent()) {
      Files.writeString(markdown.get(), summary.text(), StandardCharsets.UTF_8);
    }
    return 0;
  }

  private IntPredicate included(String scenario) {
    Set<Integer> numbers = new HashSet<>(InstanceChoice.of(instances, scenario, MOST_INSTANCES));
    return numbers::contains;
  }

  private static List<CsvRow> of(String scenario, List<CsvRow> rows) {
    return rows.stream().filter(row -> row.text("scenario").equals(scenario)).toList();
  }

  private boolean isRanked(CsvRow row) {
    return priors.contains(row.text("priors"))
        && (methods.isEmpty() || methods.contains(row.text("method")));
  }

  private static List<String> lines(Series series) {
    List<String> lines = new ArrayList<>();
    for (int budget : series.budgets()) {
      double[] regrets = series.at(budget);
      Statistics.Interval interval = Statistics.ninetyPercent(regrets);
      lines.add(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%d,%d,%.5f,%.5f,%.5f,%.5f,%.5f",
              series.scenario(),
              series.name(),
              series.own(),
              regrets.length,
              budget,
              Statistics.mean(regrets),
              Statistics.standardError(regrets),
              Statistics.median(regrets),
              interval.low(),
              interval.high()));
    }
    return lines;
  }

  private static void plot(Path folder, Ranking ranking) {
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("race-" + ranking.scenario() + ".svg"),
          RegretPlot.of(ranking),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
