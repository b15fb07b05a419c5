package io.cairn.server.dispatch;

import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.workers.node.ToDispatcher;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/**
 * Offers free slots to studies, one lease at a time for each slot, the study with the fewest
 * evaluations in flight first. A study that has nothing to do is not asked again until it says that
 * something changed, so idle studies and idle slots cost nothing.
 *
 * <p>A grant that gets lost on its way costs no work: its lease expires at the study.
 */
public final class Dispatcher extends AbstractBehavior<Dispatcher.Command> {

  /** Messages to a dispatcher. */
  public sealed interface Command {}

  /** A study may have work from now on. */
  public record StudyOpened(
      String study, ActorRef<StudyCoordinator.Command> coordinator, ActorRef<ToStudy> reports)
      implements Command {}

  /** Something changed in a study that had nothing to do. */
  public record WorkAvailable(String study) implements Command {}

  /** A study takes no more workers; cancel what it runs. */
  public record StudyEnding(String study) implements Command {}

  private record FromNode(ToDispatcher message) implements Command {}

  private record Answered(String study, String node, Optional<Lease> lease, boolean done)
      implements Command {}

  private record NodeGone(String node) implements Command {}

  /**
   * Longer than any stall of the store that a study survives; a lost answer frees the slot again.
   */
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(90);

  private static final class Node {
    final ActorRef<WorkerNode.Command> ref;
    int free;

    /** Leases sent to the node, by this dispatcher, in all. */
    long sent;

    /** Of these, the ones that {@code free} already accounts for. */
    long counted;

    /** Slots for which a study is being asked. */
    int asking;

    Node(ActorRef<WorkerNode.Command> ref) {
      this.ref = ref;
    }

    int available() {
      return (int) (free - (sent - counted)) - asking;
    }
  }

  private static final class Study {
    final ActorRef<StudyCoordinator.Command> coordinator;
    final ActorRef<ToStudy> reports;
    boolean idle;

    /** Whether something changed while the study was being asked. */
    boolean changed;

    long granted;
    int asking;

    Study(ActorRef<StudyCoordinator.Command> coordinator, ActorRef<ToStudy> reports) {
      this.coordinator = coordinator;
      this.reports = reports;
    }
  }

  private final ActorRef<ToDispatcher> fromNodes;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, Study> studies = new LinkedHashMap<>();

  /** A dispatcher, registered where worker nodes look for one. */
  public static Behavior<Command> create() {
    return Behaviors.setup(Dispatcher::new);
  }

  private Dispatcher(ActorContext<Command> context) {
    super(context);
    this.fromNodes = context.messageAdapter(ToDispatcher.class, FromNode::new);
    context
        .getSystem()
        .receptionist()
        .tell(Receptionist.register(ToDispatcher.SERVICE_KEY, fromNodes));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(StudyOpened.class, this::onStudyOpened)
        .onMessage(WorkAvailable.class, this::onWorkAvailable)
        .onMessage(StudyEnding.class, this::onStudyEnding)
        .onMessage(FromNode.class, this::onFromNode)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(NodeGone.class, this::onNodeGone)
        .build();
  }

  private Behavior<Command> onStudyOpened(StudyOpened message) {
    studies.put(message.study(), new Study(message.coordinator(), message.reports()));
    match();
    return this;
  }

  private Behavior<Command> onWorkAvailable(WorkAvailable message) {
    Study study = studies.get(message.study());
    if (study != null) {
      study.idle = false;
      study.changed = true;
      match();
    }
    return this;
  }

  private Behavior<Command> onStudyEnding(StudyEnding message) {
    studies.remove(message.study());
    nodes.values().forEach(node -> node.ref.tell(new WorkerNode.CancelStudy(message.study())));
    return this;
  }

  private Behavior<Command> onFromNode(FromNode message) {
    ToDispatcher.FreeSlots slots = (ToDispatcher.FreeSlots) message.message();
    Node node = nodes.get(slots.node());
    if (node == null || !node.ref.equals(slots.ref())) {
      node = new Node(slots.ref());
      nodes.put(slots.node(), node);
      getContext().watchWith(slots.ref(), new NodeGone(slots.node()));
    }
    node.free = slots.free();
    node.counted = slots.granted();
    node.sent = Math.max(node.sent, slots.granted());
    match();
    return this;
  }

  private Behavior<Command> onNodeGone(NodeGone message) {
    nodes.remove(message.node());
    return this;
  }

  private void match() {
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      Node node = entry.getValue();
      while (node.available() > 0) {
        Optional<Map.Entry<String, Study>> next = nextStudy();
        if (next.isEmpty()) {
          return;
        }
        ask(next.get().getKey(), next.get().getValue(), entry.getKey(), node);
      }
    }
  }

  /** The least served study that is not idle, the oldest of equals. */
  private Optional<Map.Entry<String, Study>> nextStudy() {
    return studies.entrySet().stream()
        .filter(entry -> !entry.getValue().idle)
        .min(Comparator.comparingLong(entry -> entry.getValue().granted + entry.getValue().asking));
  }

  private void ask(String id, Study study, String nodeId, Node node) {
    node.asking++;
    study.asking++;
    study.changed = false;
    getContext()
        .ask(
            StudyCoordinator.LeaseAnswer.class,
            study.coordinator,
            ASK_TIMEOUT,
            replyTo -> new StudyCoordinator.RequestLease(nodeId, replyTo),
            (answer, failure) ->
                answer == null
                    ? new Answered(id, nodeId, Optional.empty(), false)
                    : new Answered(id, nodeId, answer.lease(), answer.done()));
  }

  /** The node went away while its slot's lease was decided. */
  private void giveBack(Lease lease, Study study) {
    study.reports.tell(
        new ToStudy.Failed(
            Fail.newBuilder()
                .setStudy(lease.getStudy())
                .setEvaluation(lease.getEvaluation())
                .setToken(lease.getToken())
                .setKind(FailureKind.FAILURE_KIND_CANCELLED)
                .setMessage("the node left before it got the lease")
                .build(),
            getContext().getSystem().ignoreRef()));
  }

  private Behavior<Command> onAnswered(Answered message) {
    Node node = nodes.get(message.node());
    Study study = studies.get(message.study());
    if (study != null) {
      study.asking--;
    }
    if (node != null) {
      node.asking--;
    }
    if (message.lease().isPresent()) {
      if (study != null && node != null) {
        study.granted++;
        study.idle = false;
        node.sent++;
        node.ref.tell(new WorkerNode.Granted(message.lease().get(), study.reports, fromNodes));
      } else if (study != null) {
        giveBack(message.lease().get(), study);
      }
    } else if (message.done()) {
      studies.remove(message.study());
    } else if (study != null && !study.changed) {
      study.idle = true;
    }
    match();
    return this;
  }
}
