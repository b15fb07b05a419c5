package io.cairn.server.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The stretch of a plot axis that is shown, as a map from values to shares of its length. */
final class Span {
  private static final double MARGIN = 0.04;

  /** A tick: its value and what is written beside it. */
  record Tick(double value, String label) {}

  private final PlotAxis axis;
  private final boolean log;
  private final double low;
  private final double high;
  private final List<Double> own; // ticks; empty for round values

  private Span(PlotAxis axis, boolean log, double low, double high) {
    this(axis, log, low, high, List.of());
  }

  private Span(PlotAxis axis, boolean log, double low, double high, List<Double> own) {
    this.axis = axis;
    this.log = log;
    this.low = low;
    this.high = high;
    this.own = own;
  }

  /** The same span with ticks at given values. */
  Span withTicks(double... values) {
    return new Span(axis, log, low, high, DoubleStream.of(values).boxed().toList());
  }

  /** A span that shows all of some values, what is not finite left out. */
  static Span of(PlotAxis axis, DoubleStream values) {
    if (axis instanceof PlotAxis.Named named) {
      return new Span(axis, false, -0.5, Math.max(1, named.values().size()) - 0.5);
    }
    double[] finite = values.filter(Double::isFinite).toArray();
    double low = DoubleStream.of(finite).min().orElse(0);
    double high = DoubleStream.of(finite).max().orElse(1);
    // A logarithmic axis with a value at or below 0 falls back, so that nothing is hidden.
    boolean log = axis instanceof PlotAxis.Logarithmic && low > 0;
    if (log) {
      double ratio = high > low ? Math.pow(high / low, MARGIN) : 1.5;
      return new Span(axis, true, low / ratio, high * ratio);
    }
    double margin = high > low ? MARGIN * (high - low) : Math.max(Math.abs(low) * 0.1, 0.5);
    return new Span(axis, false, low - margin, high + margin);
  }

  /** A span with given ends. */
  static Span fixed(PlotAxis axis, double low, double high) {
    return new Span(axis, axis instanceof PlotAxis.Logarithmic && low > 0, low, high);
  }

  PlotAxis axis() {
    return axis;
  }

  /** Where a value lies, 0 to 1 within the span; NaN for NaN. */
  double share(double value) {
    if (log) {
      return Math.log(value / low) / Math.log(high / low);
    }
    return (value - low) / (high - low);
  }

  /** The value at a share. */
  double value(double share) {
    return log ? low * Math.pow(high / low, share) : low + share * (high - low);
  }

  List<Tick> ticks(int wanted) {
    List<Tick> ticks = new ArrayList<>();
    if (axis instanceof PlotAxis.Named named) {
      for (int i = 0; i < named.values().size(); i++) {
        ticks.add(new Tick(i, named.values().get(i)));
      }
      return ticks;
    }
    List<Double> values = own;
    if (own.isEmpty()) {
      values = log ? Ticks.logarithmic(low, high, wanted) : Ticks.linear(low, high, wanted);
    }
    for (double value : values) {
      ticks.add(new Tick(value, Figures.of(value)));
    }
    return ticks;
  }
}
