package io.cairn.core.study;

import io.cairn.core.study.StudyEvent.FailureKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Machines of random labels that come, go, vanish, come back late, lose checkpoints and are asked
 * back, and a person who pauses and resumes: random, but the same for a seed and the same answers.
 */
final class ElasticCluster {

  static final WorkerLabels CPU = WorkerLabels.NONE;
  static final WorkerLabels GPU = WorkerLabels.of("gpu");
  static final WorkerLabels BIG = WorkerLabels.of("big-memory", "gpu");
  private static final List<WorkerLabels> MACHINES = List.of(CPU, GPU, BIG, WorkerLabels.ANY);

  private final SplittableRandom random;
  private final List<StudyReply.Granted> held = new ArrayList<>();
  private final List<StudyReply.Granted> vanished = new ArrayList<>();
  private final List<Long> askedBack = new ArrayList<>();
  private long lastSequence;
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** From now on nothing goes wrong, and every machine may run everything. */
  boolean calm;

  ElasticCluster(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean isIdle() {
    return held.isEmpty();
  }

  StudyCommand next(StudyPhase phase) {
    now = now.plusMillis(random.nextInt(1, 3_000));
    return calm ? nextCalm(phase) : nextWild(phase);
  }

  private StudyCommand nextCalm(StudyPhase phase) {
    if (phase == StudyPhase.PAUSED) {
      return new StudyCommand.Resume();
    }
    if (held.isEmpty() && random.nextInt(3) == 0) {
      now = now.plusSeconds(61); // Whoever vanished is given up.
      return new StudyCommand.Tick();
    }
    if (held.isEmpty() || random.nextBoolean()) {
      return new StudyCommand.RequestLease("calm", random.nextBoolean());
    }
    return complete(held.remove(random.nextInt(held.size())));
  }

  private StudyCommand nextWild(StudyPhase phase) {
    int dice = random.nextInt(200);
    if (phase == StudyPhase.PAUSED && dice < 30) {
      return new StudyCommand.Resume();
    }
    if (dice < 80 || held.isEmpty()) {
      WorkerLabels labels = MACHINES.get(random.nextInt(MACHINES.size()));
      return new StudyCommand.RequestLease("w" + random.nextInt(9), random.nextBoolean(), labels);
    }
    StudyReply.Granted one = held.get(random.nextInt(held.size()));
    if (dice < 120) {
      held.remove(one);
      return complete(one);
    }
    if (dice < 135) {
      return report(one);
    }
    if (dice < 143) {
      held.remove(one);
      return fail(one, random.nextInt(3) == 0 ? FailureKind.ERROR : FailureKind.CANCELLED);
    }
    if (dice < 152) {
      held.remove(one);
      vanished.add(one);
      now = now.plusSeconds(random.nextInt(70));
      return new StudyCommand.Tick();
    }
    if (dice < 157 && !vanished.isEmpty()) {
      return complete(vanished.remove(random.nextInt(vanished.size())));
    }
    if (dice < 170) {
      return new StudyCommand.Alive(signsOfLife());
    }
    if (dice < 175) {
      return new StudyCommand.Preempt(random.nextInt(4), "more urgent");
    }
    if (dice < 181 && !askedBack.isEmpty()) {
      return giveBack(askedBack.remove(0));
    }
    if (dice < 184) {
      return new StudyCommand.Pause("night");
    }
    if (dice < 188) {
      return new StudyCommand.CheckpointGone(one.trial());
    }
    if (dice < 191) {
      return new StudyCommand.OpenSession("run");
    }
    if (dice < 192) {
      vanished.addAll(held);
      held.clear();
      return new StudyCommand.ReleaseLeases("the network went down");
    }
    return new StudyCommand.Tick();
  }

  /** Of all that run, and of some that were believed lost. */
  private List<Long> signsOfLife() {
    List<Long> tokens = new ArrayList<>();
    held.forEach(granted -> tokens.add(granted.token()));
    vanished.stream().filter(v -> random.nextInt(3) == 0).forEach(v -> tokens.add(v.token()));
    return tokens;
  }

  private StudyCommand complete(StudyReply.Granted granted) {
    long bytes = random.nextInt(4) == 0 ? 0 : random.nextLong(1, 20);
    return new StudyCommand.Complete(
        granted.token(),
        granted.to(),
        Map.of("accuracy", accuracy(granted, granted.to())),
        random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(random.nextInt(100)),
        bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes));
  }

  private StudyCommand report(StudyReply.Granted granted) {
    double level = Math.ceil(granted.to() / random.nextInt(1, 4));
    lastSequence++;
    return new StudyCommand.Report(
        granted.token(),
        lastSequence,
        level,
        Map.of("accuracy", accuracy(granted, level)),
        random.nextInt(9),
        OptionalLong.of(random.nextLong(1, 20)));
  }

  private double accuracy(StudyReply.Granted granted, double level) {
    return random.nextInt(15) == 0 ? Double.NaN : Studies.accuracy(granted.configuration(), level);
  }

  private StudyCommand giveBack(long token) {
    for (StudyReply.Granted granted : held) {
      if (granted.token() == token) {
        held.remove(granted);
        return fail(granted, FailureKind.CANCELLED);
      }
    }
    return new StudyCommand.Tick();
  }

  private static StudyCommand fail(StudyReply.Granted granted, FailureKind why) {
    return new StudyCommand.Fail(granted.token(), why, "broke", "", OptionalDouble.of(1));
  }

  void hear(StudyReply reply) {
    if (reply instanceof StudyReply.Granted granted) {
      held.add(granted);
    } else if (reply instanceof StudyReply.Preempted preempted) {
      preempted.leases().forEach(lease -> askedBack.add(lease.token()));
    } else if (reply instanceof StudyReply.Alive alive) {
      held.removeIf(granted -> alive.over().contains(granted.token()));
      vanished.removeIf(granted -> alive.over().contains(granted.token()));
    }
  }
}
