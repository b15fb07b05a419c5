package io.cairn.server.metrics;

import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.WantedSlots;
import io.cairn.server.metrics.Family.Kind;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the dispatcher knows of workers and demand. Every coordinator tells the same, so nobody sums
 * it over them. If it does not answer there are no such figures: old ones would look like news.
 */
public final class ClusterFigures {

  /** The figure that says how many slots could be put to work. */
  public static final String DEMANDED_SLOTS = "cairn_demanded_slots";

  private ClusterFigures() {}

  static List<MetricSnapshot> of(Optional<Nodes> answer) {
    List<MetricSnapshot> all = new ArrayList<>();
    all.add(
        gauge(
            "cairn_dispatcher_up",
            "Whether the dispatcher answered this question in time.",
            answer.isPresent() ? 1 : 0));
    answer.ifPresent(nodes -> add(all, nodes));
    return all;
  }

  private static void add(List<MetricSnapshot> all, Nodes nodes) {
    all.add(gauge("cairn_workers", "Worker nodes that offer slots.", nodes.getTotal()));
    all.add(gauge("cairn_slots", "Slots of worker nodes that do not drain.", nodes.getSlots()));
    all.add(gauge("cairn_busy_slots", "Of these, slots that run something.", nodes.getBusySlots()));
    all.add(gauge("cairn_free_slots", "Of these, slots that are free.", nodes.getFreeSlots()));
    all.add(
        gauge(
            DEMANDED_SLOTS,
            "Slots that are in use or could be used now.",
            nodes.getDemandedSlots()));
    all.add(wanted(nodes));
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    Family family = new Family(name, Kind.GAUGE, help);
    family.add(Labels.EMPTY, value);
    return family.snapshot();
  }

  /** There is always one series, of slots that need no label. */
  private static MetricSnapshot wanted(Nodes nodes) {
    SortedMap<String, Integer> byLabels = new TreeMap<>(Map.of("", 0));
    for (WantedSlots wanted : nodes.getWantedList()) {
      byLabels.merge(
          LabelText.of(String.join(" ", wanted.getLabelsList())), wanted.getSlots(), Integer::sum);
    }
    Family family =
        new Family(
            "cairn_wanted_slots",
            Kind.GAUGE,
            "Slots that could be used beyond those in use, by the labels they need.");
    byLabels.forEach((labels, slots) -> family.add(Labels.of("labels", labels), slots));
    return family.snapshot();
  }
}
