package io.cairn.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.util.ByteString;

/**
 * A request to an {@link Operation}.
 *
 * @param role of the caller
 * @param path values of the names in braces
 * @param body empty without one, and of a {@link Operation.Traffic#FILE}, which is in the request
 */
record Call(HttpRequest request, AccessRole role, Map<String, String> path, ByteString body) {

  /** The segment that stands where the operation has this name in braces. */
  String of(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the operation has no {" + name + "}");
    }
    return value;
  }

  /** The parameters of its address; of one that comes twice, the last. */
  Parameters parameters() {
    return new Parameters(request.getUri().query().toMap());
  }

  Optional<String> header(String name) {
    return request.getHeader(name).map(header -> header.value());
  }

  /**
   * The body as a JSON object; an empty one without a body.
   *
   * @throws InvalidRequestException if it is something else
   */
  ObjectNode json() {
    String text = body.utf8String();
    if (text.isBlank()) {
      return StudyListing.JSON.createObjectNode();
    }
    JsonNode json;
    try {
      json = StudyListing.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidRequestException("the body is not JSON: " + e.getOriginalMessage());
    }
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new InvalidRequestException("the body must be a JSON object");
  }
}
