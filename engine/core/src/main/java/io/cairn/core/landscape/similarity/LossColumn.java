package io.cairn.core.landscape.similarity;

import io.cairn.core.landscape.Landscape;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * One loss of every configuration of a landscape: a metric at a resource level. What is compared is
 * always two of these, so that another data set, another fidelity, another metric and training
 * against test are one question.
 */
public final class LossColumn {
  private final Landscape landscape;
  private final String label;
  private final double[] losses;

  private LossColumn(Landscape landscape, String label, double[] losses) {
    this.landscape = Objects.requireNonNull(landscape, "landscape");
    this.label = Objects.requireNonNull(label, "label");
    this.losses = losses;
  }

  /** The landscape's own metric at one of its levels. */
  public static LossColumn of(Landscape landscape, int level) {
    String label =
        landscape.provenance().name()
            + ", "
            + landscape.resource()
            + " "
            + landscape.levels()[level];
    return new LossColumn(landscape, label, landscape.losses(level));
  }

  /** The landscape's own metric at full fidelity, its highest level. */
  public static LossColumn full(Landscape landscape) {
    return new LossColumn(
        landscape, landscape.provenance().name(), landscape.losses(landscape.top()));
  }

  /**
   * Any other loss of the landscape's configurations.
   *
   * @param label what it is, for people
   * @param loss by the configuration's number, to minimise; NaN if not measured, +infinity if it
   *     diverged
   */
  public static LossColumn of(Landscape landscape, String label, IntToDoubleFunction loss) {
    double[] losses = new double[landscape.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = loss.applyAsDouble(i);
    }
    return new LossColumn(landscape, label, losses);
  }

  /** The landscape whose configurations these are. */
  public Landscape landscape() {
    return landscape;
  }

  /** What it is, for people. */
  public String label() {
    return label;
  }

  /** Number of configurations, measured or not. */
  public int size() {
    return losses.length;
  }

  /** The loss to minimise of a configuration; NaN if not measured, +infinity if it diverged. */
  public double loss(int configuration) {
    return losses[configuration];
  }

  /** How many configurations have a loss. */
  public int measured() {
    int measured = 0;
    for (double loss : losses) {
      measured += Double.isNaN(loss) ? 0 : 1;
    }
    return measured;
  }

  /** All losses by configuration; a copy. */
  public double[] losses() {
    return losses.clone();
  }

  @Override
  public String toString() {
    return label;
  }
}
