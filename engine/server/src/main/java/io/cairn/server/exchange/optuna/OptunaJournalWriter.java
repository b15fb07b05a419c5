package io.cairn.server.exchange.optuna;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.server.exchange.ForeignMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignReport;
import io.cairn.server.exchange.ForeignStudy;
import io.cairn.server.exchange.ForeignTrial;
import io.cairn.server.exchange.ForeignTrial.State;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a study as a journal file of Optuna 3.1 to 4.x: what its JournalStorage would have written
 * for {@code create_study} and {@code add_trial} (optuna, storages/journal/_storage.py).
 *
 * <p>Steps are whole in Optuna. Where levels are not, a step is the position of its level, and the
 * study's user attribute {@code cairn:levels} says which that is. Costs are the user attribute
 * {@code cairn:cost_seconds} of trials, by step. Conditions are not written: a trial has the
 * parameters that it has, as in Optuna. A reverse-log scale becomes a linear one.
 */
public final class OptunaJournalWriter {

  private static final String WORKER = "cairn";
  private static final int CREATE_STUDY = 0;
  private static final int SET_STUDY_USER_ATTR = 2;
  private static final int SET_STUDY_SYSTEM_ATTR = 3;
  private static final int CREATE_TRIAL = 4;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private final ForeignStudy study;
  private final ForeignMetric metric;
  private final Instant created;
  private final List<Double> levels;
  private final JsonFactory json =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .build();

  private OptunaJournalWriter(ForeignStudy study, Instant created) {
    this.study = study;
    this.metric = study.metrics().get(0);
    this.created = created;
    this.levels = levels(study, metric.name());
  }

  /** Levels that are no whole numbers, rising; empty if all are whole. */
  private static List<Double> levels(ForeignStudy study, String metric) {
    TreeSet<Double> levels = new TreeSet<>();
    study
        .trials()
        .forEach(
            trial ->
                trial.reports().stream()
                    .filter(report -> report.values().containsKey(metric))
                    .forEach(report -> levels.add(report.step())));
    boolean whole = levels.stream().allMatch(l -> l == Math.rint(l) && Math.abs(l) < 0x1p53);
    return whole ? List.of() : new ArrayList<>(levels);
  }

  /**
   * Writes the study; does not close the stream.
   *
   * @param study of at least one metric, all of whose parameters are declared
   * @param created when its trials begin
   * @throws IOException if the stream fails
   */
  public static void write(ForeignStudy study, Instant created, OutputStream out)
      throws IOException {
    new OptunaJournalWriter(study, created).write(out);
  }

  /** The inside of an operation. */
  private interface Body {
    void write(JsonGenerator line) throws IOException;
  }

  private void write(OutputStream out) throws IOException {
    operation(
        out,
        CREATE_STUDY,
        line -> {
          line.writeStringField("study_name", study.name());
          line.writeArrayFieldStart("directions");
          line.writeNumber(metric.direction() == Direction.MAXIMIZE ? 2 : 1);
          line.writeEndArray();
        });
    attribute(
        out,
        SET_STUDY_SYSTEM_ATTR,
        "system_attr",
        line -> {
          line.writeArrayFieldStart(OptunaDraft.METRIC_NAMES);
          line.writeString(metric.name());
          line.writeEndArray();
        });
    if (study.resource().isPresent()) {
      String resource = study.resource().get();
      attribute(
          out,
          SET_STUDY_USER_ATTR,
          "user_attr",
          line -> line.writeStringField(OptunaDraft.RESOURCE, resource));
    }
    if (!levels.isEmpty()) {
      attribute(
          out,
          SET_STUDY_USER_ATTR,
          "user_attr",
          line -> {
            line.writeArrayFieldStart(OptunaDraft.LEVELS);
            for (double level : levels) {
              line.writeNumber(level);
            }
            line.writeEndArray();
          });
    }
    Map<String, String> distributions = new LinkedHashMap<>();
    for (Parameter parameter : study.declared().parameters().values()) {
      distributions.put(parameter.name(), distribution(parameter));
    }
    for (ForeignTrial trial : study.trials()) {
      operation(out, CREATE_TRIAL, line -> trial(trial, distributions, line));
    }
  }

  private void attribute(OutputStream out, int operation, String kind, Body body)
      throws IOException {
    operation(
        out,
        operation,
        line -> {
          line.writeNumberField("study_id", 0);
          line.writeObjectFieldStart(kind);
          body.write(line);
          line.writeEndObject();
        });
  }

  private void operation(OutputStream out, int operation, Body body) throws IOException {
    JsonGenerator line = json.createGenerator(out);
    line.writeStartObject();
    line.writeNumberField("op_code", operation);
    line.writeStringField("worker_id", WORKER);
    body.write(line);
    line.writeEndObject();
    line.writeRaw('\n');
    line.close();
  }

