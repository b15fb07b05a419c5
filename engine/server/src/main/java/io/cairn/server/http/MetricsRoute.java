package io.cairn.server.http;

import io.cairn.proto.cluster.Nodes;
import io.cairn.server.cluster.ClusterStudies;
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
                "cairn_demanded_slots",
                "Slots that are in use or could be used now.",
                nodes.getDemandedSlots());
    return HttpResponse.create()
        .withEntity(HttpEntities.create(ContentTypes.TEXT_PLAIN_UTF8, text));
  }

  private static String gauge(String name, String help, long value) {
    return "# HELP "
        + name
        + " "
        + help
        + "\n# TYPE "
        + name
        + " gauge\n"
        + name
        + " "
        + value
        + "\n";
  }
}
