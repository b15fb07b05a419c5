package io.cairn.bench.race;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What came of a run.
 *
 * @param key which run
 * @param trials trials started before the budget was spent
 * @param evaluations evaluations completed by then
 * @param utilisation share of the workers' time that was spent on evaluations, 0..1
 * @param setupSeconds processor time to make the study, its priors' models included
 * @param decideSeconds processor time of all decisions
 * @param regrets normalised regret of the incumbent when 1, 2, ... full evaluations of worker time
 *     were spent
 */
record RaceResult(
    RaceKey key,
    int trials,
    int evaluations,
    double utilisation,
    double setupSeconds,
    double decideSeconds,
    double[] regrets) {

  static RaceResult of(CsvRow row) {
    int budgets = (int) IntStream.iterate(1, b -> row.has(column(b)), b -> b + 1).count();
    return new RaceResult(
        RaceKey.of(row),
        row.whole("trials"),
        row.whole("evaluations"),
        row.number("utilisation"),
        row.number("setup_seconds"),
        row.number("decide_seconds"),
        IntStream.rangeClosed(1, budgets).mapToDouble(b -> row.number(column(b))).toArray());
  }

  /** The columns of a table of runs of a budget. */
  static List<String> columns(int budget) {
    List<String> columns = new ArrayList<>(RaceKey.COLUMNS);
    columns.addAll(
        List.of("trials", "evaluations", "utilisation", "setup_seconds", "decide_seconds"));
    IntStream.rangeClosed(1, budget).mapToObj(RaceResult::column).forEach(columns::add);
    return columns;
  }

  static String column(int budget) {
    return "regret_at_" + budget;
  }

  List<String> cells() {
    List<String> cells = new ArrayList<>(key.cells());
    cells.add(Integer.toString(trials));
    cells.add(Integer.toString(evaluations));
    cells.add(String.format(Locale.ROOT, "%.4f", utilisation));
    cells.add(String.format(Locale.ROOT, "%.4f", setupSeconds));
    cells.add(String.format(Locale.ROOT, "%.4f", decideSeconds));
    Arrays.stream(regrets)
        .mapToObj(regret -> String.format(Locale.ROOT, "%.6f", regret))
        .forEach(cells::add);
    return cells;
  }
}
