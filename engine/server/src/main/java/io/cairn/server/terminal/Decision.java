package io.cairn.server.terminal;

import com.fasterxml.jackson.databind.JsonNode;

/** A decision about a trial, with its reason. */
public record Decision(long trial, String kind, double resource, String reason) {

  static Decision of(JsonNode json) {
    return new Decision(
        Facts.count(json, "trial"),
        Facts.text(json, "decision"),
        Facts.numberOr(Double.NaN, json.path("resource")),
        Facts.text(json, "reason"));
  }
}
