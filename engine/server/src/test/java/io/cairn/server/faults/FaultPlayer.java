package io.cairn.server.faults;

import static org.awaitility.Awaitility.await;

import io.cairn.server.faults.FaultPlan.Planned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/** Has the faults of a plan happen to a cluster while a study runs on it. */
final class FaultPlayer {

  /**
   * A fault that happened.
   *
   * @param fault with the name of its node
   * @param at when
   * @param host whether it was at the coordinator that ran the study
   */
  record Strike(Fault fault, Instant at, boolean host) {}

  private record Healing(Duration due, Fault fault) {}

  private final ClusterProcesses cluster;
  private final ClusterStudy study;
  private final List<Strike> strikes = new ArrayList<>();
  private final PriorityQueue<Healing> healings =
      new PriorityQueue<>(Comparator.comparing(Healing::due));
  private final long began = System.nanoTime();

  private FaultPlayer(ClusterProcesses cluster, ClusterStudy study) {
    this.cluster = cluster;
    this.study = study;
  }

  /**
   * Plays a plan to its end; everything is healed when it returns.
   *
   * @param meanwhile done again and again
   */
  static List<Strike> play(
      ClusterProcesses cluster, ClusterStudy study, FaultPlan plan, Runnable meanwhile) {
    FaultPlayer player = new FaultPlayer(cluster, study);
    player.play(new ArrayDeque<>(plan.faults()), meanwhile);
    return List.copyOf(player.strikes);
  }

  private void play(Deque<Planned> ahead, Runnable meanwhile) {
    try {
      while (!(ahead.isEmpty() && healings.isEmpty())) {
        awaitNext(ahead, meanwhile);
        while (!healings.isEmpty() && isDue(healings.peek().due())) {
          healings.remove().fault().heal(cluster);
        }
        if (!ahead.isEmpty() && isDue(ahead.peekFirst().after())) {
          strike(ahead.removeFirst());
        }
      }
    } finally {
      healAll();
    }
  }

  private void awaitNext(Deque<Planned> ahead, Runnable meanwhile) {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              meanwhile.run();
              return !ahead.isEmpty() && isDue(ahead.peekFirst().after())
                  || !healings.isEmpty() && isDue(healings.peek().due());
            });
  }

  private boolean isDue(Duration time) {
    return elapsed().compareTo(time) >= 0;
  }

  private void strike(Planned planned) {
    String host = study.host().orElse("c1");
    Fault fault = planned.fault().at(node -> node.equals(Fault.HOST) ? host : node);
    boolean atHost = !fault.at(node -> node.equals(host) ? Fault.HOST : node).equals(fault);
    strikes.add(new Strike(fault, Instant.now(), atHost));
    healings.add(new Healing(elapsed().plus(planned.lasts()), fault));
    fault.strike(cluster);
  }

  private void healAll() {
    List<Throwable> failures = new ArrayList<>();
    for (Healing healing : healings) {
      try {
        healing.fault().heal(cluster);
      } catch (RuntimeException | AssertionError e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("not everything could be healed", failures.get(0));
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
