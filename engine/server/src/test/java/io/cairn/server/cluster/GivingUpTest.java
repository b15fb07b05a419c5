package io.cairn.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.server.cluster.Hearing.Deaf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GivingUpTest {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration SETTLED = Duration.ofSeconds(7);
  private static final List<String> COORDINATORS = List.of("c1", "c2", "c3");
  private static final List<String> WORKERS = List.of("w1", "w2", "w3", "w4");

  /** A node that looks at what it is given, in virtual time. */
  private static final class Node {
    private final String self;
    private final GivingUp<String> rules = new GivingUp<>(SETTLED, LOOK);
    private long now = 1;

    Node(String self) {
      this.self = self;
    }

    Set<String> sees(Duration time, Collection<Deaf<String>> deaf) {
      return sees(time, COORDINATORS, deaf);
    }

    /** What it gives up while it sees the same for some time. */
    Set<String> sees(
        Duration time, Collection<String> coordinators, Collection<Deaf<String>> deaf) {
      Set<String> givenUp = new TreeSet<>();
      for (Duration at = Duration.ZERO; at.compareTo(time) < 0; at = at.plus(LOOK)) {
        now += LOOK.toNanos();
        givenUp.addAll(
            rules.now(
                new Hearing<>(
                    self, new TreeSet<>(coordinators), new TreeSet<>(WORKERS), Set.copyOf(deaf)),
                now));
      }
      return givenUp;
    }

    /** It is suspended. */
    void sleeps(Duration time) {
      now += time.toNanos();
    }
  }

  private static List<Deaf<String>> broken(String node, String... others) {
    List<Deaf<String>> deaf = new ArrayList<>();
    for (String other : others) {
      deaf.add(new Deaf<>(node, other));
      deaf.add(new Deaf<>(other, node));
    }
    return deaf;
  }

  private static List<Deaf<String>> both(List<Deaf<String>> one, List<Deaf<String>> other) {
    List<Deaf<String>> deaf = new ArrayList<>(one);
    deaf.addAll(other);
    return deaf;
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis((long) (seconds * 1_000));
  }

  @Test
  void allInTouch_nobodyGoes() {
    for (String node : List.of("c1", "c2", "w1")) {
      assertThat(new Node(node).sees(seconds(60), List.of())).as(node).isEmpty();
    }
  }

  @Test
  void coordinatorGone_isGivenUpByTheOthersWhenThatHasSettled() {
    List<Deaf<String>> gone = List.of(new Deaf<>("c2", "c1"), new Deaf<>("c3", "c1"));
    Node node = new Node("c3");
    assertThat(node.sees(seconds(6.5), gone)).isEmpty();
    assertThat(node.sees(seconds(2), gone)).containsExactly("c1");
  }

  @Test
  void coordinatorCutOffFromTheOthers_goesByItselfAndTheOthersStay() {
    // Workers reach all of them and pass on what each sees.
    List<Deaf<String>> cut = broken("c1", "c2", "c3");
    assertThat(new Node("c1").sees(seconds(10), cut)).containsExactly("c1");
    assertThat(new Node("c2").sees(seconds(10), cut)).containsExactly("c1");
    // Alone in the world, it sees only that it hears of nobody.
    List<Deaf<String>> alone =
        List.of(new Deaf<>("c1", "c2"), new Deaf<>("c1", "c3"), new Deaf<>("c1", "w1"));
    assertThat(new Node("c1").sees(seconds(10), alone)).containsExactly("c1");
  }

  @Test
  void workersThatComeAndGo_doNotHoldUpWhatBecomesOfACoordinator() {
    List<Deaf<String>> gone = List.of(new Deaf<>("c2", "c1"), new Deaf<>("c3", "c1"));
    Node node = new Node("c2");
    Set<String> givenUp = new TreeSet<>();
    for (int second = 0; second < 9; second++) {
      String worker = WORKERS.get(second % WORKERS.size());
      givenUp.addAll(node.sees(seconds(1), both(gone, List.of(new Deaf<>("c3", worker)))));
    }
    assertThat(givenUp).containsExactly("c1");
  }

  @Test
  void workersThatComeAndGo_takeNobodyWithThem() {
    Node node = new Node("c1");
    Set<String> givenUp = new TreeSet<>();
    for (int second = 0; second < 300; second++) {
      String worker = WORKERS.get(second % WORKERS.size());
      givenUp.addAll(node.sees(seconds(1), broken(worker, "c1", "c2", "c3")));
    }
    assertThat(givenUp).isEmpty();
  }

  @Test
  void workerThatOneCoordinatorDoesNotHearOf_goesAlone() {
    List<Deaf<String>> cut = broken("w2", "c2");
    assertThat(new Node("c1").sees(seconds(10), cut)).containsExactly("w2");
    // One does it.
    assertThat(new Node("c2").sees(seconds(10), cut)).isEmpty();
    assertThat(new Node("c3").sees(seconds(10), cut)).isEmpty();
    assertThat(new Node("w2").sees(seconds(30), cut)).isEmpty();
  }

  @Test
  void workersThatDoNotHearOfEachOther_oneGoes() {
    assertThat(new Node("c1").sees(seconds(10), broken("w1", "w3"))).containsExactly("w3");
    List<Deaf<String>> mute = broken("w1", "w2", "w3", "w4");
    assertThat(new Node("c1").sees(seconds(10), mute)).containsExactly("w1");
  }

  @Test
  void flappingLink_isDecidedAllTheSame() {
    Node node = new Node("c1");
    Set<String> givenUp = new TreeSet<>();
    for (int second = 0; second < 25; second++) {
      List<Deaf<String>> one = List.of(new Deaf<>("c1", "c3"));
      givenUp.addAll(node.sees(seconds(1), second % 2 == 0 ? one : both(one, broken("c2", "c3"))));
    }
    assertThat(givenUp).containsExactly("c3");
  }

  @Test
  void suspendedNode_beginsToCountAnewWhenItGoesOn() {
    Node node = new Node("c1");
    List<Deaf<String>> alone = List.of(new Deaf<>("c1", "c2"), new Deaf<>("c1", "c3"));
    assertThat(node.sees(seconds(1), alone)).isEmpty();
    node.sleeps(seconds(30));
    assertThat(node.sees(seconds(6), alone)).isEmpty();
    assertThat(node.sees(seconds(2), List.of())).isEmpty();
  }

  @Test
  void workerWithoutCoordinators_goesByItself() {
    Node node = new Node("w1");
    List<Deaf<String>> alone = List.of(new Deaf<>("w1", "c1"), new Deaf<>("w1", "c2"));
    assertThat(node.sees(seconds(13), alone)).isEmpty();
    assertThat(node.sees(seconds(3), alone)).containsExactly("w1");
    // They left in order and nobody is unreachable: it must find out where they are now.
    assertThat(new Node("w1").sees(seconds(13), List.of(), List.of())).isEmpty();
    assertThat(new Node("w1").sees(seconds(16), List.of(), List.of())).containsExactly("w1");
  }

  @Test
  void evenSplit_theHalfWithTheFirstGoesOn() {
    List<String> two = List.of("c1", "c2");
    List<Deaf<String>> cut = broken("c1", "c2");
    assertThat(new Node("c1").sees(seconds(10), two, cut)).containsExactly("c2");
    assertThat(new Node("c2").sees(seconds(10), two, cut)).containsExactly("c2");
  }

  /** Whatever breaks, everybody decides alike, and one group that hears of each other is left. */
  @Test
  void anyBrokenLinks_leaveOneGroup() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> coordinators = new ArrayList<>();
      int count = random.nextInt(1, 8);
      for (int i = 1; i <= count; i++) {
        coordinators.add("c" + i);
      }
      Set<Deaf<String>> deaf = new HashSet<>();
      for (int i = random.nextInt(6); i > 0; i--) {
        deaf.addAll(
            broken(
                coordinators.get(random.nextInt(count)), coordinators.get(random.nextInt(count))));
      }
      deaf.removeIf(pair -> pair.observer().equals(pair.subject()));
      Map<String, Set<String>> decisions = new TreeMap<>();
      for (String node : coordinators) {
        decisions.put(node, new Node(node).sees(seconds(30), coordinators, deaf));
      }
      Set<String> left = new TreeSet<>(coordinators);
      decisions.values().forEach(left::removeAll);
      SortedSet<String> staying = new TreeSet<>();
      decisions.forEach(
          (node, givenUp) -> {
            if (!givenUp.contains(node)) {
              staying.add(node);
            }
          });
      assertThat(staying).as("seed " + seed + deaf).isEqualTo(left);
      assertThat(staying.size() * 2 >= count || staying.isEmpty()).as("seed " + seed).isTrue();
      assertThat(deaf)
          .as("seed " + seed)
          .noneMatch(pair -> staying.contains(pair.observer()) && staying.contains(pair.subject()));
    }
  }
}
