package io.cairn.bench.landscape;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Says how alike recorded landscapes are, as Markdown: for each its spread at full fidelity, what
 * its rungs cost and how well they foretell full fidelity, then each pair. Alike means Spearman's
 * coefficient: the correlation of ranks, 1 for the same order of configurations, 0 for none.
 *
 * <pre>{@code
 * CompareLandscapes FIDELITY METRIC FILE.csv.gz FILE.csv.gz ...
 * }</pre>
 */
public final class CompareLandscapes {

  private CompareLandscapes() {}

  /** Runs the program. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 3) {
      System.err.println("usage: CompareLandscapes FIDELITY METRIC FILE.csv.gz ...");
      System.exit(2);
    }
    List<RecordedLandscape> landscapes = new ArrayList<>();
    for (int i = 2; i < arguments.length; i++) {
      landscapes.add(RecordedLandscape.read(Path.of(arguments[i]), arguments[0], arguments[1]));
    }
    System.out.print(each(landscapes));
    System.out.println();
    System.out.print(pairs(landscapes));
    System.out.println();
    System.out.print(carriedOver(landscapes));
  }

  private static String each(List<RecordedLandscape> landscapes) {
    List<Integer> rungs = List.copyOf(landscapes.get(0).losses().keySet());
    StringBuilder text = new StringBuilder("| landscape | best | 10 % | median | 90 % | worst |");
    rungs.forEach(r -> text.append(" cost at ").append(r).append(" |"));
    rungs.subList(0, rungs.size() - 1).forEach(r -> text.append(" rho of ").append(r).append(" |"));
    text.append('\n').append("|---".repeat(5 + 2 * rungs.size())).append("|\n");
    for (RecordedLandscape landscape : landscapes) {
      text.append("| ").append(landscape.name()).append(" |");
      for (double share : new double[] {0, 0.1, 0.5, 0.9, 1}) {
        text.append(String.format(Locale.ROOT, " %.3f |", landscape.quantile(share)));
      }
      rungs.forEach(
          r -> text.append(String.format(Locale.ROOT, " %.3f |", landscape.meanCosts().get(r))));
      rungs
          .subList(0, rungs.size() - 1)
          .forEach(
              r ->
                  text.append(
                      String.format(
                          Locale.ROOT,
                          " %.2f |",
                          spearman(
                              landscape.losses().getOrDefault(r, List.of()), landscape.full()))));
      text.append('\n');
    }
    return text.toString();
  }

  private static String pairs(List<RecordedLandscape> landscapes) {
    StringBuilder text = new StringBuilder("| rho |");
    landscapes.forEach(l -> text.append(' ').append(l.name()).append(" |"));
    text.append('\n').append("|---".repeat(landscapes.size() + 1)).append("|\n");
    for (RecordedLandscape one : landscapes) {
      text.append("| ").append(one.name()).append(" |");
      for (RecordedLandscape other : landscapes) {
        text.append(String.format(Locale.ROOT, " %.2f |", spearman(one.full(), other.full())));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** What the best configurations of one landscape are worth on another. */
  private static String carriedOver(List<RecordedLandscape> landscapes) {
    StringBuilder text = new StringBuilder("| best 3 of, on |");
    landscapes.forEach(l -> text.append(' ').append(l.name()).append(" |"));
    text.append('\n').append("|---".repeat(landscapes.size() + 1)).append("|\n");
    for (RecordedLandscape one : landscapes) {
      List<Integer> best =
          IntStream.range(0, one.full().size())
              .boxed()
              .sorted(Comparator.comparingDouble(one.full()::get))
              .limit(3)
              .toList();
      text.append("| ").append(one.name()).append(" |");
      for (RecordedLandscape other : landscapes) {
        double[] ranks = ranks(other.full());
        double rank = best.stream().mapToDouble(i -> ranks[i]).min().orElseThrow();
        text.append(String.format(Locale.ROOT, " %.0f |", rank + 1));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** Correlation of ranks; equal values share their mean rank, NaN ranks last. */
  static double spearman(List<Double> a, List<Double> b) {
    double[] x = ranks(a);
    double[] y = ranks(b);
    double mean = (x.length - 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double[] ranks(List<Double> values) {
    List<Integer> order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparingDouble(values::get))
            .toList();
    double[] ranks = new double[values.size()];
    for (int start = 0; start < order.size(); ) {
      int end = start + 1;
      while (end < order.size()
          && values.get(order.get(end)).equals(values.get(order.get(start)))) {
        end++;
      }
      for (int i = start; i < end; i++) {
        ranks[order.get(i)] = (start + end - 1) / 2.0;
      }
      start = end;
    }
    return ranks;
  }
}
