package io.cairn.server.picture;

import java.util.List;
import java.util.Objects;

/**
 * How well each resource level agrees with full fidelity.
 *
 * @param resource the user's name of the resource
 * @param levels lowest first, the last is full fidelity
 * @param trusted number of the lowest level that can be trusted, -1 if none can
 */
public record FidelityCurves(
    String title, String caption, String resource, List<Level> levels, int trusted)
    implements Picture {
  public FidelityCurves {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(caption, "caption");
    Objects.requireNonNull(resource, "resource");
    levels = List.copyOf(levels);
    if (trusted < -1 || trusted >= levels.size()) {
      throw new IllegalArgumentException(
          "trusted = " + trusted + " must number one of " + levels.size() + " levels, or be -1");
    }
  }

  /**
   * A value with its interval; NaN for what is not known.
   *
   * @param value the estimate
   * @param low lower end
   * @param high upper end
   */
  public record Interval(double value, double low, double high) {}

  /**
   * Agreement of one level.
   *
   * @param level in the user's units
   * @param rho rank correlation with full fidelity
   * @param overlap share of the best set in common
   * @param costShare cost as a share of full fidelity's; NaN if not known
   */
  public record Level(double level, Interval rho, Interval overlap, double costShare) {
    public Level {
      Objects.requireNonNull(rho, "rho");
      Objects.requireNonNull(overlap, "overlap");
    }
  }
}
