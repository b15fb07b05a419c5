package io.cairn.bench.landscape;

import com.typesafe.config.Config;
import java.util.Locale;

/**
 * A numeric parameter of a sweep.
 *
 * @param name as in the sweep file
 * @param min least value
 * @param max greatest value
 * @param integer whether values are whole
 * @param log whether equal steps are equal factors
 */
record Axis(String name, double min, double max, boolean integer, boolean log) {

  static Axis of(String name, Config config) {
    String type = config.getString("type");
    if (!type.equals("real") && !type.equals("integer")) {
      throw new IllegalArgumentException(
          "space." + name + ".type = " + type + " cannot be recorded; only real and integer can");
    }
    String scale = config.hasPath("scale") ? config.getString("scale") : "linear";
    if (!scale.equals("linear") && !scale.equals("log")) {
      throw new IllegalArgumentException(
          "space." + name + ".scale = " + scale + " cannot be recorded; only linear and log can");
    }
    return new Axis(
        name,
        config.getDouble("min"),
        config.getDouble("max"),
        type.equals("integer"),
        scale.equals("log"));
  }

  /**
   * The value at a place of the axis: a Long or a Double.
   *
   * @param unit from 0 to below 1
   */
  Object at(double unit) {
    // A whole number owns the interval from half below it to half above.
    double low = integer ? min - 0.5 : min;
    double high = integer ? max + 0.5 : max;
    double value =
        log
            ? Math.exp(Math.log(low) + unit * (Math.log(high) - Math.log(low)))
            : low + unit * (high - low);
    value = Math.max(min, Math.min(max, value));
    if (integer) {
      return Math.round(value);
    }
    // Six digits are plenty, and what is printed is then exactly what was trained with.
    return Math.max(
        min, Math.min(max, Double.parseDouble(String.format(Locale.ROOT, "%.6g", value))));
  }
}
