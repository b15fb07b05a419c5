package io.cairn.server.exchange.synetune;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.Scale;
import io.cairn.server.exchange.DeclaredSpace;
import io.cairn.server.exchange.Domains;
import io.cairn.server.exchange.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration space as Syne Tune writes it into metadata.json: a JSON text whose values are
 * constants or {@code {"domain_cls": "Float", "domain_kwargs": {"lower": .., "upper": ..},
 * "sampler_cls": "LogUniform", ..}} (syne_tune, config_space.py, to_dict).
 */
final class SyneTuneSpace {

  private SyneTuneSpace() {}

  /**
   * The space.
   *
   * @param notes gets a sentence for what cannot be read
   */
  static DeclaredSpace of(JsonNode metadata, List<String> notes) {
    JsonNode written = metadata.path("config_space");
    if (written.isMissingNode()) {
      notes.add("metadata.json declares no config_space; ranges are those of the trials");
      return DeclaredSpace.NONE;
    }
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    try {
      JsonNode space = written.isTextual() ? JsonValues.tree(written.textValue()) : written;
      space
          .properties()
          .forEach(
              entry -> {
                try {
                  parameters.put(entry.getKey(), parameter(entry.getKey(), entry.getValue()));
                } catch (IllegalArgumentException e) {
                  notes.add(
                      "the domain of "
                          + entry.getKey()
                          + " is taken from its values: "
                          + e.getMessage());
                }
              });
    } catch (JsonProcessingException e) {
      notes.add("config_space of metadata.json is no JSON; ranges are those of the trials");
    }
    return new DeclaredSpace(parameters, Map.of(), List.of(), true);
  }

  private static Parameter parameter(String name, JsonNode domain) {
    if (!domain.has("domain_cls")) {
      return new ConstantParameter(name, JsonValues.plain(domain));
    }
    JsonNode given = domain.path("domain_kwargs");
    String kind = domain.path("domain_cls").asText();
    Scale scale =
        switch (domain.path("sampler_cls").asText()) {
          case "LogUniform" -> Scale.LOG;
          case "ReverseLogUniform" -> Scale.REVERSE_LOG;
          default -> Scale.LINEAR;
        };
    double lower = given.path("lower").asDouble();
    double upper = given.path("upper").asDouble();
    return switch (kind) {
      case "Float" ->
          Domains.real(
              name, lower, upper, scale, domain.path("sampler_kwargs").path("q").asDouble());
      case "Integer" -> Domains.whole(name, lower, upper, scale);
      case "FiniteRange" -> finite(name, given);
      case "Categorical" -> Domains.choice(name, list(given.path("categories")));
      case "Ordinal", "OrdinalNearestNeighbor" ->
          new OrdinalParameter(name, list(given.path("categories")));
      default -> throw new IllegalArgumentException("its class " + kind + " is not known here");
    };
  }

  private static List<Object> list(JsonNode array) {
    List<Object> values = new ArrayList<>();
    array.forEach(value -> values.add(JsonValues.plain(value)));
    return values;
  }

  /** Levels at equal distances, on a log scale if it says so (config_space.py, FiniteRange). */
  private static Parameter finite(String name, JsonNode given) {
    int size = given.path("size").asInt();
    boolean log = given.path("log_scale").asBoolean();
    boolean whole = given.path("cast_int").asBoolean();
    double lower = given.path("lower").asDouble();
    double upper = given.path("upper").asDouble();
    double from = log ? Math.log(lower) : lower;
    double to = log ? Math.log(upper) : upper;
    List<Object> levels = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double at = size == 1 ? from : from + i * (to - from) / (size - 1);
      double level = Math.min(upper, Math.max(lower, log ? Math.exp(at) : at));
      Object value = whole ? (Object) Math.round(level) : (Object) level;
      if (!levels.contains(value)) {
        levels.add(value);
      }
    }
    return new OrdinalParameter(name, levels);
  }
}
