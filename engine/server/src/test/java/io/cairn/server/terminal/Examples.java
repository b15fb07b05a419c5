package io.cairn.server.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a server says, in the shapes of docs/api.md. */
final class Examples {

  static final Look COLOURED = new Look(true, true);
  static final Look ASCII = new Look(false, false);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Examples() {}

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  static JsonNode study(String id, String state, double progress, int failures) {
    return json(
        """
        {"study":"%s","name":"churn-gbm","state":"%s","method":"asha","metric":"val_accuracy",
         "direction":"maximize","resource":"epoch","trials":140,"evaluations":205,"running":4,"waiting":2,
         "failures":%d,"relocations":1,"elapsedSeconds":3725.5,"progress":%s,"submitted":"2026-03-02T08:00:0%dZ",
         "best":{"trial":18,"configuration":{"learning-rate":0.07812345,"depth":8,"booster":"dart"},
           "metrics":{"val_accuracy":0.92661},"resource":27},
         "rungs":[{"bracket":0,"level":1,"running":2,"results":140,"promoted":46,"best":0.8},
           {"bracket":0,"level":3,"running":1,"results":46,"promoted":15,"best":0.871},
           {"bracket":0,"level":9,"running":1,"results":15,"promoted":4,"best":0.9},
           {"bracket":0,"level":27,"running":0,"results":4,"promoted":0,"best":0.92661}],
         "ended":%s}
        """
            .formatted(
                id,
                state,
                failures,
                state.equals("ended") ? "null" : String.format(Locale.ROOT, "%.2f", progress),
                id.length() % 10,
                state.equals("ended") ? "\"trials budget reached (200)\"" : "null"));
  }

  static JsonNode workers() {
    return json(
        """
        {"workers":[
          {"worker":"box-a","slots":4,"free":1,"draining":false,"labels":["gpu"],"running":{"s1":3}},
          {"worker":"box-b","slots":2,"free":1,"draining":true,"labels":[],"running":{"s1":1}}],
         "total":2,"slots":6,"demandedSlots":9,"more":false}
        """);
  }

  /** A change that brings these results, all at rung 0 but the last, and as many decisions. */
  static JsonNode change(int results, int decisions) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      values.add(
          String.format(
              Locale.ROOT, "[%d,0,%.3f]", i, 0.5 + 0.3 * Math.sin(i * 1.7) * i / results));
    }
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < decisions; i++) {
      reasons.add(
          """
          {"at":"2026-03-02T08:00:07Z","trial":%d,"decision":"%s","rung":1,"resource":%d,
           "reason":"rank %d of %d at epoch 1, the best %d go on: val_accuracy 0.8123, cut 0.7945"}"""
              .formatted(
                  i,
                  i % 3 == 0 ? "promoted" : i % 3 == 1 ? "paused" : "failed",
                  i % 3 == 0 ? 3 : 1,
                  i,
                  decisions,
                  decisions / 3));
    }
    return json(
        """
        {"sequence":9,"current":true,"summary":{"study":"s1","state":"running","evaluations":205},
         "running":4,"waiting":2,"failures":3,"relocations":1,"elapsedSeconds":3726.5,
         "resultsLeftOut":0,"results":%s,"decisionsLeftOut":0,"decisions":%s}
        """
            .formatted(values, reasons));
  }

  static StudyPicture running() {
    StudyFeed feed = new StudyFeed("s1");
    feed.status(study("s1", "running", 0.7, 3));
    feed.change("9.120.60", change(120, 60));
    feed.workers(workers());
    return feed.picture();
  }
}
