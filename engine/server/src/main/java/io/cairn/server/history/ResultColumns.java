package io.cairn.server.history;

import com.carrotsearch.hppc.DoubleArrayList;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import io.cairn.core.study.StudySpec;
import java.util.Map;

/**
 * Results in the order in which they were accepted, so that a result's row is the number of results
 * before it; those of one trial are chained, lowest rung first.
 */
final class ResultColumns {

  private final StudySpec spec;
  private final MetricNames names;
  private final Chain chain;
  private final IntArrayList trial = new IntArrayList();
  private final IntArrayList rung = new IntArrayList();
  private final DoubleArrayList resource = new DoubleArrayList();
  private final DoubleArrayList value = new DoubleArrayList();
  private final DoubleArrayList cost = new DoubleArrayList();
  private final LongArrayList token = new LongArrayList();
  private final LongArrayList at = new LongArrayList();
  private final DoubleArrayList spentCost = new DoubleArrayList();
  private final DoubleArrayList spentUnits = new DoubleArrayList();
  private final DoubleArrayList elapsed = new DoubleArrayList();
  private final IntArrayList metricNames = new IntArrayList();
  private final LongArrayList metricsFrom = new LongArrayList();
  private final MetricValues metrics = new MetricValues();

  ResultColumns(StudySpec spec, MetricNames names, Chain chain) {
    this.spec = spec;
    this.names = names;
    this.chain = chain;
  }

  RungResult add(
      int ofTrial,
      int atRung,
      double measuredAt,
      Map<String, Double> reported,
      double costSeconds,
      long ofToken,
      StudyMoment moment) {
    chain.add(ofTrial);
    trial.add(ofTrial);
    rung.add(atRung);
    resource.add(measuredAt);
    value.add(reported.getOrDefault(spec.objective().metric(), Double.NaN));
    cost.add(costSeconds);
    token.add(ofToken);
    at.add(Micros.of(moment.at()));
    spentCost.add(moment.costSeconds());
    spentUnits.add(moment.units());
    elapsed.add(moment.elapsedSeconds());
    int list = names.list(reported);
    metricNames.add(list);
    metricsFrom.add(metrics.add(names.names(list), reported));
    return get(size() - 1);
  }

  /** Charges what an evaluation cost after its last result to that result. */
  void addToLast(int ofTrial, long ofToken, double seconds) {
    int last = chain.last(ofTrial);
    if (seconds > 0 && last != Chain.NONE && token.get(last) == ofToken) {
      cost.set(last, cost.get(last) + seconds);
    }
  }

  int size() {
    return trial.size();
  }

  int trial(int row) {
    return trial.get(row);
  }

  int rung(int row) {
    return rung.get(row);
  }

  double value(int row) {
    return value.get(row);
  }

  double loss(int row) {
    return spec.objective().loss(value.get(row));
  }

  double level(int row) {
    return spec.ladder().level(rung.get(row));
  }

  RungResult get(int row) {
    String[] list = names.names(metricNames.get(row));
    return new RungResult(
        trial.get(row),
        rung.get(row),
        level(row),
        resource.get(row),
        new MetricRow(list, metrics.get(metricsFrom.get(row), list.length)),
        value.get(row),
        loss(row),
        cost.get(row),
        token.get(row),
        new StudyMoment(
            Micros.instant(at.get(row)),
            row + 1L,
            spentCost.get(row),
            spentUnits.get(row),
            elapsed.get(row)));
  }
}