  private void trial(ForeignTrial trial, Map<String, String> distributions, JsonGenerator line)
      throws IOException {
    line.writeNumberField("study_id", 0);
    boolean finished = trial.state() != State.RUNNING && trial.state() != State.WAITING;
    line.writeStringField("datetime_start", TIME.format(created));
    if (finished) {
      double seconds = Double.isFinite(trial.costSeconds()) ? trial.costSeconds() : 0;
      line.writeStringField(
          "datetime_complete", TIME.format(created.plusNanos((long) (seconds * 1e9))));
    }
    line.writeNumberField("state", code(trial.state()));
    @Nullable Double value = trial.values().get(metric.name());
    boolean valued =
        value != null && (trial.state() == State.COMPLETE || trial.state() == State.PRUNED);
    if (valued && value != null) {
      line.writeNumberField("value", finite(value));
    } else {
      line.writeNullField("value");
    }
    line.writeNullField("values");
    line.writeObjectFieldStart("distributions");
    for (String name : trial.parameters().keySet()) {
      line.writeStringField(name, distributions.getOrDefault(name, ""));
    }
    line.writeEndObject();
    line.writeObjectFieldStart("params");
    for (Map.Entry<String, Object> parameter : trial.parameters().entrySet()) {
      line.writeNumberField(parameter.getKey(), internal(parameter.getKey(), parameter.getValue()));
    }
    line.writeEndObject();
    attributes(trial, line);
    reports(trial, line);
  }

  private void attributes(ForeignTrial trial, JsonGenerator line) throws IOException {
    line.writeObjectFieldStart("user_attrs");
    line.writeObjectFieldStart(OptunaTrial.COSTS);
    for (ForeignReport report : trial.reports()) {
      if (Double.isFinite(report.costSeconds()) && report.values().containsKey(metric.name())) {
        line.writeNumberField(step(report.step()), report.costSeconds());
      }
    }
    if (trial.reports().isEmpty() && Double.isFinite(trial.costSeconds())) {
      line.writeNumberField(OptunaTrial.TOTAL, trial.costSeconds());
    }
    line.writeEndObject();
    for (Map.Entry<String, Double> further : trial.values().entrySet()) {
      if (!further.getKey().equals(metric.name())) {
        line.writeNumberField(further.getKey(), further.getValue());
      }
    }
    line.writeEndObject();
    line.writeObjectFieldStart("system_attrs");
    if (!trial.failure().isEmpty()) {
      line.writeStringField("fail_reason", trial.failure());
    }
    line.writeEndObject();
  }

  private void reports(ForeignTrial trial, JsonGenerator line) throws IOException {
    line.writeObjectFieldStart("intermediate_values");
    for (ForeignReport report : trial.reports()) {
      @Nullable Double value = report.values().get(metric.name());
      if (value != null) {
        line.writeNumberField(step(report.step()), finite(value));
      }
    }
    line.writeEndObject();
  }

  private String step(double level) {
    int position = levels.indexOf(level);
    return Long.toString(position < 0 ? (long) level : position);
  }

  /** A complete trial of Optuna has no NaN; what diverged is infinitely bad. */
  private double finite(double value) {
    boolean maximize = metric.direction() == Direction.MAXIMIZE;
    return Double.isFinite(value)
        ? value
        : maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static int code(State state) {
    return switch (state) {
      case RUNNING -> 0;
      case COMPLETE -> 1;
      case PRUNED -> 2;
      case FAILED -> 3;
      case WAITING -> 4;
    };
  }

  private double internal(String name, Object value) {
    @Nullable Parameter parameter = study.declared().parameters().get(name);
    if (parameter == null) {
      throw new IllegalArgumentException(name + " is declared by no parameter; declare it");
    }
    if (parameter instanceof RealParameter || parameter instanceof IntegerParameter) {
      return ((Number) value).doubleValue();
    }
    return parameter.code(value).orElse(0);
  }

  private String distribution(Parameter parameter) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator line = json.createGenerator((Writer) text)) {
      line.writeStartObject();
      if (parameter instanceof RealParameter real) {
        boolean log = real.scale() == Scale.LOG && real.step().isEmpty();
        line.writeStringField("name", "FloatDistribution");
        line.writeObjectFieldStart("attributes");
        if (real.step().isPresent()) {
          line.writeNumberField("step", real.step().getAsDouble());
        } else {
          line.writeNullField("step");
        }
        line.writeNumberField("low", real.min());
        line.writeNumberField("high", real.max());
        line.writeBooleanField("log", log);
      } else if (parameter instanceof IntegerParameter integer) {
        line.writeStringField("name", "IntDistribution");
        line.writeObjectFieldStart("attributes");
        line.writeBooleanField("log", integer.scale() == Scale.LOG && integer.step() == 1);
        line.writeNumberField("step", integer.step());
        line.writeNumberField("low", integer.min());
        line.writeNumberField("high", integer.max());
      } else {
        line.writeStringField("name", "CategoricalDistribution");
        line.writeObjectFieldStart("attributes");
        line.writeArrayFieldStart("choices");
        for (Object choice : choices(parameter)) {
          line.writePOJO(choice);
        }
        line.writeEndArray();
      }
      line.writeEndObject();
      line.writeEndObject();
    }
    return text.toString();
  }

  private static List<Object> choices(Parameter parameter) {
    if (parameter instanceof CategoricalParameter categorical) {
      return List.copyOf(categorical.values());
    }
    if (parameter instanceof OrdinalParameter ordinal) {
      return ordinal.values();
    }
    return parameter instanceof BooleanParameter
        ? List.of(false, true)
        : List.of(((ConstantParameter) parameter).value());
  }
}
