package io.cairn.server.history;

/**
 * What a history keeps of the things that a study has without bound. Trials, results, decisions and
 * evaluations are all kept.
 *
 * @param pointsPerTrial most points kept of a trial's learning curve, 0 for none, else at least 8;
 *     a longer curve keeps its first and its last point and thins out evenly in between
 * @param logCharacters most characters kept of one failure's log tail, from its end; 0 or more
 * @param logs how many failures keep their log tail, the first ones; 0 or more
 */
public record HistoryLimits(int pointsPerTrial, int logCharacters, int logs) {

  /** 200 points a trial; 4,000 characters of the first 5,000 failures' logs (20 MB). */
  public static final HistoryLimits DEFAULT = new HistoryLimits(200, 4_000, 5_000);

  /** For tables and counts: no learning curves, no logs. */
  public static final HistoryLimits RESULTS_ONLY = new HistoryLimits(0, 0, 0);

  private static final int FEWEST_POINTS = 8;

  public HistoryLimits {
    if (pointsPerTrial != 0 && pointsPerTrial < FEWEST_POINTS) {
      throw new IllegalArgumentException(
          "pointsPerTrial = "
              + pointsPerTrial
              + " must be 0 (no curves) or at least "
              + FEWEST_POINTS
              + "; a shorter curve shows nothing");
    }
    if (logCharacters < 0 || logs < 0) {
      throw new IllegalArgumentException(
          "logCharacters = " + logCharacters + " and logs = " + logs + " must not be negative");
    }
  }
}
