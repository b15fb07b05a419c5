package io.cairn.server.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.remote.artery.ThisActorSystemQuarantinedEvent;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Gives nodes up by the rules of {@link GivingUp}: the cluster forgets them, their studies go on
 * elsewhere, and they come back as new members when they can.
 */
final class Downing extends AbstractBehavior<Downing.Command> {

  sealed interface Command {}

  private record Look() implements Command {}

  private record Quarantined(org.apache.pekko.remote.UniqueAddress by) implements Command {}

  private static final Duration LOOK = Duration.ofMillis(500);

  private final Cluster cluster;
  private final GivingUp<UniqueAddress> rules;

  /**
   * @param stableAfter how long nothing may have changed before somebody is given up
   */
  static Behavior<Command> create(Duration stableAfter) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new Downing(context, timers, stableAfter)));
  }

  private Downing(
      ActorContext<Command> context, TimerScheduler<Command> timers, Duration stableAfter) {
    super(context);
    context.setLoggerName(Downing.class);
    this.cluster = Cluster.get(Adapter.toClassic(context.getSystem()));
    this.rules = new GivingUp<>(stableAfter, LOOK);
    ActorRef<ThisActorSystemQuarantinedEvent> quarantines =
        context.messageAdapter(
            ThisActorSystemQuarantinedEvent.class, event -> new Quarantined(event.remoteAddress()));
    context
        .getSystem()
        .eventStream()
        .tell(new EventStream.Subscribe<>(ThisActorSystemQuarantinedEvent.class, quarantines));
    timers.startTimerWithFixedDelay(new Look(), LOOK);
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Look.class, look -> onLook())
        .onMessage(Quarantined.class, this::onQuarantined)
        .build();
  }

  private Behavior<Command> onLook() {
    UniqueAddress self = cluster.selfUniqueAddress();
    MemberStatus status = cluster.selfMember().status();
    if (status.equals(MemberStatus.removed()) || isGoing(status)) {
      return this;
    }
    SortedSet<UniqueAddress> goers = rules.now(hearing(self), System.nanoTime());
    for (UniqueAddress node : goers) {
      getContext()
          .getLog()
          .warn(
              node.equals(self)
                  ? "{}, this node, is out of touch with most coordinators and gives itself up"
                  : "{} is not heard of any more and is given up",
              node.address());
      cluster.down(node.address());
    }
    return this;
  }

  private static boolean isGoing(MemberStatus status) {
    return status.equals(MemberStatus.down()) || status.equals(MemberStatus.exiting());
  }

  private Hearing<UniqueAddress> hearing(UniqueAddress self) {
    SortedSet<UniqueAddress> coordinators = new TreeSet<>();
    SortedSet<UniqueAddress> others = new TreeSet<>();
    for (Member member : CollectionConverters.asJava(cluster.readView().members())) {
      MemberStatus status = member.status();
      if (isGoing(status)) {
        continue;
      }
      boolean counts =
          member.hasRole(Role.COORDINATOR.word())
              && (status.equals(MemberStatus.up()) || status.equals(MemberStatus.leaving()));
      (counts ? coordinators : others).add(member.uniqueAddress());
    }
    Set<Hearing.Deaf<UniqueAddress>> deaf = new HashSet<>();
    for (Reachability.Record record :
        CollectionConverters.asJava(cluster.readView().reachability().records())) {
      if (!record.status().toString().equals("Reachable")) {
        deaf.add(new Hearing.Deaf<>(record.observer(), record.subject()));
      }
    }
    return new Hearing<>(self, coordinators, others, deaf);
  }

  /** Others have given this node up and hear nothing of it any more, whatever it believes. */
  private Behavior<Command> onQuarantined(Quarantined message) {
    UniqueAddress by = UniqueAddress.apply(message.by());
    for (Member member : CollectionConverters.asJava(cluster.readView().members())) {
      if (member.uniqueAddress().equals(by) && member.hasRole(Role.COORDINATOR.word())) {
        getContext().getLog().warn("{} has given this node up", by.address());
        cluster.down(cluster.selfAddress());
      }
    }
    return this;
  }
}
