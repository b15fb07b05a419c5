package io.cairn.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkerLabelsTest {

  private static final WorkerLabels GPU = WorkerLabels.of("gpu");
  private static final WorkerLabels BOTH = WorkerLabels.of("gpu", "big-memory");

  @Test
  void covers_holdsForSubsetsAlone() {
    assertThat(BOTH.covers(GPU)).isTrue();
    assertThat(GPU.covers(BOTH)).isFalse();
    assertThat(GPU.covers(WorkerLabels.NONE)).isTrue();
    assertThat(WorkerLabels.NONE.covers(GPU)).isFalse();
    assertThat(WorkerLabels.NONE.covers(WorkerLabels.NONE)).isTrue();
  }

  @Test
  void any_coversEverythingAndIsCoveredByItselfAlone() {
    assertThat(WorkerLabels.ANY.covers(BOTH)).isTrue();
    assertThat(WorkerLabels.ANY.covers(WorkerLabels.ANY)).isTrue();
    assertThat(BOTH.covers(WorkerLabels.ANY)).isFalse();
    assertThat(WorkerLabels.ANY).isNotEqualTo(WorkerLabels.NONE);
  }

  @Test
  void words_areASetInOrder() {
    assertThat(WorkerLabels.of("b", "a", "b").words()).containsExactly("a", "b");
    assertThat(WorkerLabels.of("b", "a")).isEqualTo(WorkerLabels.of("a", "b"));
    assertThat(BOTH).hasToString("big-memory and gpu");
    assertThat(GPU.with(WorkerLabels.of("a"))).isEqualTo(WorkerLabels.of("a", "gpu"));
    assertThat(GPU.with(WorkerLabels.ANY)).isSameAs(WorkerLabels.ANY);
    assertThat(WorkerLabels.of(List.of())).isSameAs(WorkerLabels.NONE);
  }

  @Test
  void wordsThatAreNoLabels_areRefusedWithTheRule() {
    for (String word : List.of("", "GPU", "-gpu", "g pu", "g,pu", "é", "a".repeat(64), "a\n")) {
      assertThatThrownBy(() -> WorkerLabels.of(word))
          .as(word)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(WorkerLabels.RULE);
    }
    assertThat(WorkerLabels.of("a".repeat(63), "0", "a.b_c-d").words()).hasSize(3);
  }

  @Test
  void tooManyLabels_areRefused() {
    List<String> words = IntStream.range(0, 65).mapToObj(i -> "w" + i).toList();
    assertThatThrownBy(() -> WorkerLabels.of(words)).hasMessageContaining("64");
  }

  @Test
  void placement_ofAnyLabelOrOfAnotherLadder_isRefused() {
    assertThatThrownBy(() -> new Placement(List.of(WorkerLabels.ANY)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WorkerRules(Placement.ANYWHERE, OptionalInt.of(0)))
        .hasMessageContaining("max-in-flight = 0");
    StudySpec spec = Studies.spec("asha", Budget.ofTrials(9));
    WorkerRules twoRungs = new WorkerRules(Placement.everywhere(GPU, 2), OptionalInt.empty());
    assertThatThrownBy(() -> spec.withWorkers(twoRungs)).hasMessageContaining("2 rungs");
  }

  @Test
  void reach_endsBeforeTheFirstRungThatIsNotCovered() {
    Placement placement = new Placement(List.of(WorkerLabels.NONE, GPU, WorkerLabels.NONE, BOTH));
    assertThat(placement.reach(WorkerLabels.NONE, 0, 3)).isZero();
    assertThat(placement.reach(GPU, 0, 3)).isEqualTo(2);
    assertThat(placement.reach(WorkerLabels.ANY, 1, 3)).isEqualTo(3);
    assertThat(placement.needed(3)).isEqualTo(BOTH);
    assertThat(Placement.ANYWHERE.needed(7)).isEqualTo(WorkerLabels.NONE);
  }
}
