package io.cairn.bench.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads a number of a study's description. */
final class JsonField {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private JsonField() {}

  static long number(String json, String field) {
    try {
      return JSON.readTree(json).path(field).asLong();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
