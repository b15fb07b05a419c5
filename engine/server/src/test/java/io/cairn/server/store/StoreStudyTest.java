package io.cairn.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.proto.Event;
import io.cairn.proto.Lease;
import io.cairn.proto.StudyCreated;
import io.cairn.server.coordinator.Origin;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.server.coordinator.StudyListener;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.history.Specs;
import io.cairn.server.store.JournalInvariants.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The real coordinator on the store, on one node after another. */
@ParameterizedClass
@EnumSource(StoreKind.class)
class StoreStudyTest {

  private static final int TRIALS = 30;
  private static final String STUDY = "s1";
  private static final StudySpec SPEC = Specs.asha(TRIALS);

  @Parameter StoreKind kind;
  @TempDir Path folder;

  /** Rungs of trials whose result was acknowledged. */
  private final Set<String> acknowledged = new HashSet<>();

  /** A node with the coordinator of the study. */
  private static final class Node implements AutoCloseable {
    private final ActorTestKit kit;
    private final ActorRef<StudyCoordinator.Command> coordinator;

    Node(StoreSettings settings) {
      kit = ActorTestKit.create(StoreNode.config(settings));
      StudyListener nobody =
          new StudyListener() {
            @Override
            public void workAvailable() {}

            @Override
            public void ending() {}

            @Override
            public void ended() {}
          };
      coordinator =
          kit.spawn(
              StudyCoordinator.create(
                  STUDY,
                  new StudyCoordinator.Surroundings(
                      InstantSource.system(),
                      created -> Terms.alone(STUDY, SPEC, Duration.ZERO),
                      Origin.BY_HAND,
                      nobody,
                      Duration.ofMinutes(10),
                      refit -> {
                        throw new AssertionError("this method has no model");
                      })));
    }

    <T> T ask(Function<ActorRef<T>, StudyCoordinator.Command> question) {
      TestProbe<T> probe = kit.createTestProbe();
      coordinator.tell(question.apply(probe.getRef()));
      return probe.receiveMessage(StoreNode.PATIENCE);
    }

    StudyCoordinator.Opened open() {
      StudyCreated created = StudyCreated.newBuilder().setStudy(STUDY).setMode("run").build();
      return ask(to -> new StudyCoordinator.Open(created, "run", to));
    }

    Optional<Lease> lease() {
      return this.<StudyCoordinator.LeaseAnswer>ask(
              to -> new StudyCoordinator.RequestLease("worker", List.of(), to))
          .lease();
    }

    StudyReply complete(Lease lease) {
      double value = (lease.getTrial() * 37 % 100) / 100.0;
      return ask(
          to ->
              new StudyCoordinator.Drive(
                  new StudyCommand.Complete(
                      lease.getToken(),
                      lease.getTo(),
                      Map.of(SPEC.objective().metric(), value),
                      OptionalDouble.of(1)),
                  to));
    }

    StudyView view() {
      return ask(StudyCoordinator.Describe::new);
    }

    /** As after a crash: nothing is told to anybody. */
    @Override
    public void close() {
      kit.shutdownTestKit();
    }
  }

  @Test
  void study_goesOnOnAnotherNode() {
    StoreSettings settings = kind.settings(folder);
    Lease held;
    try (Node node = new Node(settings)) {
      assertThat(node.open().recovered()).isFalse();
      evaluate(node, 25);
      held = node.lease().orElseThrow();
    }
    try (Node node = new Node(settings)) {
      assertThat(node.open().recovered()).isTrue();
      assertThat(node.view().running()).isEqualTo(1);
      // The worker that still had it brings its result to the new coordinator.
      assertThat(node.complete(held)).isInstanceOf(StudyReply.Accepted.class);
      acknowledged.add(name(held));
      evaluate(node, Integer.MAX_VALUE);
      assertThat(node.view().phase()).isEqualTo(StudyPhase.ENDED);
    }
    assertSound(settings);
  }

  @Test
  void coordinatorThatWasReplaced_persistsNothing() {
    StoreSettings settings = kind.settings(folder);
    try (Node old = new Node(settings)) {
      old.open();
      evaluate(old, 10);
      try (Node replacement = new Node(settings)) {
        replacement.open();
        evaluate(replacement, 5);
        // It thinks that it still runs the study; nobody ever hears of what it decides.
        TestProbe<StudyCoordinator.LeaseAnswer> worker = old.kit.createTestProbe();
        old.coordinator.tell(
            new StudyCoordinator.RequestLease("worker", List.of(), worker.getRef()));
        worker.expectNoMessage(Duration.ofSeconds(1));
        evaluate(replacement, Integer.MAX_VALUE);
        assertThat(replacement.view().phase()).isEqualTo(StudyPhase.ENDED);
      }
    }
    assertSound(settings);
  }

  private void evaluate(Node node, int most) {
    for (int i = 0; i < most; i++) {
      Optional<Lease> lease = node.lease();
      if (lease.isEmpty()) {
        return;
      }
      assertThat(node.complete(lease.get())).isInstanceOf(StudyReply.Accepted.class);
      acknowledged.add(name(lease.get()));
    }
  }

  private static String name(Lease lease) {
    return lease.getTrial() + "@" + (long) lease.getTo();
  }

  private void assertSound(StoreSettings settings) {
    try (Store store = Store.open(settings)) {
      assertThat(JournalInvariants.violations(store.commits(STUDY), Limits.ofTrials(TRIALS)))
          .isEmpty();
      assertThat(
              store
                  .commits(STUDY)
                  .flatMap(entry -> entry.commit().getEventsList().stream())
                  .filter(Event::hasMetricsReported)
                  .map(Event::getMetricsReported)
                  .map(report -> report.getTrial() + "@" + (long) report.getResource()))
          .containsExactlyInAnyOrderElementsOf(acknowledged);
    }
  }
}
