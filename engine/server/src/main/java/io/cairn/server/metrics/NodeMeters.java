package io.cairn.server.metrics;

import io.cairn.proto.cluster.Nodes;
import io.cairn.server.store.Store;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that one node tells Prometheus. What happens in the process is counted in a registry
 * of the node's own; what studies and the dispatcher know is put beside it when somebody asks.
 */
public final class NodeMeters implements AutoCloseable {

  /** Media type of the text. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final StudyMeters studies;
  private final DoorMeters door;

  /**
   * Meters of a node that has told nothing yet.
   *
   * @param version of the program
   * @param mostStudies studies that may have figures of their own
   */
  public NodeMeters(String version, int mostStudies) {
    Gauge.builder("cairn.node.info", () -> 1)
        .description("What runs here; always 1.")
        .tag("version", LabelText.of(version))
        .register(registry);
    this.studies = new StudyMeters(registry, mostStudies);
    this.door = new DoorMeters(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Where studies say how they stand. */
  public StudyMeters studies() {
    return studies;
  }

  /** Where the HTTP door says what it is asked. */
  public DoorMeters door() {
    return door;
  }

  /** Tells of a store from now on; of one store in all. */
  public void watch(Store store) {
    new StoreMeters(registry, store);
  }

  /** Tells of the node's place in its cluster from now on. */
  public void watch(Supplier<Membership> membership) {
    Gauge.builder("cairn.node.ready", () -> membership.get().ready() ? 1 : 0)
        .description("Whether the node is a member of the cluster.")
        .register(registry);
    Gauge.builder("cairn.coordinators", () -> membership.get().coordinators())
        .description("Coordinators that are members, as this node sees it.")
        .register(registry);
    Gauge.builder("cairn.unreachable.nodes", () -> membership.get().unreachable())
        .description("Nodes that somebody does not hear of, as this node sees it.")
        .register(registry);
  }

  /**
   * Everything, in the text format of Prometheus.
   *
   * @param nodes what the dispatcher says of workers and demand; empty if it does not answer
   */
  public byte[] text(Optional<Nodes> nodes) {
    List<MetricSnapshot> all = new ArrayList<>();
    registry.getPrometheusRegistry().scrape().forEach(all::add);
    all.addAll(studies.snapshots());
    all.addAll(ClusterFigures.of(nodes));
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, new MetricSnapshots(all), EscapingScheme.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toByteArray();
  }

  /** Listens to the JVM no longer. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
