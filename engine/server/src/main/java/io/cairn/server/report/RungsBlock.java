package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.Objective;
import io.cairn.core.study.TrialStatus;
import io.cairn.server.history.RungFate;
import io.cairn.server.history.RungResult;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import java.io.IOException;
import java.util.TreeMap;

/** Writes the {@code rungs}: for each bracket and rung, who came there and what became of them. */
final class RungsBlock {

  private static final class Count {
    private int running;
    private int results;
    private int diverged;
    private int failed;
    private final int[] fates = new int[RungFate.values().length];
    private double best = Double.POSITIVE_INFINITY;
  }

  private record Place(int bracket, int rung) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return bracket != other.bracket
          ? Integer.compare(bracket, other.bracket)
          : Integer.compare(rung, other.rung);
    }
  }

  private final Objective objective;
  private final TreeMap<Place, Count> counts = new TreeMap<>();

  RungsBlock(StudyHistory history) {
    this.objective = history.spec().objective();
    for (TrialHistory trial : history.trials()) {
      for (RungResult result : trial.results()) {
        Count count = count(trial.bracket(), result.rung());
        count.results++;
        count.fates[history.fate(result).ordinal()]++;
        if (result.finite()) {
          count.best = Math.min(count.best, result.loss());
        } else {
          count.diverged++;
        }
      }
      onTheWay(trial);
    }
  }

  /**
   * A trial without the result that it was last sent for is on its way there, or was lost on it.
   */
  private void onTheWay(TrialHistory trial) {
    int reached = trial.lastResult().map(RungResult::rung).orElse(-1);
    if (reached >= trial.dueRung()) {
      return;
    }
    Count count = count(trial.bracket(), trial.dueRung());
    if (trial.status() == TrialStatus.RUNNING) {
      count.running++;
    } else {
      count.failed++;
    }
  }

  private Count count(int bracket, int rung) {
    return counts.computeIfAbsent(new Place(bracket, rung), place -> new Count());
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (var entry : counts.entrySet()) {
      Count count = entry.getValue();
      json.writeStartObject();
      json.writeNumberField("bracket", entry.getKey().bracket());
      json.writeNumberField("rung", entry.getKey().rung());
      json.writeNumberField("running", count.running);
      json.writeNumberField("results", count.results);
      json.writeNumberField("diverged", count.diverged);
      json.writeNumberField("failed", count.failed);
      for (RungFate fate : RungFate.values()) {
        json.writeNumberField(fate.word(), count.fates[fate.ordinal()]);
      }
      json.writeFieldName("best");
      if (Double.isFinite(count.best)) {
        ReportJson.drawn(json, objective.metricValue(count.best));
      } else {
        json.writeNull();
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
