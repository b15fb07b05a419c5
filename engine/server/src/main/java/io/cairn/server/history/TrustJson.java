package io.cairn.server.history;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.PriorTrust;
import io.cairn.core.transfer.TrustReport;
import java.io.IOException;

/**
 * Writes what a study believes of its priors as JSON, in the metric's own unit and direction; what
 * is not known is null. The shape is documented in docs/json.md.
 */
public final class TrustJson {

  private TrustJson() {}

  /** The object. */
  public static void write(JsonGenerator json, StudySpec spec, TrustReport trust)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("lead", trust.lead().word());
    json.writeStringField("reason", trust.reason());
    number(json, "logEvidence", trust.evidence());
    json.writeNumberField("observations", trust.observations());
    json.writeNumberField("needed", trust.needed());
    json.writeNumberField("rung", trust.rung());
    level(json, "resource", spec, trust.rung());
    json.writeBooleanField("heldBack", trust.heldBack());
    TrustReport.Counters counters = trust.counters();
    json.writeObjectFieldStart("decisions");
    json.writeNumberField("priors", counters.priors());
    json.writeNumberField("alone", counters.alone());
    json.writeNumberField("exploration", counters.exploration());
    json.writeNumberField("fallback", counters.fallback());
    json.writeNumberField("promotions", counters.promotions());
    json.writeEndObject();
    json.writeArrayFieldStart("sides");
    for (TrustReport.Side side : trust.sides()) {
      json.writeStartObject();
      json.writeStringField("name", side.name());
      number(json, "seconds", side.seconds());
      fared(json, spec, side.fared());
      json.writeEndObject();
    }
    json.writeEndArray();
    estimate(json, "chance", trust.chance());
    json.writeArrayFieldStart("priors");
    for (PriorTrust prior : trust.priors()) {
      prior(json, spec, prior);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void prior(JsonGenerator json, StudySpec spec, PriorTrust prior)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", prior.id());
    json.writeStringField("name", prior.name());
    json.writeBooleanField("used", prior.isUsed());
    estimate(json, "weight", prior.weight());
    number(json, "contrary", prior.contrary());
    json.writeNumberField("observations", prior.agreement().n());
    estimate(json, "rho", prior.agreement().rho());
    estimate(json, "shakeUp", prior.agreement().shakeUp());
    estimate(json, "overlap", prior.agreement().overlap());
    number(json, "overlapByChance", prior.agreement().chance());
    estimate(json, "topDeficit", prior.agreement().deficit());
    json.writeObjectFieldStart("contribution");
    fared(json, spec, prior.contribution());
    json.writeEndObject();
    number(json, "predictability", prior.predictability());
    json.writeNumberField("configurations", prior.points());
    json.writeStringField("sentence", prior.sentence());
    json.writeEndObject();
  }

  private static void fared(JsonGenerator json, StudySpec spec, TrustReport.Fared fared)
      throws IOException {
    json.writeNumberField("trials", fared.trials());
    json.writeNumberField("ranked", fared.results());
    json.writeNumberField("rankedOf", fared.of());
    number(json, "medianRank", fared.medianRank());
    number(
        json,
        "best",
        Double.isNaN(fared.bestLoss())
            ? Double.NaN
            : spec.objective().metricValue(fared.bestLoss()));
    level(json, "bestResource", spec, fared.bestRung());
  }

  private static void estimate(JsonGenerator json, String name, Estimate estimate)
      throws IOException {
    json.writeObjectFieldStart(name);
    number(json, "value", estimate.value());
    number(json, "low", estimate.known() ? estimate.low() : Double.NaN);
    number(json, "high", estimate.known() ? estimate.high() : Double.NaN);
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    if (Double.isFinite(value)) {
      JsonValues.real(json, value);
    } else {
      json.writeNull();
    }
  }

  /** The level of a rung; -1 is none. */
  private static void level(JsonGenerator json, String name, StudySpec spec, int rung)
      throws IOException {
    json.writeFieldName(name);
    if (rung < 0) {
      json.writeNull();
    } else {
      JsonValues.amount(json, spec.ladder().level(rung));
    }
  }
}
