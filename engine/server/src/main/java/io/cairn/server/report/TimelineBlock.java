package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.server.history.EvaluationHistory;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the {@code timeline}: evaluations as bars in the slots of their workers. Too many bars
 * keep the longest: those are most of what can be seen.
 */
final class TimelineBlock {

  private record Lane(String worker, int slot) {}

  private final Map<Lane, Integer> lanes = new LinkedHashMap<>();
  private final List<EvaluationHistory> bars;
  private final Instant start;
  private final Instant last;
  private final int total;
  private final int shownLanes;

  TimelineBlock(StudyHistory history, ReportLimits limits) {
    List<EvaluationHistory> all = history.evaluations();
    this.total = all.size();
    this.last = history.lastEvent();
    this.start = all.isEmpty() ? last : all.get(0).start();
    for (EvaluationHistory evaluation : all) {
      lanes.putIfAbsent(lane(evaluation), lanes.size());
    }
    this.shownLanes = Math.min(lanes.size(), limits.lanes());
    List<EvaluationHistory> shown = new ArrayList<>();
    for (EvaluationHistory evaluation : all) {
      if (place(evaluation) < shownLanes) {
        shown.add(evaluation);
      }
    }
    if (shown.size() > limits.bars()) {
      shown.sort(Comparator.comparing(this::length).reversed());
      shown = shown.subList(0, limits.bars());
      shown.sort(Comparator.comparingLong(EvaluationHistory::token));
    }
    this.bars = List.copyOf(shown);
  }

  private static Lane lane(EvaluationHistory evaluation) {
    return new Lane(evaluation.worker(), evaluation.slot());
  }

  private int place(EvaluationHistory evaluation) {
    return lanes.getOrDefault(lane(evaluation), 0);
  }

  private Duration length(EvaluationHistory evaluation) {
    return Duration.between(evaluation.start(), evaluation.end().orElse(last));
  }

  private interface Cell {
    void write(EvaluationHistory evaluation) throws IOException;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("total", total);
    json.writeNumberField("lanesTotal", lanes.size());
    json.writeStringField("start", start.toString());
    json.writeArrayFieldStart("lanes");
    for (Lane lane : lanes.keySet().stream().limit(shownLanes).toList()) {
      json.writeStartObject();
      json.writeStringField("worker", lane.worker());
      json.writeNumberField("slot", lane.slot());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeObjectFieldStart("bars");
    column(json, "lane", e -> json.writeNumber(place(e)));
    column(json, "start", e -> ReportJson.drawn(json, seconds(e.start())));
    column(json, "end", e -> ReportJson.drawn(json, seconds(e.end().orElse(last))));
    column(json, "outcome", e -> json.writeString(e.outcome().word()));
    column(json, "trial", e -> json.writeNumber(e.trial()));
    column(json, "rung", e -> json.writeNumber(e.rung()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private double seconds(Instant at) {
    return Duration.between(start, at).toMillis() / 1000.0;
  }

  private void column(JsonGenerator json, String name, Cell cell) throws IOException {
    json.writeArrayFieldStart(name);
    for (EvaluationHistory bar : bars) {
      cell.write(bar);
    }
    json.writeEndArray();
  }

  boolean complete() {
    return bars.size() == total;
  }

  /** What is left out, in a sentence. */
  String note() {
    String slots =
        shownLanes < lanes.size() ? " in " + shownLanes + " of " + lanes.size() + " slots" : "";
    return "The " + bars.size() + " longest of " + total + " evaluations are drawn" + slots + ".";
  }
}
