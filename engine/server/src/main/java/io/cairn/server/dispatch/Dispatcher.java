package io.cairn.server.dispatch;

import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import io.cairn.proto.Lease;
import io.cairn.proto.LogText;
import io.cairn.proto.cluster.Drained;
import io.cairn.proto.cluster.NodeStatus;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.Preempted;
import io.cairn.proto.cluster.PreemptedLease;
import io.cairn.proto.cluster.WantedSlots;
import io.cairn.server.coordinator.StudyCoordinator;
import io.cairn.workers.node.ToDispatcher;
import io.cairn.workers.node.ToStudy;
import io.cairn.workers.node.WorkerNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * Offers free slots to studies, one lease at a time for each slot, in the order of {@link
 * FairShare}.
 *
 * <p>It keeps nothing: nodes say what they offer and studies what they claim every few seconds, so
 * that a dispatcher that takes this one's place knows all of it soon. A grant that gets lost on its
 * way costs no work: its lease expires at the study.
 */
public final class Dispatcher extends AbstractBehavior<Dispatcher.Command> {

  /** Messages to a dispatcher. */
  public sealed interface Command {}

  /** A study is being run and may have work; said again every few seconds. */
  public record Claimed(io.cairn.proto.cluster.Claim claim) implements Command {}

  /** Something changed in a study that had nothing to do. */
  public record WorkAvailable(String study) implements Command {}

  /** A study takes no more workers; cancel what it runs. */
  public record StudyEnding(String study) implements Command {}

  /** From a worker node. */
  public record FromNode(ToDispatcher message) implements Command {}

  /** Have a worker node tell the end of what one of its evaluations has printed. */
  public record ReadNodeLog(String node, String study, long token, ActorRef<LogText> replyTo)
      implements Command {}

  /** A person wants a node to take no more leases and to leave. */
  public record DrainNode(String node, Duration grace, ActorRef<Drained> replyTo)
      implements Command {}

  /**
   * What nodes there are, in the order of their names.
   *
   * @param after name after which to begin; empty for the first
   */
  public record ListNodes(String after, ActorRef<Nodes> replyTo) implements Command {}

  /** Checkpoints that nobody needs any more, wherever they lie. */
  public record DropCheckpoints(String study, List<Integer> trials) implements Command {
    public DropCheckpoints {
      trials = List.copyOf(trials);
    }
  }

  /**
   * Checkpoints of a study that is over, wherever they lie.
   *
   * @param keep trials whose checkpoints stay
   */
  public record ClearCheckpoints(String study, List<Integer> keep) implements Command {
    public ClearCheckpoints {
      keep = List.copyOf(keep);
    }
  }

  private record Answered(Match match, StudyCoordinator.LeaseAnswer answer) implements Command {}

  private record Unanswered(Match match) implements Command {}

  private record GivenUp(String study, String forStudy, Preempted leases) implements Command {}

  private record NodeGone(String node, ActorRef<WorkerNode.Command> ref) implements Command {}

  private record Tick() implements Command {}

  /**
   * What a dispatcher works with.
   *
   * @param version that nodes must run
   * @param presence which nodes may be given leases
   */
  public record Settings(
      StudyRefs studies,
      SharingRules rules,
      InstantSource time,
      String version,
      Presence presence) {}

  /**
   * Longer than any stall of the store that a study survives; a lost answer frees the slot again.
   */
  private static final Duration ASK_TIMEOUT = Duration.ofSeconds(90);

  private static final Duration TICK = Duration.ofSeconds(1);

  /** Of nodes in one message. */
  private static final int MOST_NAMES = 1_000;

  /** Of one answer; below the bound of a frame. */
  private static final int MOST_BYTES = 200_000;

  /** Distinguishes this dispatcher from those before it; not 0. */
  private final long id = UUID.randomUUID().getMostSignificantBits() | 1;

  private final Settings settings;
  private final FairShare share;
  private final NavigableMap<String, WorkerSlots> nodes = new TreeMap<>();
  private final Newcomers newcomers;

