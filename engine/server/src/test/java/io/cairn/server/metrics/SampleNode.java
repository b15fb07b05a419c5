package io.cairn.server.metrics;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.halving.RungSummary;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.Objective;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.WantedSlots;
import io.cairn.server.coordinator.ModelView;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.metrics.DoorMeters.Purpose;
import io.cairn.server.store.Store;
import io.cairn.server.store.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A node with one study that has everything that a study can have. */
final class SampleNode implements AutoCloseable {

  static final Nodes NODES =
      Nodes.newBuilder()
          .setTotal(3)
          .setSlots(12)
          .setBusySlots(8)
          .setFreeSlots(4)
          .setDemandedSlots(20)
          .addWanted(WantedSlots.newBuilder().addLabels("gpu").addTypes("process").setSlots(8))
          .build();

  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(new RealParameter("x", 0, 1, Scale.LINEAR, OptionalDouble.empty())),
          Map.of(),
          List.of());

  private final Store store;
  private final NodeMeters meters = new NodeMeters("0.1.0", 2);

  SampleNode(Path folder) {
    store = Store.open(StoreKind.H2.settings(folder));
    meters.watch(store);
    meters.watch(() -> new Membership(true, 3, 1));
    meters.door().answered(Purpose.API, 200, Duration.ofMillis(3));
    meters.studies().stands("digits", spec("digits"), view(10));
  }

  NodeMeters meters() {
    return meters;
  }

  Exposition exposition() {
    return Exposition.of(meters.text(Optional.of(NODES)));
  }

  static StudySpec spec(String name) {
    return new StudySpec(
        name,
        new Objective("accuracy", Objective.Direction.MAXIMIZE),
        SPACE,
        RungLadder.of(new Fidelity("epoch", Rational.parse("1"), Rational.parse("9"), 3, true)),
        new MethodSettings("landscape", 1, Map.of()),
        Budget.ofTrials(200),
        new FailureRules(0, 100, 20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(2),
        List.of());
  }

  /** Of a study after so many results. */
  static StudyView view(int results) {
    return new StudyView(
        StudyPhase.RUNNING,
        "",
        Optional.of(
            new StudyView.Best(
                new Incumbent(4, 1, 3, -0.75, Map.of("accuracy", 0.75)),
                SPACE.configuration(Map.of("x", 0.5)))),
        new Spending(20, results, 40.5, 2.5, 81, 1, 2, 3, 4, 1, 0),
        5,
        1,
        2,
        4_096,
        List.of(
            new RungSummary(0, 0, 1, 3, 9, 0, 1, 4, -0.5, -0.4),
            new RungSummary(0, 1, 3, 2, 1, 0, 0, 0, -0.75, Double.NaN)),
        Duration.ofSeconds(60),
        Optional.of(new ModelView(3, 1, Duration.ofMillis(250), 6, true)),
        OptionalInt.of(7),
        2);
  }

  @Override
  public void close() {
    meters.close();
    store.close();
  }
}
