package io.cairn.server.cluster;

import io.cairn.server.store.Members;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Brings a coordinator into the cluster of its store, and says there that it is in it.
 *
 * <p>Coordinators on one store share the studies, so there must be one cluster and not two. The
 * store tells which members there are; only if it has no trace of any does a coordinator begin a
 * cluster. One that was cut off and given up comes back by the same rule: as long as the others are
 * there it looks for them.
 */
final class Joining extends AbstractBehavior<Joining.Command> {

  sealed interface Command {}

  private record Look() implements Command {}

  private record Outlook(List<String> others, boolean mayBegin) implements Command {}

  private record Seen(boolean member) implements Command {}

  private record Removed(UniqueAddress coordinator) implements Command {}

  /** Of no concern. */
  private record Other() implements Command {}

  private record StruckOff() implements Command {}

  private record Failed(Throwable failure) implements Command {}

  private static final Duration EVERY = Duration.ofSeconds(2);

  /** A try to join takes a while; another would end it. */
  private static final int LOOKS_BETWEEN_TRIES = 4;

  private final Members members;
  private final List<NodeAddress> known;
  private final NodeAddress self;
  private final Executor threads;
  private final Cluster cluster;

  /** Whether it was a member: then it is not brought back, its actor system ends. */
  private boolean wasMember;

  /** Whether the store has it in its list. */
  private boolean entered;

  private boolean busy;
  private Set<NodeAddress> tried = Set.of();
  private int looksSince;

  /**
   * @param known coordinators that a person named
   * @param self this one
   */
  static Behavior<Command> create(
      Members members, List<NodeAddress> known, NodeAddress self, Executor threads) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new Joining(context, timers, members, known, self, threads)));
  }

  private Joining(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Members members,
      List<NodeAddress> known,
      NodeAddress self,
      Executor threads) {
    super(context);
    context.setLoggerName(Joining.class);
    this.members = members;
    this.known = List.copyOf(known);
    this.self = self;
    this.threads = threads;
    this.cluster = Cluster.get(context.getSystem());
    ActorRef<MemberRemoved> removals =
        context.messageAdapter(
            MemberRemoved.class,
            removed ->
                isOut(removed) ? new Removed(removed.member().uniqueAddress()) : new Other());
    cluster.subscriptions().tell(Subscribe.create(removals, MemberRemoved.class));
    timers.startTimerWithFixedDelay(new Look(), Duration.ZERO, EVERY);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, look -> onLook())
        .onMessage(Outlook.class, this::onOutlook)
        .onMessage(Seen.class, this::onSeen)
        .onMessage(Removed.class, this::onRemoved)
        .onMessage(Other.class, other -> this)
        .onMessage(StruckOff.class, done -> this)
        .onMessage(Failed.class, this::onFailed)
        .build();
  }

  private Behavior<Command> onLook() {
    if (busy) {
      return this;
    }
    MemberStatus status = cluster.selfMember().status();
    if (status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp())) {
      Members.Member itself = member(cluster.selfMember().uniqueAddress());
      List<Members.Member> beside = entered ? List.of() : others();
      boolean known = entered;
      wasMember = true;
      busy = true;
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(
                  () -> known ? members.seen(itself) : members.enter(itself, beside), threads),
              (member, failure) -> failure == null ? new Seen(member) : new Failed(failure));
    } else if (wasMember) {
      return Behaviors.stopped();
    } else if (status.equals(MemberStatus.removed())) {
      busy = true;
      getContext()
          .pipeToSelf(
              CompletableFuture.supplyAsync(this::outlook, threads),
              (outlook, failure) -> failure == null ? outlook : new Failed(failure));
    }
    return this;
  }

  /** The other coordinators of the cluster that it is in. */
  private List<Members.Member> others() {
    return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
        .filter(member -> member.hasRole(Role.COORDINATOR.word()))
        .map(Member::uniqueAddress)
        .filter(node -> !node.equals(cluster.selfMember().uniqueAddress()))
        .map(Joining::member)
        .toList();
  }

  private static Members.Member member(UniqueAddress node) {
    return new Members.Member(
        new NodeAddress(node.address().getHost().orElse(""), node.address().getPort().orElse(0))
            .toString(),
        node.longUid());
  }

  private Outlook outlook() {
    List<String> others = members.others(self.toString());
    return new Outlook(
        others, others.isEmpty() && members.mayBegin(member(cluster.selfMember().uniqueAddress())));
  }

  private Behavior<Command> onOutlook(Outlook outlook) {
    busy = false;
    if (!cluster.selfMember().status().equals(MemberStatus.removed())) {
      return this;
    }
    if (outlook.mayBegin()) {
      getContext().getLog().info("no other coordinator is there: {} begins the cluster", self);
      cluster.manager().tell(Join.create(cluster.selfMember().address()));
      return this;
    }
    Set<NodeAddress> ways = new LinkedHashSet<>();
    outlook.others().forEach(other -> ways.add(NodeAddress.parse(other)));
    known.stream().filter(node -> !node.equals(self)).forEach(ways::add);
    if (!ways.isEmpty() && (!ways.equals(tried) || ++looksSince >= LOOKS_BETWEEN_TRIES)) {
      tried = ways;
      looksSince = 0;
      Seeds.join(getContext().getSystem(), new ArrayList<>(ways));
    }
    return this;
  }

  /**
   * Others may have given this node up before it could notice that it was away, or have begun
   * another cluster before it was on the list.
   */
  private Behavior<Command> onSeen(Seen message) {
    busy = false;
    if (message.member()) {
      entered = true;
      return this;
    }
    getContext()
        .getLog()
        .warn(
            entered
                ? "the cluster gave this coordinator up while it was away"
                : "another cluster was begun on this store while this coordinator joined one");
    cluster.manager().tell(new Down(cluster.selfMember().address()));
    return Behaviors.stopped();
  }

  /**
   * Whether a coordinator left or was given up. A node that goes itself is told of everybody as
   * removed, whoever stays.
   */
  static boolean isOut(MemberRemoved removed) {
    MemberStatus before = removed.previousStatus();
    return removed.member().hasRole(Role.COORDINATOR.word())
        && (before.equals(MemberStatus.down()) || before.equals(MemberStatus.exiting()));
  }

  /** Whoever is out can write nothing any more, also if it does not know. */
  private Behavior<Command> onRemoved(Removed removed) {
    if (!removed.coordinator().equals(cluster.selfMember().uniqueAddress())) {
      getContext()
          .pipeToSelf(
              CompletableFuture.runAsync(
                  () -> members.strikeOff(member(removed.coordinator())), threads),
              (done, failure) -> failure == null ? new StruckOff() : new Failed(failure));
    }
    return this;
  }

  private Behavior<Command> onFailed(Failed message) {
    busy = false;

    getContext().getLog().warn("the list of coordinators is not to be had", message.failure());
    return this;
  }
}
