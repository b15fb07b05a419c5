package io.cairn.server.http;

import io.cairn.proto.cluster.Nodes;
import io.cairn.server.cluster.ClusterStudies;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.Route;

/** {@code /metrics} in the text format of Prometheus: what an autoscaler needs. */
final class MetricsRoute extends AllDirectives {

  private final ClusterStudies cluster;
  private final Guard guard;

  MetricsRoute(ClusterStudies cluster, Guard guard) {
    this.cluster = cluster;
    this.guard = guard;
  }

  Route route() {
    return guard.of(
        AccessRole.VIEW,
        () ->
            completeWithFuture(
                cluster
                    .workers("")
                    .thenApply(MetricsRoute::text)
                    .exceptionally(Unavailable::response)));
  }

  private static HttpResponse text(Nodes nodes) {
    String text =
        gauge("cairn_workers", "Worker nodes that offer slots.", nodes.getTotal())
            + gauge("cairn_slots", "Slots of worker nodes that do not drain.", nodes.getSlots())
            + gauge(
                HttpDoor.DEMANDED_SLOTS,
                "Slots that are in use or could be used now.",
                nodes.getDemandedSlots())
            + wanted(nodes);
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text));
  }

  private static String gauge(String name, String help, long value) {
    return head(name, help) + name + " " + value + "\n";
  }

  private static String head(String name, String help) {
    return "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n";
  }

  /** Labels are of characters that need no escape. */
  private static String wanted(Nodes nodes) {
    SortedMap<String, Integer> byLabels = new TreeMap<>(Map.of("", 0));
    nodes
        .getWantedList()
        .forEach(
            w -> byLabels.merge(String.join(" ", w.getLabelsList()), w.getSlots(), Integer::sum));
    String name = "cairn_wanted_slots";
    StringBuilder text =
        new StringBuilder(
            head(name, "Slots that could be used beyond those in use, by the labels they need."));
    byLabels.forEach(
        (labels, slots) ->
            text.append(name)
                .append("{labels=\"")
                .append(labels)
                .append("\"} ")
                .append(slots)
                .append('\n'));
    return text.toString();
  }
}
