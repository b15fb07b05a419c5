package io.cairn.server.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.core.landscape.similarity.Agreement;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.server.picture.Column;
import io.cairn.server.picture.PlotAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures of landscapes and priors as text, as JSON, and the columns that pictures take. */
final class FigureText {

  private static final int LONGEST_NAME = 20;

  private FigureText() {}

  /** A figure to three decimals at most; a dash where there is none. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (Math.abs(value) >= 1_000 || value == Math.rint(value)) {
      return Numbers.brief(value);
    }
    String text = String.format(Locale.ROOT, "%.3f", value);
    return text.equals("-0.000") ? "0.000" : text;
  }

  /** "0.61 .. 0.74"; empty where there is no interval. */
  static String interval(double low, double high) {
    return Double.isNaN(low) || Double.isNaN(high) ? "" : of(low) + " .. " + of(high);
  }

  /** "0.68 (0.61 .. 0.74)". */
  static String of(Estimate estimate) {
    if (!estimate.known()) {
      return "-";
    }
    return of(estimate.value()) + " (" + interval(estimate.low(), estimate.high()) + ")";
  }

  /** A share or correlation to two decimals; empty where there is none. */
  static String two(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.equals("-0.00") ? "0.00" : text;
  }

  /** "0.61..0.74"; empty where nothing is known. */
  static String range(Estimate estimate) {
    return estimate.known() ? two(estimate.low()) + ".." + two(estimate.high()) : "";
  }

  /** "61 %"; empty where there is none. */
  static String percent(double share) {
    return Double.isNaN(share) ? "" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** A name that is to fit into a narrow column. */
  static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  static ObjectNode object() {
    return JsonMapper.builder().build().createObjectNode();
  }

  /** JSON has no NaN: what is not known is null. */
  static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }

  /** A resource level: whole numbers without a point. */
  static void putLevel(ObjectNode node, String key, double level) {
    if (level == Math.rint(level) && Math.abs(level) < 0x1p53) {
      node.put(key, (long) level);
    } else {
      node.put(key, level);
    }
  }

  static void put(ObjectNode node, String key, Estimate estimate) {
    putInto(node.putObject(key), estimate);
  }

  /** Value, low and high among what else the object says. */
  static void putInto(ObjectNode object, Estimate estimate) {
    boolean known = estimate.known();
    put(object, "value", known ? estimate.value() : Double.NaN);
    put(object, "low", known ? estimate.low() : Double.NaN);
    put(object, "high", known ? estimate.high() : Double.NaN);
  }

  static void put(ObjectNode node, LandscapeOperand operand) {
    node.put("id", operand.id().isEmpty() ? null : operand.id())
        .put("name", operand.name())
        .put("metric", operand.metric())
        .put("direction", operand.maximize() ? "maximize" : "minimize")
        .put("resource", operand.landscape().resource())
        .put("level", operand.levelValue())
        .put("configurations", operand.landscape().size())
        .put("measured", operand.measured());
  }

  static void put(ObjectNode node, Agreement agreement) {
    node.put("n", agreement.n()).put("dropped", agreement.dropped());
    node.put("gamma", agreement.settings().gamma());
    node.put("confidence", agreement.settings().confidence());
    put(node, "rho", agreement.rho());
    put(node, "shakeUp", agreement.shakeUp());
    put(node, "calibratedShakeUp", agreement.calibratedShakeUp());
    put(node, "overlap", agreement.overlap());
    put(node, "intersectionOverUnion", agreement.intersectionOverUnion());
    put(node, "chance", agreement.chance());
    put(node, "chanceOfOverlap", agreement.chanceOfOverlap());
    put(node, "promisedOverlap", agreement.promised());
    put(node, "topDeficit", agreement.deficit());
    node.put("alarm", agreement.topDisappoints());
    node.put("verdict", agreement.verdict());
  }

  /** The parameters of a landscape that vary, as pictures take them. */
  static List<Column> columns(LandscapeOperand operand) {
    List<Column> columns = new ArrayList<>();
    for (int p = 0; p < operand.landscape().space().dimensions(); p++) {
      Parameter parameter = operand.landscape().space().parameter(p);
      if (parameter.cardinality().orElse(Long.MAX_VALUE) > 1) {
        columns.add(new Column(axis(parameter), values(operand, parameter, p)));
      }
    }
    return columns;
  }

  private static double[] values(LandscapeOperand operand, Parameter parameter, int index) {
    double[] values = new double[operand.landscape().size()];
    boolean numeric = parameter instanceof RealParameter || parameter instanceof IntegerParameter;
    for (int i = 0; i < values.length; i++) {
      long code = operand.landscape().code(index, i);
      values[i] =
          code == Parameter.INACTIVE
              ? Double.NaN
              : numeric ? ((Number) parameter.value(code)).doubleValue() : code;
    }
    return values;
  }

  private static PlotAxis axis(Parameter parameter) {
    String name = parameter.name();
    if (parameter instanceof RealParameter real) {
      return real.scale() == Scale.LOG ? new PlotAxis.Logarithmic(name) : new PlotAxis.Linear(name);
    }
    if (parameter instanceof IntegerParameter integer) {
      return integer.scale() == Scale.LOG
          ? new PlotAxis.Logarithmic(name)
          : new PlotAxis.Linear(name);
    }
    List<String> labels = new ArrayList<>();
    boolean named =
        parameter instanceof CategoricalParameter || parameter instanceof BooleanParameter;
    for (long code = 0; code < parameter.cardinality().orElse(0); code++) {
      labels.add(
          named ? String.valueOf(parameter.value(code)) : Parameter.text(parameter.value(code)));
    }
    return new PlotAxis.Named(name, labels);
  }
}