  /** A dispatcher. */
  public static Behavior<Command> create(Settings settings) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Dispatcher(context, timers, settings)));
  }

  private Dispatcher(
      ActorContext<Command> context, TimerScheduler<Command> timers, Settings settings) {
    super(context);
    context.setLoggerName(Dispatcher.class);
    this.settings = settings;
    this.share = new FairShare(settings.rules());
    this.newcomers = new Newcomers(settings.presence());
    timers.startTimerWithFixedDelay(new Tick(), TICK);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Claimed.class, this::onClaimed)
        .onMessage(WorkAvailable.class, this::onWorkAvailable)
        .onMessage(StudyEnding.class, this::onStudyEnding)
        .onMessage(FromNode.class, this::onFromNode)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Unanswered.class, this::onUnanswered)
        .onMessage(GivenUp.class, this::onGivenUp)
        .onMessage(NodeGone.class, this::onNodeGone)
        .onMessage(DrainNode.class, this::onDrainNode)
        .onMessage(ListNodes.class, this::onListNodes)
        .onMessage(ReadNodeLog.class, this::onReadNodeLog)
        .onMessage(DropCheckpoints.class, this::onDropCheckpoints)
        .onMessage(ClearCheckpoints.class, this::onClearCheckpoints)
        .onMessage(Tick.class, tick -> onTick())
        .build();
  }

  // ---- studies ---------------------------------------------------------------------------------

  private Behavior<Command> onClaimed(Claimed message) {
    share
        .claim(message.claim().getStudy(), claim(message.claim()))
        .ifPresent(refusal -> getContext().getLog().warn("{}", refusal.reason()));
    return match();
  }

  private static Claim claim(io.cairn.proto.cluster.Claim claim) {
    return new Claim(
        Math.max(Claim.LEAST_WEIGHT, Math.min(Claim.MOST_WEIGHT, claim.getWeight())),
        claim.getPriority(),
        claim.getMaxInFlight() == 0 ? OptionalInt.empty() : OptionalInt.of(claim.getMaxInFlight()),
        claim.getWorkerType());
  }

  private Behavior<Command> onWorkAvailable(WorkAvailable message) {
    share.wake(message.study());
    return match();
  }

  private Behavior<Command> onStudyEnding(StudyEnding message) {
    share.withdraw(message.study());
    nodes.values().stream()
        .filter(node -> node.running().containsKey(message.study()))
        .forEach(node -> node.ref().tell(new WorkerNode.CancelStudy(message.study())));
    return match();
  }

  // ---- nodes -----------------------------------------------------------------------------------

  private Behavior<Command> onFromNode(FromNode message) {
    ToDispatcher.Offered offered = (ToDispatcher.Offered) message.message();
    io.cairn.proto.Offer offer = offered.offer();
    if (!offer.getVersion().equals(settings.version())) {
      refuse(
          offered.ref(),
          "it runs Cairn "
              + offer.getVersion()
              + " and the cluster runs "
              + settings.version()
              + "; install the cluster's version on the worker");
      return this;
    }
    if (known(offered).isEmpty() && newcomers.mustWait(offered, settings.time().instant())) {
      return this;
    }
    takeUp(offered);
    return match();
  }

  private Behavior<Command> onTick() {
    newcomers.admitted(settings.time().instant()).forEach(this::takeUp);
    return match();
  }

  private void takeUp(ToDispatcher.Offered offered) {
    io.cairn.proto.Offer offer = offered.offer();
    WorkerSlots node = known(offered).orElseGet(() -> join(offered));
    SortedMap<String, Integer> before = node.running();
    node.says(offer);
    tell(offer.getNode(), node, before);
  }

  /** The node of an offer, unless it is new or was started anew. */
  private Optional<WorkerSlots> known(ToDispatcher.Offered offered) {
    return Optional.ofNullable(nodes.get(offered.offer().getNode()))
        .filter(node -> node.ref().equals(offered.ref()));
  }

  private WorkerSlots join(ToDispatcher.Offered offered) {
    String name = offered.offer().getNode();
    WorkerSlots node = new WorkerSlots(id, offered.ref(), offered.offer());
    if (nodes.put(name, node) != null) {
      share.leave(name);
    }
    getContext().watchWith(offered.ref(), new NodeGone(name, offered.ref()));
    return node;
  }

  private void refuse(ActorRef<WorkerNode.Command> node, String reason) {
    getContext().getLog().warn("a worker is refused: {}", reason);
    node.tell(new WorkerNode.Refused(reason));
  }

  /** What a node runs and offers, for who decides. */
  private void tell(String name, WorkerSlots node, SortedMap<String, Integer> before) {
    Optional<Refusal> refusal = share.offer(name, node.offer());
    if (refusal.isPresent()) {
      nodes.remove(name);
      refuse(node.ref(), refusal.get().reason());
      return;
    }
    SortedMap<String, Integer> running = node.running();
    before.keySet().stream()
        .filter(study -> !running.containsKey(study))
        .forEach(study -> share.running(study, name, 0));
    running.forEach((study, count) -> share.running(study, name, count));
  }

  private Behavior<Command> onNodeGone(NodeGone message) {
    WorkerSlots node = nodes.get(message.node());
    if (node == null || !node.ref().equals(message.ref())) {
      return this;
    }
    nodes.remove(message.node());
    share.leave(message.node());
    return match();
  }

  private Behavior<Command> onReadNodeLog(ReadNodeLog message) {
    WorkerSlots node = nodes.get(message.node());
    if (node == null) {
      message.replyTo().tell(LogText.getDefaultInstance());
    } else {
      node.ref().tell(new WorkerNode.ReadLog(message.study(), message.token(), message.replyTo()));
    }
    return this;
  }

  private Behavior<Command> onDrainNode(DrainNode message) {
    WorkerSlots node = nodes.get(message.node());
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
      node.ref().tell(new WorkerNode.Drain(message.grace()));
      message.replyTo().tell(Drained.newBuilder().setAccepted(true).build());
    }
    return this;
  }

  private Behavior<Command> onListNodes(ListNodes message) {
    Demand demand = share.demand();
    Nodes.Builder answer =
        Nodes.newBuilder().setTotal(nodes.size()).setDemandedSlots(demand.slots());
    int bytes = addWanted(answer, demand);
    addSlots(answer);
    for (WorkerSlots node : nodes.tailMap(message.after(), false).values()) {
      NodeStatus status =
          NodeStatus.newBuilder()
              .setOffer(node.said())
              .setAddress(node.ref().path().address().toString())
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

  /** A node that drains has no slots for anybody. */
  private void addSlots(Nodes.Builder answer) {
    int slots = 0;
    int free = 0;
    for (WorkerSlots node : nodes.values()) {
      if (!node.said().getDraining()) {
        slots += node.said().getSlots();
        free += node.offer().free();
      }
    }
    answer.setSlots(slots).setFreeSlots(free).setBusySlots(Math.max(0, slots - free));
  }

  private static int addWanted(Nodes.Builder answer, Demand demand) {
    int bytes = 0;
    for (Map.Entry<Kind, Integer> wanted : demand.wanted().entrySet()) {
      WantedSlots slots =
          WantedSlots.newBuilder()
              .addAllLabels(wanted.getKey().labels())
              .addAllTypes(wanted.getKey().types())
              .setSlots(wanted.getValue())
              .build();
      bytes += slots.getSerializedSize();
      if (bytes > MOST_BYTES / 4) {
        break;
      }
      answer.addWanted(slots);
    }
    return bytes;
  }

  private Behavior<Command> onDropCheckpoints(DropCheckpoints message) {
    everyPlace(new WorkerNode.DropCheckpoints(message.study(), message.trials()));
    return this;
  }

  private Behavior<Command> onClearCheckpoints(ClearCheckpoints message) {
    everyPlace(new WorkerNode.ClearCheckpoints(message.study(), message.keep()));
    return this;
  }

  /** One node of each place of checkpoints has it done. */
  private void everyPlace(WorkerNode.Command command) {
    Set<String> places = new HashSet<>();
    for (WorkerSlots node : nodes.values()) {
      String place = node.said().getCheckpoints();
      if (!place.isEmpty() && places.add(place)) {
        node.ref().tell(command);
      }
    }
  }

  // ---- matching --------------------------------------------------------------------------------

  private Behavior<Command> match() {
    Instant now = settings.time().instant();
    for (Optional<Match> next = share.next(now); next.isPresent(); next = share.next(now)) {
      ask(next.get());
    }
    share.preemptions(now).forEach(this::preempt);
    return this;
  }

  /** A study of lower priority chooses which of its evaluations it misses least. */
  private void preempt(Preemption preemption) {
    SortedSet<String> fitting = new TreeSet<>();
    for (Map.Entry<String, WorkerSlots> node : nodes.entrySet()) {
      if (fitting.size() < MOST_NAMES
          && preemption.kinds().contains(node.getValue().offer().kind())
          && node.getValue().running().containsKey(preemption.study())) {
        fitting.add(node.getKey());
      }
    }
    if (fitting.isEmpty()) {
      return;
    }
    String reason = "study " + preemption.forStudy() + " has a higher priority";
    getContext()
        .ask(
            Preempted.class,
            settings.studies().of(preemption.study()),
            ASK_TIMEOUT,
            replyTo ->
                new StudyCoordinator.Preempt(preemption.evaluations(), fitting, reason, replyTo),
            (answer, failure) ->
                new GivenUp(
                    preemption.study(),
                    preemption.forStudy(),
                    answer == null ? Preempted.getDefaultInstance() : answer));
  }

  private Behavior<Command> onGivenUp(GivenUp message) {
    SortedMap<String, List<Long>> byNode = new TreeMap<>();
    for (PreemptedLease lease : message.leases().getLeasesList()) {
      byNode.computeIfAbsent(lease.getNode(), node -> new ArrayList<>()).add(lease.getToken());
    }
    byNode.forEach(
        (name, tokens) -> {
          WorkerSlots node = nodes.get(name);
          if (node != null) {
            getContext()
                .getLog()
                .info(
                    "study {} gives {} evaluations on {} up for study {}",
                    message.study(),
                    tokens.size(),
                    name,
                    message.forStudy());
            node.ref()
                .tell(
                    new WorkerNode.GiveBack(
                        message.study(),
                        tokens,
                        "study " + message.forStudy() + " has a higher priority"));
          }
        });
    return this;
  }

  private void ask(Match match) {
    WorkerSlots node = nodes.get(match.node());
    List<String> labels = node == null ? List.of() : node.said().getLabelsList();
    getContext()
        .ask(
            StudyCoordinator.LeaseAnswer.class,
            settings.studies().of(match.study()),
            ASK_TIMEOUT,
            replyTo -> new StudyCoordinator.RequestLease(match.node(), labels, replyTo),
            (answer, failure) ->
                answer == null ? new Unanswered(match) : new Answered(match, answer));
  }

  private Behavior<Command> onAnswered(Answered message) {
    Match match = message.match();
    if (message.answer().lease().isPresent()) {
      granted(match, message.answer().lease().get());
    } else if (message.answer().done()) {
      share.over(match);
    } else {
      share.nothing(match, new TreeSet<>(message.answer().needed()));
    }
    return match();
  }

  private void granted(Match match, Lease lease) {
    WorkerSlots node = nodes.get(match.node());
    if (share.granted(match, settings.time().instant()) && node != null) {
      node.granted(match.study());
      node.ref().tell(new WorkerNode.Granted(lease, id));
    } else {
      giveBack(lease);
    }
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

  private Behavior<Command> onUnanswered(Unanswered message) {
    share.failed(message.match(), settings.time().instant());
    return match();
  }
}
