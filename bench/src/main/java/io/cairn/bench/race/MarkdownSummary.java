package io.cairn.bench.race;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The tables of a race in Markdown. */
final class MarkdownSummary {
  private static final List<Integer> BUDGETS = List.of(1, 2, 3, 4, 6, 8, 12, 16, 32, 64);
  private static final List<Integer> CHANGES_AT = List.of(8, 12, 16, 24, 32, 48, 64);
  private static final double PER_CENT = 100;
  private static final double MILLISECONDS = 1_000;

  private final StringBuilder text = new StringBuilder();

  /** What was written so far. */
  String text() {
    return text.toString();
  }

  /** Adds the tables of one scenario. */
  void add(Ranking ranking) {
    List<Integer> budgets = budgets(ranking);
    line("");
    line("### " + ranking.scenario() + ", " + ranking.instances().size() + " instances");
    line("");
    line("Mean normalised regret by budget in full evaluations, (standard error over instances),");
    line(
        "best at "
            + Ranking.BUDGET
            + " first. Last: the first budget that reaches a mean regret, of");
    line("Cairn's methods among all whole budgets, of others among those in their traces.");
    line("");
    List<String> header = new ArrayList<>(List.of("system"));
    budgets.forEach(budget -> header.add(Integer.toString(budget)));
    header.add("reaches " + mark("ASHA", ranking.asha()));
    header.add("reaches " + mark("the better of ASHA and random", ranking.ashaOrRandom()));
    table(header, ranking.series().stream().map(s -> means(s, budgets, ranking)).toList());
    line("");
    line("Median, and the interval of the mean that holds nine of ten bootstrap resamples:");
    line("");
    List<String> second = new ArrayList<>(List.of("system"));
    budgets.forEach(budget -> second.add(Integer.toString(budget)));
    table(second, ranking.series().stream().map(s -> medians(s, budgets)).toList());
  }

  private static List<Integer> budgets(Ranking ranking) {
    return BUDGETS.stream()
        .filter(b -> ranking.series().stream().allMatch(s -> s.budgets().contains(b)))
        .toList();
  }

  private static String mark(String what, OptionalDouble regret) {
    return what
        + " at "
        + Ranking.MARK
        + (regret.isPresent() ? " (" + number(regret.getAsDouble()) + ")" : "");
  }

  private static List<String> means(Series series, List<Integer> budgets, Ranking ranking) {
    List<String> cells = new ArrayList<>(List.of(name(series, ranking)));
    for (int budget : budgets) {
      double[] regrets = series.at(budget);
      cells.add(
          number(Statistics.mean(regrets))
              + " ("
              + number(Statistics.standardError(regrets))
              + ")");
    }
    cells.add(reaches(series, ranking.asha()));
    cells.add(reaches(series, ranking.ashaOrRandom()));
    return cells;
  }

  private static List<String> medians(Series series, List<Integer> budgets) {
    List<String> cells = new ArrayList<>(List.of(name(series)));
    for (int budget : budgets) {
      double[] regrets = series.at(budget);
      Statistics.Interval interval = Statistics.ninetyPercent(regrets);
      cells.add(
          number(Statistics.median(regrets))
              + " ["
              + number(interval.low())
              + ", "
              + number(interval.high())
              + "]");
    }
    return cells;
  }

  /** Cairn's own stand out; who was not run everywhere says where. */
  private static String name(Series series, Ranking ranking) {
    int count = series.instances().size();
    return name(series) + (count < ranking.instances().size() ? " (" + count + " instances)" : "");
  }

  private static String name(Series series) {
    return series.own() ? "**Cairn " + series.name() + "**" : series.name();
  }

  private static String reaches(Series series, OptionalDouble target) {
    if (target.isEmpty()) {
      return "";
    }
    OptionalInt budget = series.reaches(target.getAsDouble());
    return budget.isPresent() ? Integer.toString(budget.getAsInt()) : "-";
  }

  /** Adds what kinds of priors change. */
  void add(List<PairedDifferences.Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    line("");
    line("### What priors change");
    line("");
    line("Mean difference of regret to the same method without priors, on the same instances with");
    line("the same seeds, in per cent of the mean without priors, (standard error).");
    line("");
    List<String> header = new ArrayList<>(List.of("method", "priors", "scenario", "instances"));
    CHANGES_AT.forEach(budget -> header.add(Integer.toString(budget)));
    table(header, changes.stream().map(MarkdownSummary::cells).toList());
  }

  /** The budgets at which changes are shown. */
  static List<Integer> changesAt(int most) {
    return CHANGES_AT.stream().filter(budget -> budget <= most).toList();
  }

  private static List<String> cells(PairedDifferences.Change change) {
    List<String> cells = new ArrayList<>();
    cells.add(change.method());
    cells.add(change.priors());
    cells.add(change.scenario().isEmpty() ? "**pooled**" : change.scenario());
    cells.add(Integer.toString(change.instances()));
    for (int budget : CHANGES_AT) {
      Statistics.Share share = change.shares().get(budget);
      cells.add(
          share == null
              ? ""
              : String.format(
                  Locale.ROOT,
                  "%+.1f (%.1f) %%",
                  PER_CENT * share.value(),
                  PER_CENT * share.standardError()));
    }
    return cells;
  }

  /** Adds what decisions cost: by method, kind of priors and scenario. */
  void addCosts(List<RaceResult> results) {
    Map<List<String>, List<RaceResult>> groups =
        new TreeMap<>(Comparator.comparing(List::toString));
    for (RaceResult result : results) {
      RaceKey key = result.key();
      groups
          .computeIfAbsent(
              List.of(key.method(), key.priors(), key.scenario()), group -> new ArrayList<>())
          .add(result);
    }
    line("");
    line("### What decisions cost");
    line("");
    line("Means of runs: processor time to set up a study and to decide in all, milliseconds a");
    line("completed evaluation, and the share of the workers' time spent on evaluations.");
    line("");
    table(
        List.of(
            "method",
            "priors",
            "scenario",
            "runs",
            "trials",
            "evaluations",
            "set-up s",
            "decide s",
            "ms an evaluation",
            "utilisation"),
        groups.entrySet().stream().map(g -> costs(g.getKey(), g.getValue())).toList());
  }

  private static List<String> costs(List<String> group, List<RaceResult> runs) {
    double evaluations = mean(runs, RaceResult::evaluations);
    double seconds = mean(runs, RaceResult::decideSeconds);
    List<String> cells = new ArrayList<>(group);
    cells.add(Integer.toString(runs.size()));
    cells.add(String.format(Locale.ROOT, "%.0f", mean(runs, RaceResult::trials)));
    cells.add(String.format(Locale.ROOT, "%.0f", evaluations));
    cells.add(number(mean(runs, RaceResult::setupSeconds)));
    cells.add(number(seconds));
    cells.add(number(MILLISECONDS * seconds / evaluations));
    cells.add(number(mean(runs, RaceResult::utilisation)));
    return cells;
  }

  private static double mean(List<RaceResult> runs, ToDoubleFunction<RaceResult> figure) {
    return runs.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  private void table(List<String> header, List<List<String>> rows) {
    line(header.stream().collect(Collectors.joining(" | ", "| ", " |")));
    line(String.join("---", Collections.nCopies(header.size() + 1, "|")));
    rows.forEach(row -> line(row.stream().collect(Collectors.joining(" | ", "| ", " |"))));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
