package io.cairn.server.history;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.PriorTrust;
import io.cairn.core.transfer.TrustReport;
import io.cairn.server.history.PriorExpectations.Measured;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a study believed of its priors over time, found by going through its events once more.
 *
 * @param priors what it weighs, as fitted
 * @param moments in order, the last one is now; empty for a method that does not weigh priors
 * @param notes sentences: why there is none, or which priors could not be judged
 */
public record TrustCourse(List<FittedPrior> priors, List<Moment> moments, List<String> notes) {

  /** So many moments make a smooth line. */
  private static final int MOST = 60;

  public TrustCourse {
    priors = List.copyOf(priors);
    moments = List.copyOf(moments);
    notes = List.copyOf(notes);
  }

  /**
   * What was believed at a moment.
   *
   * @param evaluations results until then
   */
  public record Moment(Instant at, long evaluations, TrustReport trust) {}

  /** A study of which nothing can be said but why. */
  public static TrustCourse none(String why) {
    return new TrustCourse(List.of(), List.of(), List.of(why));
  }

  /**
   * Goes through a study's events.
   *
   * @param spec with its priors
   * @param events gives all of them from the first; asked twice
   * @param notes to be kept with it
   */
  public static TrustCourse of(
      StudySpec spec, Supplier<Stream<StudyEvent>> events, List<String> notes) {
    long results;
    try (Stream<StudyEvent> all = events.get()) {
      results = all.filter(StudyEvent.EvaluationCompleted.class::isInstance).count();
    }
    long every = Math.max(1, (results + MOST - 1) / MOST);
    StudyState state = new StudyState(spec);
    List<Moment> moments = new ArrayList<>();
    try (Stream<StudyEvent> all = events.get()) {
      all.forEach(
          event -> {
            state.apply(event);
            if (event instanceof StudyEvent.EvaluationCompleted
                && state.spending().evaluations() % every == 0) {
              moment(state, event.at(), moments);
            }
          });
    }
    long told = moments.isEmpty() ? -1 : moments.get(moments.size() - 1).evaluations();
    if (state.spending().evaluations() != told) {
      moment(state, state.lastEvent(), moments);
    }
    return new TrustCourse(spec.priors(), moments, notes);
  }

  private static void moment(StudyState state, Instant at, List<Moment> to) {
    state.trust().ifPresent(trust -> to.add(new Moment(at, state.spending().evaluations(), trust)));
  }

  /**
   * Writes it as a part of what is shown of a study; docs/api.md has the shape.
   *
   * @param measured results that the priors are laid over; without them nothing is told of what
   *     they expect
   */
  public void write(JsonGenerator json, StudySpec spec, Optional<Measured> measured)
      throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("notes");
    json.writeEndObject();
    json.writeObjectFieldStart("trust");
    json.writeArrayFieldStart("notes");
    for (String note : notes) {
      json.writeString(note);
    }
    json.writeEndArray();
    json.writeFieldName("now");
    if (moments.isEmpty()) {
      json.writeNull();
    } else {
      TrustJson.write(json, spec, moments.get(moments.size() - 1).trust());
    }
    json.writeArrayFieldStart("moments");
    for (Moment moment : moments) {
      json.writeStartObject();
      json.writeStringField("at", moment.at().toString());
      json.writeNumberField("evaluations", moment.evaluations());
      json.writeStringField("lead", moment.trust().lead().word());
      json.writeFieldName("logEvidence");
      JsonValues.real(json, moment.trust().evidence());
      json.writeFieldName("chance");
      JsonValues.real(json, moment.trust().chance().value());
      json.writeArrayFieldStart("weights");
      for (PriorTrust prior : moment.trust().priors()) {
        JsonValues.real(json, prior.isUsed() ? prior.weight().value() : 0);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeFieldName("expectation");
    if (moments.isEmpty() || measured.isEmpty()) {
      json.writeNull();
    } else {
      PriorExpectations.of(
              spec.withPriors(priors),
              moments.get(moments.size() - 1).trust().priors(),
              measured.get())
          .write(json, spec);
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
