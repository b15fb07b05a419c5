package io.cairn.server.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.proto.remote.UnneededCheckpoints;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told of checkpoints that nobody needs. */
class UnneededTest {

  private final Unneeded unneeded = new Unneeded();

  @Test
  void each_isToldInTwoAnswers() {
    unneeded.drop("s", List.of(1, 2));
    assertThat(unneeded.next()).singleElement().satisfies(u -> assertThat(u.getAllBut()).isFalse());
    unneeded.clear("t", List.of(5));
    assertThat(unneeded.next()).extracting(UnneededCheckpoints::getStudy).contains("s", "t");
    assertThat(unneeded.next()).extracting(UnneededCheckpoints::getStudy).containsExactly("t");
    assertThat(unneeded.next()).isEmpty();
  }

  @Test
  void many_comeInSeveralAnswersOfBoundedSize() {
    List<Integer> trials = IntStream.range(1_000_000, 1_001_000).boxed().toList();
    for (int i = 0; i < 500; i++) {
      unneeded.drop("s" + i, trials);
      unneeded.clear("c".repeat(76) + i, List.of());
    }
    Map<String, Integer> told = new HashMap<>();
    int answers = 0;
    for (List<UnneededCheckpoints> next = unneeded.next();
        !next.isEmpty();
        next = unneeded.next()) {
      int bytes = next.stream().mapToInt(UnneededCheckpoints::getSerializedSize).sum();
      assertThat(bytes).isLessThan(50_000);
      next.forEach(u -> told.merge(u.getStudy(), 1, Integer::sum));
      answers++;
    }
    assertThat(told).hasSize(1_000).allSatisfy((study, times) -> assertThat(times).isEqualTo(2));
    assertThat(answers).isGreaterThan(10);
  }

  @Test
  void whatNobodyFetches_goesFromTheOldestOn() {
    for (int i = 0; i < 1_500; i++) {
      unneeded.drop("s" + i, List.of(i));
    }
    List<String> told = new ArrayList<>();
    for (List<UnneededCheckpoints> next = unneeded.next();
        !next.isEmpty();
        next = unneeded.next()) {
      next.forEach(u -> told.add(u.getStudy()));
    }
    assertThat(told).contains("s1499", "s500").doesNotContain("s499");
  }
}
