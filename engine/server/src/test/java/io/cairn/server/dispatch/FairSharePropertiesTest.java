package io.cairn.server.dispatch;

import static io.cairn.server.dispatch.Shares.at;
import static io.cairn.server.dispatch.Shares.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random calls in any order, as lost, late and doubled messages make them. */
class FairSharePropertiesTest {

  private static final SharingRules RULES =
      new SharingRules(
          SharingRules.DEFAULT.patience(),
          SharingRules.DEFAULT.backoff(),
          SharingRules.DEFAULT.longestBackoff(),
          SharingRules.DEFAULT.preemptionTerm(),
          3);

  /** One run of random calls against both. */
  private static final class Calls {
    final Random random;
    final FairShare share = new FairShare(RULES);
    final NaiveShare naive = new NaiveShare(RULES);
    final List<Match> open = new ArrayList<>();
    double seconds;

    Calls(long seed) {
      random = new Random(seed);
    }

    void step() {
      String study = "s" + random.nextInt(7);
      String node = "n" + random.nextInt(6);
      switch (random.nextInt(14)) {
        case 0 -> claim(study);
        case 1 -> {
          if (random.nextInt(4) == 0) {
            share.withdraw(study);
            naive.withdraw(study);
          }
        }
        case 2, 3 -> {
          share.wake(study);
          naive.wake(study);
        }
        case 4 -> offer(node);
        case 5 -> {
          if (random.nextInt(3) == 0) {
            share.leave(node);
            naive.leave(node);
          }
        }
        case 6, 7 -> {
          int evaluations = 1 + random.nextInt(2);
          share.ended(study, node, evaluations);
          naive.ended(study, node, evaluations);
        }
        case 8 -> {
          if (random.nextInt(4) == 0) {
            int count = random.nextInt(4);
            share.running(study, node, count);
            naive.running(study, node, count);
          }
        }
        case 9 -> seconds += random.nextInt(3) == 0 ? 20 * random.nextDouble() : 0.1;
        case 10 -> share.preemptions(at(seconds)).forEach(this::check);
        default -> ask();
      }
      if (!open.isEmpty() && random.nextInt(3) > 0) {
        answer(open.remove(random.nextInt(open.size())));
      }
      naive.settle(at(seconds));
      share.preemptions(at(seconds)).forEach(this::check);
    }

    private void claim(String study) {
      Claim claim =
          new Claim(
              List.of(0.5, 1.0, 2.0, 3.0).get(random.nextInt(4)),
              random.nextInt(3),
              random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(5)),
              random.nextInt(4) == 0 ? "smile" : "process");
      share.claim(study, claim);
      naive.claim(study, claim);
    }

    private void offer(String node) {
      int slots = 1 + random.nextInt(4);
      SortedSet<String> labels =
          List.of(words(), words("gpu"), words("a", "b")).get(random.nextInt(3));
      SortedSet<String> types = random.nextBoolean() ? words("process") : words("process", "smile");
      Offer offer =
          new Offer(slots, random.nextInt(slots + 1), labels, types, random.nextInt(6) == 0);
      share.offer(node, offer);
      naive.offer(node, offer);
    }

    private void ask() {
      Optional<Match> match = share.next(at(seconds));
      assertThat(match).isEqualTo(naive.next(at(seconds)));
      match.ifPresent(open::add);
    }

    private void answer(Match match) {
      switch (random.nextInt(8)) {
        case 0, 1 -> {
          share.nothing(match);
          naive.nothing(match);
        }
        case 2 -> {
          if (random.nextInt(8) == 0) {
            share.over(match);
            naive.over(match);
          } else {
            open.add(match);
          }
        }
        case 3 -> {
          share.failed(match, at(seconds));
          naive.failed(match, at(seconds));
        }
        default ->
            assertThat(share.granted(match, at(seconds)))
                .isEqualTo(naive.granted(match, at(seconds)));
      }
    }

    private void check(Preemption preemption) {
      NaiveShare.Study victim = naive.studies.get(preemption.study());
      NaiveShare.Study beneficiary = naive.studies.get(preemption.forStudy());
      assertThat(victim.claim.priority()).isLessThan(beneficiary.claim.priority());
      int there =
          victim.running.entrySet().stream()
              .filter(
                  entry ->
                      naive
                          .nodes
                          .get(entry.getKey())
                          .offer
                          .map(offer -> preemption.kinds().contains(offer.kind()))
                          .orElse(false))
              .mapToInt(entry -> entry.getValue())
              .sum();
      assertThat(preemption.evaluations()).isBetween(1, there);
    }

    void compare() {
      List<String> expected = new ArrayList<>();
      naive.studies.values().stream()
          .filter(study -> study.claimed)
          .forEach(
              s -> expected.add(s.id + " " + s.claim + " " + s.running() + " " + s.asks.size()));
      List<String> actual = new ArrayList<>();
      share
          .studies()
          .forEach(
              s -> actual.add(s.study() + " " + s.claim() + " " + s.running() + " " + s.asked()));
      naive.nodes.forEach(
          (id, node) ->
              node.offer.ifPresent(
                  offer -> expected.add(id + " " + node.free + " " + naive.asks(id))));
      share
          .nodes()
          .forEach(
              node -> actual.add(node.node() + " " + node.offer().free() + " " + node.asked()));
      assertThat(actual).isEqualTo(expected);
      assertThat(share.demand().running())
          .isEqualTo(naive.studies.values().stream().mapToInt(NaiveShare.Study::running).sum());
      for (StudyShare study : share.studies()) {
        NaiveShare.Study model = naive.studies.get(study.study());
        if (study.waitingSince().isPresent()) {
          assertThat(study.waitingSince()).isEqualTo(model.since);
        }
      }
    }
  }

  @Test
  void randomCalls_doWhatTheNaiveModelDoes() {
    for (long seed = 1; seed <= 100; seed++) {
      Calls calls = new Calls(seed);
      for (int i = 0; i < 500; i++) {
        try {
          calls.step();
          calls.compare();
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("seed " + seed + ", call " + i + ": " + e.getMessage(), e);
        }
      }
    }
  }

  @Test
  void sameCalls_giveTheSameAnswers() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(answers(seed)).as("seed " + seed).isEqualTo(answers(seed));
    }
  }

  private static List<String> answers(long seed) {
    Calls calls = new Calls(seed);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      calls.step();
      answers.add(calls.open.toString() + calls.share.studies() + calls.share.demand());
    }
    return answers;
  }

  @Test
  void freeSlotAndWork_meet_whateverHappenedBefore() {
    for (long seed = 1; seed <= 200; seed++) {
      Calls calls = new Calls(seed);
      for (int i = 0; i < 300; i++) {
        calls.step();
      }
      calls.open.forEach(match -> calls.share.granted(match, at(calls.seconds)));
      // Whoever was silent may be asked again by now.
      double later = calls.seconds + 120;
      new TreeSet<>(calls.naive.studies.keySet()).forEach(calls.share::wake);
      Shares.grantAll(calls.share, later);
      for (NodeShare node : calls.share.nodes()) {
        if (node.offer().free() > 0 && !node.offer().draining()) {
          for (StudyShare study : calls.share.studies()) {
            boolean full = study.running() >= study.claim().maxInFlight().orElse(Integer.MAX_VALUE);
            assertThat(full || !node.offer().types().contains(study.claim().workerType()))
                .as("seed %d: %s has a free slot and %s has work", seed, node, study)
                .isTrue();
          }
        }
      }
    }
  }
}
