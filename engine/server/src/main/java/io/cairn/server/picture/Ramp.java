package io.cairn.server.picture;

import java.util.Locale;

/**
 * Viridis in steps: even to the eye, ordered in grey, told apart by the colour-blind (S. van der
 * Walt, N. Smith, 2015). On paper the low end is dark, so good configurations are what stands out;
 * a dark theme turns the ramp around.
 */
final class Ramp {
  /** Number of steps. */
  static final int STEPS = 24;

  private static final int[][] ANCHORS = {
    {68, 1, 84},
    {71, 39, 119},
    {62, 73, 137},
    {48, 103, 141},
    {37, 130, 142},
    {30, 157, 136},
    {53, 183, 120},
    {109, 205, 89},
    {180, 222, 44},
    {253, 231, 37}
  };

  /** The last anchor is too near white to be seen as a dot. */
  private static final double BRIGHTEST = 0.95;

  /** The first anchors cannot be told from a dark ground. */
  private static final double DIMMEST = 0.17;

  private Ramp() {}

  /** The step of a share from 0 to 1. */
  static int step(double share) {
    return (int) Math.max(0, Math.min(STEPS - 1, Math.floor(share * STEPS)));
  }

  /** The colour of a step on a light ground. */
  static String light(int step) {
    return hex(rgb(step));
  }

  /** The colour of a step on a dark ground. */
  static String dark(int step) {
    return hex(rgb(STEPS - 1 - step, DIMMEST));
  }

  /** Black or white, whichever is read better on a step. */
  static String textLight(int step) {
    return luminance(rgb(step)) > 0.36 ? "#101418" : "#ffffff";
  }

  static String textDark(int step) {
    return luminance(rgb(STEPS - 1 - step, DIMMEST)) > 0.36 ? "#101418" : "#ffffff";
  }

  static String fill(int step) {
    return "class=\"q" + step + "\" fill=\"" + light(step) + "\"";
  }

  static String stroke(int step) {
    return "class=\"p" + step + "\" stroke=\"" + light(step) + "\" fill=\"none\"";
  }

  private static int[] rgb(int step) {
    return rgb(step, 0);
  }

  private static int[] rgb(int step, double from) {
    double share = from + (BRIGHTEST - from) * step / (STEPS - 1);
    double at = share * (ANCHORS.length - 1);
    int low = Math.min((int) at, ANCHORS.length - 2);
    int[] rgb = new int[3];
    for (int c = 0; c < 3; c++) {
      rgb[c] =
          (int) Math.round(ANCHORS[low][c] + (at - low) * (ANCHORS[low + 1][c] - ANCHORS[low][c]));
    }
    return rgb;
  }

  private static double luminance(int[] rgb) {
    return (0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]) / 255;
  }

  private static String hex(int[] rgb) {
    return String.format(Locale.ROOT, "#%02x%02x%02x", rgb[0], rgb[1], rgb[2]);
  }
}
