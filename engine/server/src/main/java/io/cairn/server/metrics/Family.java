package io.cairn.server.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The series of one name at one moment, for figures that others keep: nothing is registered that
 * would have to be taken away again when a study leaves.
 */
final class Family {

  /** What may be done with a figure. */
  enum Kind {
    /** May rise and fall. */
    GAUGE,
    /** Only rises, or begins again at a lower value; its name ends in {@code _total}. */
    COUNTER
  }

  private final String name;
  private final Kind kind;
  private final String help;

  /** One series each: a page with the same one twice would be refused as a whole. */
  private final Map<Labels, Double> points = new LinkedHashMap<>();

  /**
   * @param name as it is exposed, without the {@code _total} of a counter
   */
  Family(String name, Kind kind, String help) {
    this.name = name;
    this.kind = kind;
    this.help = help;
  }

  void add(Labels labels, double value) {
    points.put(labels, value);
  }

  MetricSnapshot snapshot() {
    return kind == Kind.GAUGE ? gauge() : counter();
  }

  private MetricSnapshot gauge() {
    GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
    points.forEach(
        (labels, value) ->
            snapshot.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
    return snapshot.build();
  }

  private MetricSnapshot counter() {
    CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(name).help(help);
    points.forEach(
        (labels, value) ->
            snapshot.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
    return snapshot.build();
  }
}
