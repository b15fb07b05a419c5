package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Workers of a cluster. */
final class RemoteWorkers {

  private RemoteWorkers() {}

  /** All of them, as if they came on one page. */
  static ObjectNode of(RemoteCluster cluster) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    ArrayNode workers = whole.putArray("workers");
    String after = "";
    while (true) {
      JsonNode page = cluster.get("api/v1/workers?after=" + RemoteCluster.encoded(after));
      page.path("workers").forEach(workers::add);
      if (!page.path("more").asBoolean() || page.path("workers").isEmpty()) {
        for (String figure : new String[] {"total", "slots", "demandedSlots"}) {
          whole.set(figure, page.path(figure));
        }
        return whole;
      }
      after = workers.get(workers.size() - 1).path("worker").asText();
    }
  }
}
