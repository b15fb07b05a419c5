package io.cairn.core.landscape.similarity;

import static io.cairn.core.landscape.similarity.Landscapes.SQUARE;
import static io.cairn.core.landscape.similarity.Landscapes.bowl;
import static io.cairn.core.landscape.similarity.Landscapes.column;
import static io.cairn.core.landscape.similarity.Landscapes.random;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SimilarityMatrixTest {
  private static final SimilaritySettings STANDARD = SimilaritySettings.standard();

  @Test
  void everyPair_isWhatTheTwoAloneGive() {
    List<Configuration> rows = random(SQUARE, 200, 1);
    List<Configuration> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(2));
    List<LossColumn> columns =
        List.of(
            column("a", rows, bowl(.2, .2)),
            column("b", shuffled, bowl(.3, .2)),
            column("part", rows.subList(0, 90), bowl(.9, .2)),
            column("apart", random(SQUARE, 150, 3), bowl(.2, .3)),
            column("one", rows.subList(0, 1), bowl(.2, .3)),
            column("renamed", random(Landscapes.square("x", "z", 1), 150, 4), bowl(.2, .3)));
    List<Integer> progress = new ArrayList<>();
    SimilarityMatrix matrix = SimilarityMatrix.of(columns, STANDARD, progress::add);
    assertThat(progress).hasSize(15).startsWith(1, 2).endsWith(15);
    for (int i = 0; i < columns.size(); i++) {
      assertThat(matrix.rho(i, i)).isEqualTo(new Estimate(1, 1, 1));
      for (int j = 0; j < i; j++) {
        assertThat(matrix.pair(j, i))
            .as("%s and %s", columns.get(j), columns.get(i))
            .isEqualTo(LandscapeSimilarity.between(columns.get(j), columns.get(i), STANDARD))
            .isSameAs(matrix.pair(i, j));
        assertThat(matrix.rho(i, j)).isEqualTo(matrix.rho(j, i));
        assertThat(matrix.overlap(i, j)).isEqualTo(matrix.overlap(j, i));
      }
    }
    assertThat(matrix.pair(0, 1)).isInstanceOf(Similarity.Measured.class);
    assertThat(matrix.pair(0, 3)).isInstanceOf(Similarity.ThroughSurrogates.class);
    assertThat(matrix.pair(3, 4)).isInstanceOf(Similarity.NotComparable.class);
    assertThat(matrix.rho(3, 4).known()).isFalse();
    assertThatThrownBy(() -> matrix.pair(2, 2)).hasMessageContaining("Column 2");
  }

  @Test
  void order_putsTheAlikeSideBySide() {
    List<Configuration> rows = random(SQUARE, 300, 5);
    SplittableRandom random = new SplittableRandom(6);
    double[][] centres = {{.1, .1}, {.9, .9}, {.1, .9}};
    List<LossColumn> columns = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      double[] centre = centres[i % 3];
      double shift = 0.05 * random.nextDouble();
      columns.add(column("c" + i, rows, bowl(centre[0] + shift, centre[1])));
    }
    int[] order = SimilarityMatrix.of(columns, STANDARD).order();
    assertThat(order).doesNotHaveDuplicates().hasSize(30);
    int changes = 0;
    for (int i = 1; i < 30; i++) {
      changes += order[i] % 3 == order[i - 1] % 3 ? 0 : 1;
    }
    assertThat(changes).isEqualTo(2);
  }

  @Test
  void fewColumns_needNoClustering() {
    List<Configuration> rows = random(SQUARE, 30, 7);
    assertThat(SimilarityMatrix.of(List.of(), STANDARD).order()).isEmpty();
    assertThat(SimilarityMatrix.of(List.of(), STANDARD).medianRho()).isEmpty();
    LossColumn one = column("a", rows, bowl(.1, .1));
    assertThat(SimilarityMatrix.of(List.of(one), STANDARD).order()).containsExactly(0);
    SimilarityMatrix two = SimilarityMatrix.of(List.of(one, one), STANDARD);
    assertThat(two.order()).containsExactly(0, 1);
    assertThat(two.medianRho()).hasValueSatisfying(rho -> assertThat(rho).isGreaterThan(0.999));
  }
}
