package io.cairn.server.sweep;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.study.Share;
import io.cairn.core.study.WorkerRules;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The sections {@code workers { slots, lease, grace, max-in-flight, labels, rungs, weight, priority
 * }} and {@code ask-tell { lease }}.
 *
 * @param slots evaluations that run at once on this machine
 * @param lease how long a worker may be silent
 * @param grace how long running evaluations may take to end
 * @param askTellLease how long an evaluation that was asked for may be out
 * @param rules what the study asks of its machines
 * @param share how it stands among other sweeps
 */
record WorkersSection(
    int slots,
    Duration lease,
    Duration grace,
    Duration askTellLease,
    WorkerRules rules,
    Share share) {

  static final WorkersSection DEFAULT =
      new WorkersSection(
          2,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          DurationText.LONGEST,
          WorkerRules.NONE,
          Share.EQUAL);

  private static final int MOST_SLOTS = 10_000;
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

  /**
   * @param ladder empty if it has mistakes of its own
   */
  static WorkersSection read(SectionReader root, Optional<RungLadder> ladder) {
    int slots = DEFAULT.slots;
    Duration lease = DEFAULT.lease;
    Duration grace = DEFAULT.grace;
    WorkerRules rules = DEFAULT.rules;
    Share share = DEFAULT.share;
    Optional<SectionReader> workers = root.section("workers");
    if (workers.isPresent()) {
      SectionReader reader = workers.get();
      slots = reader.count("slots", 1, MOST_SLOTS).orElse(slots);
      lease = reader.duration("lease", SHORTEST_LEASE).orElse(lease);
      grace = reader.duration("grace", Duration.ZERO).orElse(grace);
      rules = rules(reader, ladder);
      share = share(reader);
      reader.finish();
    }
    Duration askTellLease = DEFAULT.askTellLease;
    Optional<SectionReader> askTell = root.section("ask-tell");
    if (askTell.isPresent()) {
      askTellLease = askTell.get().duration("lease", SHORTEST_LEASE).orElse(askTellLease);
      askTell.get().finish();
    }
    return new WorkersSection(slots, lease, grace, askTellLease, rules, share);
  }

  private static WorkerRules rules(SectionReader reader, Optional<RungLadder> ladder) {
    Optional<Integer> most = reader.count("max-in-flight", 1, Integer.MAX_VALUE);
    return new WorkerRules(
        LabelsSection.read(reader, ladder), most.map(OptionalInt::of).orElse(OptionalInt.empty()));
  }

  private static Share share(SectionReader reader) {
    double weight = reader.number("weight").orElse(Share.EQUAL.weight());
    if (!Share.isWeight(weight)) {
      reader.complain("weight", Share.WEIGHT_RULE);
      weight = Share.EQUAL.weight();
    }
    int priority =
        reader
            .count("priority", -Share.MOST_PRIORITY, Share.MOST_PRIORITY)
            .orElse(Share.EQUAL.priority());
    return new Share(weight, priority);
  }

  Duration lease(Purpose purpose) {
    return purpose == Purpose.ASK_TELL ? askTellLease : lease;
  }
}
