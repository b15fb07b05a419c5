package io.cairn.server.metrics;

import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.StudyView;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/**
 * The studies that a node runs. Their coordinators tell how they stand, each on its own thread and
 * about once a second; what is shown is made of that when somebody asks.
 *
 * <p>The studies that came first have figures of their own, up to a number of them; all are in the
 * node's sums. When one of the first goes, the next takes its place.
 */
public final class StudyMeters {

  private final int most;
  private final Map<String, StudyStanding> studies = new ConcurrentHashMap<>();
  private final AtomicLong arrivals = new AtomicLong();

  /**
   * What studies did on this node since the process began, those that went on elsewhere included.
   */
  private final AtomicReference<StudyCounts> done = new AtomicReference<>(StudyCounts.NONE);

  /**
   * @param most studies with figures of their own
   */
  StudyMeters(MeterRegistry registry, int most) {
    this.most = most;
    gauge(registry, "cairn.studies", "Studies on this node.", StudyMeters::size);
    gauge(
        registry,
        "cairn.studies.without.meters",
        "Studies on this node that are only in its sums (cairn.metrics.max-studies).",
        meters -> Math.max(0, meters.size() - most));
    gauge(
        registry,
        "cairn.running.evaluations",
        "Evaluations of this node's studies that are out.",
        meters -> meters.sum(StudyView::running));
    gauge(
        registry,
        "cairn.waiting.evaluations",
        "Evaluations of this node's studies that wait for a worker.",
        meters -> meters.sum(view -> view.waitingForRetry() + view.queued()));
    counter(registry, "cairn.trials", "Trials started.", StudyCounts::trials);
    counter(registry, "cairn.results", "Results accepted.", StudyCounts::results);
    counter(
        registry,
        "cairn.failures",
        "Evaluations that failed by fault of user code.",
        StudyCounts::failures);
    counter(
        registry,
        "cairn.relocations",
        "Evaluations that went on elsewhere: their worker was lost, or gave them back.",
        StudyCounts::relocations);
    counter(
        registry,
        "cairn.lease.expiries",
        "Leases that ran out unheard of.",
        StudyCounts::leaseExpiries);
    counter(
        registry,
        "cairn.trials.without.model",
        "Trials started because no model had a say.",
        StudyCounts::startsWithoutModel);
  }

  private void gauge(
      MeterRegistry registry, String name, String help, ToDoubleFunction<StudyMeters> value) {
    Gauge.builder(name, this, value).description(help).register(registry);
  }

  private void counter(
      MeterRegistry registry, String name, String help, ToDoubleFunction<StudyCounts> value) {
    FunctionCounter.builder(name, this, meters -> value.applyAsDouble(meters.done.get()))
        .description(help + " On this node, since its process began.")
        .register(registry);
  }

  /** A study of this node stands like this; said in order for each study. */
  public void stands(String study, StudySpec spec, StudyView view) {
    StudyStanding before = studies.get(study);
    if (before == null) {
      // What it did before is the figure of whoever had it then.
      studies.put(study, StudyStanding.first(arrivals.incrementAndGet(), study, spec, view));
    } else {
      studies.put(study, before.now(view));
      StudyCounts was = StudyCounts.of(before.view());
      StudyCounts is = StudyCounts.of(view);
      done.updateAndGet(sum -> sum.plus(was, is));
    }
  }

  /** A study is not run here any more. */
  public void stopped(String study) {
    studies.remove(study);
  }

  private int size() {
    return studies.size();
  }

  private double sum(ToDoubleFunction<StudyView> value) {
    return studies.values().stream().mapToDouble(study -> value.applyAsDouble(study.view())).sum();
  }

  /** The figures of those that have their own. */
  List<MetricSnapshot> snapshots() {
    List<StudyStanding> shown =
        studies.values().stream()
            .sorted(Comparator.comparingLong(StudyStanding::arrival))
            .limit(most)
            .toList();
    return StudyFigures.ALL.stream().map(figure -> figure.of(shown)).toList();
  }
}
