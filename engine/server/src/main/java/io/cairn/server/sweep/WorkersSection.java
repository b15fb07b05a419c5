package io.cairn.server.sweep;

import java.time.Duration;
import java.util.Optional;

/**
 * The sections {@code workers { slots, lease, grace }} and {@code ask-tell { lease }}.
 *
 * @param slots evaluations that run at once on this machine
 * @param lease how long a worker may be silent
 * @param grace how long running evaluations may take to end
 * @param askTellLease how long an evaluation that was asked for may be out
 */
record WorkersSection(int slots, Duration lease, Duration grace, Duration askTellLease) {

  static final WorkersSection DEFAULT =
      new WorkersSection(2, Duration.ofSeconds(60), Duration.ofSeconds(10), DurationText.LONGEST);

  private static final int MOST_SLOTS = 10_000;
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

  static WorkersSection read(SectionReader root) {
    int slots = DEFAULT.slots;
    Duration lease = DEFAULT.lease;
    Duration grace = DEFAULT.grace;
    Optional<SectionReader> workers = root.section("workers");
    if (workers.isPresent()) {
      SectionReader reader = workers.get();
      slots = reader.count("slots", 1, MOST_SLOTS).orElse(slots);
      lease = reader.duration("lease", SHORTEST_LEASE).orElse(lease);
      grace = reader.duration("grace", Duration.ZERO).orElse(grace);
      reader.finish();
    }
    Duration askTellLease = DEFAULT.askTellLease;
    Optional<SectionReader> askTell = root.section("ask-tell");
    if (askTell.isPresent()) {
      askTellLease = askTell.get().duration("lease", SHORTEST_LEASE).orElse(askTellLease);
      askTell.get().finish();
    }
    return new WorkersSection(slots, lease, grace, askTellLease);
  }

  Duration lease(Purpose purpose) {
    return purpose == Purpose.ASK_TELL ? askTellLease : lease;
  }
}
