package io.cairn.server.exchange;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Conversion;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a trial measured, at the levels of a sweep.
 *
 * <p>Reports count at their level; a final value counts at the level of the trial's last report,
 * or, if it reported nothing on its way, at the full resource. Without a fidelity only what is
 * final counts.
 */
final class Measured {

  /** As in tables: nearer than this share to a rung is that rung. */
  private static final double RUNG_TOLERANCE = 1e-5;

  private final String metric;
  private final Conversion conversion;
  private final LevelRule rule;
  private final RungLadder ladder;
  private int late;
  private int early;
  private int unread;

  /** One measurement; a diverged value is not finite. */
  record Point(double level, double value, double costSeconds) {}

  Measured(String metric, Conversion conversion, LevelRule rule, RungLadder ladder) {
    this.metric = metric;
    this.conversion = conversion;
    this.rule = rule;
    this.ladder = ladder;
  }

  /** The points of a trial by rising level; empty if it measured nothing that counts. */
  List<Point> of(ForeignTrial trial) {
    TreeMap<Double, Point> points = new TreeMap<>();
    for (ForeignReport report : trial.reports()) {
      @Nullable Double value = report.values().get(metric);
      if (value == null) {
        continue;
      }
      double level = snapped(rule.level(report.step()));
      if (level > 0) {
        points.put(level, new Point(level, converted(value), cost(report.costSeconds())));
      } else {
        early++;
      }
    }
    boolean levels = ladder.fidelity().isPresent();
    @Nullable Double last = trial.values().get(metric);
    boolean complete = trial.state() == ForeignTrial.State.COMPLETE;
    if (!levels) {
      return whole(trial, points, last, complete);
    }
    if (last != null && complete) {
      addFinal(trial, points, converted(last));
    }
    return List.copyOf(points.values());
  }

  private void addFinal(ForeignTrial trial, TreeMap<Double, Point> points, double value) {
    if (points.isEmpty()) {
      double full = ladder.level(ladder.top());
      points.put(full, new Point(full, value, cost(trial.costSeconds())));
      return;
    }
    Point reported = points.lastEntry().getValue();
    if (Double.compare(reported.value, value) != 0) {
      late++;
    }
    double cost = Double.isNaN(trial.costSeconds()) ? reported.costSeconds : trial.costSeconds();
    points.put(reported.level, new Point(reported.level, value, cost(cost)));
  }

  private List<Point> whole(
      ForeignTrial trial, TreeMap<Double, Point> points, @Nullable Double last, boolean complete) {
    if (!complete) {
      return List.of();
    }
    unread += Math.max(0, points.size() - 1);
    double level = ladder.level(0);
    if (last != null) {
      return List.of(new Point(level, converted(last), cost(trial.costSeconds())));
    }
    if (points.isEmpty()) {
      return List.of();
    }
    Point reported = points.lastEntry().getValue();
    return List.of(new Point(level, reported.value, reported.costSeconds));
  }

  private double converted(double value) {
    return Double.isFinite(value) && conversion.apply(value) instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }

  private static double cost(double seconds) {
    return seconds >= 0 && Double.isFinite(seconds) ? seconds : Double.NaN;
  }

  private double snapped(double level) {
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (Math.abs(level - ladder.level(rung)) <= RUNG_TOLERANCE * ladder.level(rung)) {
        return ladder.level(rung);
      }
    }
    return level;
  }

  /** Sentences on what was decided on the way. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (rule.plus() == 1 && rule.times() == 1) {
      notes.add(
          "steps count from 0, so one was added to each; steps { plus = 0 } in the map for none");
    }
    if (late > 0) {
      notes.add(
          late
              + (late == 1 ? " trial's final value is" : " trials' final values are")
              + " not what was reported last; the final one counts");
    }
    if (early > 0) {
      notes.add(early + " reports at or below level 0 were left out");
    }
    if (unread > 0) {
      notes.add(
          unread
              + " values on the way were left out, since the space has no fidelity; declare one to keep"
              + " them");
    }
    return notes;
  }
}
