package io.cairn.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON Merge Patch (RFC 7396): what is named replaces what is there, null takes it away. */
final class MergePatch {

  private MergePatch() {}

  /**
   * What comes of a change; neither is changed itself.
   *
   * @param change a missing node changes nothing
   */
  static JsonNode apply(JsonNode target, JsonNode change) {
    if (change.isMissingNode()) {
      return target;
    }
    if (!(change instanceof ObjectNode changes)) {
      return change;
    }
    ObjectNode result =
        target instanceof ObjectNode object
            ? object.objectNode().setAll(object)
            : changes.objectNode();
    changes
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().isNull()) {
                result.remove(entry.getKey());
              } else {
                result.set(entry.getKey(), apply(result.path(entry.getKey()), entry.getValue()));
              }
            });
    return result;
  }
}
