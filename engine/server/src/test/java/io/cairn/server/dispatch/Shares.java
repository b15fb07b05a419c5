package io.cairn.server.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Small claims and offers for tests, and a cluster that answers at once. */
final class Shares {
  static final Instant START = Instant.EPOCH;

  private Shares() {}

  static Claim claim(double weight, int priority) {
    return new Claim(weight, priority, OptionalInt.empty(), "process");
  }

  static Claim atMost(int maxInFlight, int priority) {
    return new Claim(1, priority, OptionalInt.of(maxInFlight), "process");
  }

  static Offer offer(int slots, String... labels) {
    return new Offer(slots, slots, words(labels), words("process"), false);
  }

  static Offer draining(int slots) {
    return new Offer(slots, slots, words(), words("process"), true);
  }

  static SortedSet<String> words(String... words) {
    return new TreeSet<>(List.of(words));
  }

  static Instant at(double seconds) {
    return START.plus(Duration.ofNanos((long) (seconds * 1e9)));
  }

  /** Asks whoever is to be asked, and each has work for every slot. Says how many got one. */
  static int grantAll(FairShare share, double seconds) {
    return answerAll(share, seconds, match -> true);
  }

  /** Asks whoever is to be asked; says how many had work. */
  static int answerAll(FairShare share, double seconds, Function<Match, Boolean> hasWork) {
    int granted = 0;
    for (Optional<Match> match = share.next(at(seconds));
        match.isPresent();
        match = share.next(at(seconds))) {
      if (hasWork.apply(match.get())) {
        share.granted(match.get(), at(seconds));
        granted++;
      } else {
        share.nothing(match.get());
      }
    }
    return granted;
  }

  static int running(FairShare share, String study) {
    return view(share, study).running();
  }

  static StudyShare view(FairShare share, String study) {
    return share.studies().stream()
        .filter(view -> view.study().equals(study))
        .findFirst()
        .orElseThrow();
  }

  /** Evaluations of a study on a node. */
  static int running(FairShare share, String study, String node) {
    return share.nodes().stream()
        .filter(view -> view.node().equals(node))
        .mapToInt(view -> view.running().getOrDefault(study, 0))
        .sum();
  }
}
