package io.cairn.server.dispatch;

import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.Offer;
import io.cairn.proto.RunningOfStudy;
import io.cairn.proto.cluster.Claim;
import io.cairn.proto.cluster.Drained;
import io.cairn.proto.cluster.NodeStatus;
import io.cairn.proto.cluster.Nodes;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.workers.node.ToDispatcher;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Offers free slots to studies, one lease at a time for each slot, the study with the fewest
 * evaluations in flight first. A study that has nothing to do is not asked again until it says that
 * something changed, so idle studies and idle slots cost nothing.
 *
 * <p>It keeps nothing: nodes say what they offer and studies what they claim every few seconds, so
 * that a dispatcher that takes this one's place knows all of it soon. A grant that gets lost on its
 * way costs no work: its lease expires at the study.
 */
public final class Dispatcher extends AbstractBehavior<Dispatcher.Command> {

  /** Messages to a dispatcher. */
  public sealed interface Command {}

  /** A study is being run and may have work; said again every few seconds. */
  public record Claimed(Claim claim) implements Command {}

  /** Something changed in a study that had nothing to do. */
  public record WorkAvailable(String study) implements Command {}

  /** A study takes no more workers; cancel what it runs. */
  public record StudyEnding(String study) implements Command {}

  /** From a worker node. */
  public record FromNode(ToDispatcher message) implements Command {}

  /** A person wants a node to take no more leases and to leave. */
  public record DrainNode(String node, Duration grace, ActorRef<Drained> replyTo)
      implements Command {}

  /**
   * What nodes there are, in the order of their names.
   *
   * @param after name after which to begin; empty for the first
   */
  public record ListNodes(String after, ActorRef<Nodes> replyTo) implements Command {}

  private record Answered(String study, String node, Optional<Lease> lease, boolean done)
      implements Command {}

  private record NodeGone(String node, ActorRef<WorkerNode.Command> ref) implements Command {}

  /** What a dispatcher works with. */
  public record Settings(StudyRefs studies, String version) {}

  /**
   * Longer than any stall of the store that a study survives; a lost answer frees the slot again.
   */
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(90);

  /** Of one answer; below the bound of a frame. */
  private static final int MOST_BYTES = 200_000;

  private static final class Node {
    final ActorRef<WorkerNode.Command> ref;
    Offer offer;

    /** Leases sent to the node, by this dispatcher, in all. */
    long sent;

    /** Of these, the ones that the offer already accounts for. */
    long counted;

    /** Slots for which a study is being asked. */
    int asking;

    Node(ActorRef<WorkerNode.Command> ref, Offer offer) {
      this.ref = ref;
      this.offer = offer;
    }

    int available() {
      return (int) (offer.getFree() - (sent - counted)) - asking;
    }

    boolean mayRun(String study) {
      return sent > counted
          || offer.getRunningList().stream().map(RunningOfStudy::getStudy).anyMatch(study::equals);
    }
  }

  private static final class Study {
    Claim claim;
    boolean idle;

    /** Whether something changed while the study was being asked. */
    boolean changed;

    long granted;
    int asking;

    Study(Claim claim) {
      this.claim = claim;
    }
  }

  /** Distinguishes this dispatcher from those before it; not 0. */
  private final long id = UUID.randomUUID().getMostSignificantBits() | 1;

  private final Settings settings;
  private final NavigableMap<String, Node> nodes = new TreeMap<>();
  private final Map<String, Study> studies = new LinkedHashMap<>();

  /** A dispatcher. */
  public static Behavior<Command> create(Settings settings) {
    return Behaviors.setup(context -> new Dispatcher(context, settings));
  }

