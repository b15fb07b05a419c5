package io.cairn.server.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes the {@code parameters} and {@code constraints} of the study. */
final class SpaceBlock {

  private final SearchSpace space;

  SpaceBlock(SearchSpace space) {
    this.space = space;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("parameters");
    for (int p = 0; p < space.dimensions(); p++) {
      json.writeStartObject();
      json.writeStringField("name", space.parameter(p).name());
      domain(json, space.parameter(p));
      if (space.condition(p).isPresent()) {
        json.writeStringField("when", ConditionText.of(space.condition(p).get()));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("constraints");
    for (Constraint constraint : space.constraints()) {
      json.writeString(constraint.text());
    }
    json.writeEndArray();
  }

  private static void domain(JsonGenerator json, Parameter parameter) throws IOException {
    if (parameter instanceof RealParameter real) {
      json.writeStringField("type", "real");
      range(json, real.scale(), real.min(), real.max());
      if (real.step().isPresent()) {
        json.writeFieldName("step");
        ReportJson.value(json, real.step().getAsDouble());
      }
    } else if (parameter instanceof IntegerParameter integer) {
      json.writeStringField("type", "integer");
      range(json, integer.scale(), integer.min(), integer.max());
      if (integer.step() != 1) {
        json.writeFieldName("step");
        ReportJson.value(json, integer.step());
      }
    } else if (parameter instanceof OrdinalParameter ordinal) {
      values(json, "ordinal", ordinal.values());
    } else if (parameter instanceof CategoricalParameter categorical) {
      values(json, "categorical", categorical.values());
    } else if (parameter instanceof BooleanParameter) {
      values(json, "boolean", List.of(false, true));
    } else {
      values(json, "constant", List.of(((ConstantParameter) parameter).value()));
    }
  }

  private static void range(JsonGenerator json, Scale scale, Object min, Object max)
      throws IOException {
    json.writeStringField("scale", scale.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.writeFieldName("min");
    ReportJson.value(json, min);
    json.writeFieldName("max");
    ReportJson.value(json, max);
  }

  private static void values(JsonGenerator json, String type, List<?> values) throws IOException {
    json.writeStringField("type", type);
    json.writeArrayFieldStart("values");
    for (Object value : values) {
      ReportJson.value(json, value);
    }
    json.writeEndArray();
  }
}
