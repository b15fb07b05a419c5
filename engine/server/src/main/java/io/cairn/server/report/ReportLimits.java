package io.cairn.server.report;

/**
 * How much of a study a report holds at most. What is left out is said where it would be; an export
 * has all of it.
 *
 * @param trials trials in the table and in the charts of parameters
 * @param points results in the progress chart
 * @param curves learning curves
 * @param curvePoints points of a learning curve
 * @param bars evaluations on the time line
 * @param lanes slots on the time line
 * @param failureGroups kinds of failure that are listed
 * @param importanceRows results that the importance is estimated from
 */
record ReportLimits(
    int trials,
    int points,
    int curves,
    int curvePoints,
    int bars,
    int lanes,
    int failureGroups,
    int importanceRows) {

  static final ReportLimits DEFAULT = new ReportLimits(2_000, 4_000, 200, 60, 3_000, 64, 40, 800);

  /** Of a page that asks again and again: what one screen can show, in some hundred kilobytes. */
  static final ReportLimits LIVE = new ReportLimits(1_000, 2_000, 80, 40, 1_500, 64, 40, 400);
}