  private Dispatcher(ActorContext<Command> context, Settings settings) {
    super(context);
    this.settings = settings;
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Claimed.class, this::onClaimed)
        .onMessage(WorkAvailable.class, this::onWorkAvailable)
        .onMessage(StudyEnding.class, this::onStudyEnding)
        .onMessage(FromNode.class, this::onFromNode)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(NodeGone.class, this::onNodeGone)
        .onMessage(DrainNode.class, this::onDrainNode)
        .onMessage(ListNodes.class, this::onListNodes)
        .build();
  }

  private Behavior<Command> onClaimed(Claimed message) {
    Claim claim = message.claim();
    Study known = studies.get(claim.getStudy());
    if (known == null) {
      studies.put(claim.getStudy(), new Study(claim));
      match();
    } else {
      known.claim = claim;
    }
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
    nodes.values().stream()
        .filter(node -> node.mayRun(message.study()))
        .forEach(node -> node.ref.tell(new WorkerNode.CancelStudy(message.study())));
    return this;
  }

  private Behavior<Command> onFromNode(FromNode message) {
    ToDispatcher.Offered offered = (ToDispatcher.Offered) message.message();
    Offer offer = offered.offer();
    if (!offer.getVersion().equals(settings.version())) {
      offered
          .ref()
          .tell(
              new WorkerNode.Refused(
                  "it runs Cairn "
                      + offer.getVersion()
                      + " and the cluster runs "
                      + settings.version()
                      + "; install the cluster's version on the worker"));
      return this;
    }
    Node node = nodes.get(offer.getNode());
    if (node == null || !node.ref.equals(offered.ref())) {
      node = new Node(offered.ref(), offer);
      nodes.put(offer.getNode(), node);
      getContext().watchWith(offered.ref(), new NodeGone(offer.getNode(), offered.ref()));
    }
    node.offer = offer;
    node.counted = offer.getDispatcher() == id ? offer.getGranted() : 0;
    match();
    return this;
  }

  private Behavior<Command> onNodeGone(NodeGone message) {
    Node node = nodes.get(message.node());
    if (node != null && node.ref.equals(message.ref())) {
      nodes.remove(message.node());
    }
    return this;
  }

  private Behavior<Command> onDrainNode(DrainNode message) {
    Node node = nodes.get(message.node());
    if (node == null) {
      message
          .replyTo()
          .tell(
              Drained.newBuilder()
                  .setReason(
                      "there is no worker "
                          + message.node()
                          + (nodes.isEmpty() ? "; there are none" : "; `cairn workers` lists them"))
                  .build());
    } else {
      node.ref.tell(new WorkerNode.Drain(message.grace()));
      message.replyTo().tell(Drained.newBuilder().setAccepted(true).build());
    }
    return this;
  }

  private Behavior<Command> onListNodes(ListNodes message) {
    Nodes.Builder answer = Nodes.newBuilder().setTotal(nodes.size());
    int slots = 0;
    for (Node node : nodes.values()) {
      slots += node.offer.getDraining() ? 0 : node.offer.getSlots();
    }
    answer.setSlots(slots);
    int bytes = 0;
    for (Node node : nodes.tailMap(message.after(), false).values()) {
      NodeStatus status =
          NodeStatus.newBuilder()
              .setOffer(node.offer)
              .setAddress(node.ref.path().address().toString())
              .build();
      bytes += status.getSerializedSize();
      if (bytes > MOST_BYTES) {
        answer.setMore(true);
        break;
      }
      answer.addNodes(status);
    }
    message.replyTo().tell(answer.build());
    return this;
  }

  private void match() {
    for (Map.Entry<String, Node> entry : nodes.entrySet()) {
      Node node = entry.getValue();
      while (node.available() > 0) {
        Optional<Map.Entry<String, Study>> next = nextStudy(node.offer);
        if (next.isEmpty()) {
          break;
        }
        ask(next.get().getKey(), next.get().getValue(), entry.getKey(), node);
      }
    }
  }

  /** The least served study that is not idle, the oldest of equals. */
  private Optional<Map.Entry<String, Study>> nextStudy(Offer offer) {
    return studies.entrySet().stream()
        .filter(entry -> !entry.getValue().idle)
        .filter(entry -> canRun(offer, entry.getValue().claim))
        .min(Comparator.comparingLong(entry -> entry.getValue().granted + entry.getValue().asking));
  }

  private static boolean canRun(Offer offer, Claim claim) {
    return claim.getWorkerType().isEmpty() || offer.getTypesList().contains(claim.getWorkerType());
  }

  private void ask(String id, Study study, String nodeId, Node node) {
    node.asking++;
    study.asking++;
    study.changed = false;
    getContext()
        .ask(
            StudyCoordinator.LeaseAnswer.class,
            settings.studies().of(id),
            ASK_TIMEOUT,
            replyTo ->
                new StudyCoordinator.RequestLease(nodeId, node.offer.getLabelsList(), replyTo),
            (answer, failure) ->
                answer == null
                    ? new Answered(id, nodeId, Optional.empty(), false)
                    : new Answered(id, nodeId, answer.lease(), answer.done()));
  }

  /** The node went away while its slot's lease was decided. */
  private void giveBack(Lease lease) {
    settings
        .studies()
        .of(lease.getStudy())
        .tell(
            new StudyCoordinator.FromWorker(
                new ToStudy.Failed(
                    Fail.newBuilder()
                        .setStudy(lease.getStudy())
                        .setEvaluation(lease.getEvaluation())
                        .setToken(lease.getToken())
                        .setKind(FailureKind.FAILURE_KIND_CANCELLED)
                        .setMessage("the node left before it got the lease")
                        .build(),
                    getContext().getSystem().ignoreRef())));
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
        node.ref.tell(new WorkerNode.Granted(message.lease().get(), id));
      } else {
        giveBack(message.lease().get());
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
