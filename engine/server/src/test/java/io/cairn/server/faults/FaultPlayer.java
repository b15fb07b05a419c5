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
import java.util.function.BooleanSupplier;

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
  private final String study;
  private final List<Strike> strikes = new ArrayList<>();
  private final PriorityQueue<Healing> healings =
      new PriorityQueue<>(Comparator.comparing(Healing::due));
  private final long began = System.nanoTime();

  private FaultPlayer(ClusterProcesses cluster, String study) {
    this.cluster = cluster;
    this.study = study;
  }

  /**
   * Plays a plan; everything is healed when it returns.
   *
   * @param over whether the study is over, which ends it early
   */
  static List<Strike> play(
      ClusterProcesses cluster, String study, FaultPlan plan, BooleanSupplier over) {
    FaultPlayer player = new FaultPlayer(cluster, study);
    player.play(new ArrayDeque<>(plan.faults()), over);
    return List.copyOf(player.strikes);
  }

  private void play(Deque<Planned> ahead, BooleanSupplier over) {
    try {
      while (!(ahead.isEmpty() && healings.isEmpty()) && !awaitNext(ahead, over)) {
        while (!healings.isEmpty() && elapsed().compareTo(healings.peek().due()) >= 0) {
          healings.remove().fault().heal(cluster);
        }
        if (!ahead.isEmpty() && elapsed().compareTo(ahead.peekFirst().after()) >= 0) {
          strike(ahead.removeFirst());
        }
      }
    } finally {
      healAll();
    }
  }

  /** Returns whether the study was over before anything was due. */
  private boolean awaitNext(Deque<Planned> ahead, BooleanSupplier over) {
    Duration strike = ahead.isEmpty() ? Duration.ofDays(1) : ahead.peekFirst().after();
    Duration heal = healings.isEmpty() ? Duration.ofDays(1) : healings.peek().due();
    Duration next = strike.compareTo(heal) < 0 ? strike : heal;
    boolean[] ended = {false};
    await()
        .atMost(Duration.ofMinutes(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              boolean due = elapsed().compareTo(next) >= 0;
              ended[0] = !due && over.getAsBoolean();
              return due || ended[0];
            });
    return ended[0];
  }

  private void strike(Planned planned) {
    String host = StudyHost.of(cluster, study).orElse("c1");
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
