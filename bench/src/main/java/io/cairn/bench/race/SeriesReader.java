package io.cairn.bench.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Makes {@link Series} of the rows of traces. */
final class SeriesReader {
  private static final String REGRET = "regret_at_";

  /** What the other systems ran with; other numbers of workers are named. */
  private static final int USUAL_WORKERS = 4;

  private SeriesReader() {}

  private record Name(String scenario, String method) {}

  /** Regrets that are to be averaged. */
  private static final class Sum {
    private final double[] sums;
    private int count;

    Sum(int size) {
      this.sums = new double[size];
    }

    void add(double[] values) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
      count++;
    }

    double mean(int index) {
      return sums[index] / count;
    }
  }

  /** Series of this program's own runs, by method and kind of priors. */
  static List<Series> own(List<CsvRow> rows, IntPredicate instances) {
    return series(rows, "instance", SeriesReader::ownName, true, instances);
  }

  /** Series of other systems' runs. Runs that were cut short have no instance and are left out. */
  static List<Series> others(List<CsvRow> rows, IntPredicate instances) {
    List<CsvRow> whole =
        rows.stream().filter(row -> !row.text("instance_index").isEmpty()).toList();
    return series(whole, "instance_index", row -> row.text("method"), false, instances);
  }

  /** {@code landscape (all)}, {@code asha}, {@code asha @8 workers}. */
  private static String ownName(CsvRow row) {
    String priors = row.text("priors");
    String workers = row.text("workers");
    return row.text("method")
        + (priors.equals(PriorKind.NONE.name()) ? "" : " (" + priors + ")")
        + (row.whole("workers") == USUAL_WORKERS ? "" : " @" + workers + " workers");
  }

  private static List<Series> series(
      List<CsvRow> rows,
      String instanceColumn,
      Function<CsvRow, String> method,
      boolean own,
      IntPredicate instances) {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Integer> budgets =
        rows.get(0).header().stream()
            .filter(column -> column.startsWith(REGRET))
            .map(column -> Integer.valueOf(column.substring(REGRET.length())))
            .toList();
    Map<Name, Map<Integer, Sum>> sums = new LinkedHashMap<>();
    for (CsvRow row : rows) {
      int instance = row.whole(instanceColumn);
      if (instances.test(instance)) {
        sums.computeIfAbsent(
                new Name(row.text("scenario"), method.apply(row)), name -> new TreeMap<>())
            .computeIfAbsent(instance, i -> new Sum(budgets.size()))
            .add(budgets.stream().mapToDouble(b -> row.number(REGRET + b)).toArray());
      }
    }
    List<Series> series = new ArrayList<>();
    sums.forEach(
        (name, byInstance) ->
            series.add(
                new Series(name.scenario(), name.method(), own, means(byInstance, budgets))));
    return series;
  }

  private static NavigableMap<Integer, NavigableMap<Integer, Double>> means(
      Map<Integer, Sum> sums, List<Integer> budgets) {
    NavigableMap<Integer, NavigableMap<Integer, Double>> means = new TreeMap<>();
    sums.forEach(
        (instance, sum) ->
            means.put(
                instance,
                budgets.stream()
                    .collect(
                        Collectors.toMap(
                            b -> b,
                            b -> sum.mean(budgets.indexOf(b)),
                            (a, b) -> a,
                            TreeMap::new))));
    return means;
  }
}
