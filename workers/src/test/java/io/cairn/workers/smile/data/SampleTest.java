package io.cairn.workers.smile.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

  private static final Fold FOLD = new Fold(new int[] {0, 1, 2, 3}, new int[] {4, 5});
  private static final Target TARGET = new Target.Values(new double[] {1, 2, 3, 4, 5, 6});

  @Test
  void missingValues_areFilledFromTrainingRowsAlone() {
    Sample sample =
        sample(numeric(1, 3, Double.NaN, 5, Double.NaN, 1000), nominal(1, 1, -1, 0, -1, 2));

    assertThat(sample.trees().trainingRows().get(2).getDouble(0)).isEqualTo(3);
    assertThat(sample.trees().validationRows().get(0).getDouble(0)).isEqualTo(3);
    assertThat(sample.trees().trainingRows().get(2).getInt(1)).isEqualTo(1);
    assertThat(sample.trees().validationRows().get(0).getInt(1)).isEqualTo(1);
    assertThat(sample.trees().validationRows().get(1).getInt(1)).isEqualTo(2);
  }

  @Test
  void numbers_areStandardisedByTrainingRowsAlone() {
    double[][] training = sample(numeric(1, 3, 5, 7, 1e6, -1e6)).numbers().training();
    double[] column = Arrays.stream(training).mapToDouble(row -> row[0]).toArray();

    assertThat(Arrays.stream(column).sum()).isCloseTo(0, within(1e-12));
    assertThat(Arrays.stream(column).map(v -> v * v).sum() / 4).isCloseTo(1, within(1e-12));
    assertThat(sample(numeric(1, 3, 5, 7, 4, 0)).numbers().validation()[0][0]).isZero();
  }

  @Test
  void nominalColumns_becomeOneColumnALevelOrOneForTwoLevels() {
    Sample three = sample(nominal(0, 1, 2, 0, 1, 2));
    Sample two = sample(new NominalColumn("x", List.of("a", "b"), new int[] {0, 1, 1, 0, 1, 0}));

    assertThat(three.numbers().columns()).isEqualTo(3);
    assertThat(two.numbers().columns()).isEqualTo(1);
    assertThat(two.numbers().training()[0][0]).isNegative();
    assertThat(two.numbers().training()[1][0]).isPositive();
  }

  @Test
  void constantColumn_becomesZeroAndNotNaN() {
    for (double value : new double[] {0, 0.1, 1e10, -3e-9}) {
      Sample sample = sample(numeric(value, value, value, value, 2 * value, 7));

      assertThat(column(sample.numbers().training())).containsOnly(0);
      assertThat(column(sample.numbers().validation())).containsOnly(0);
    }
  }

  @Test
  void fewerRows_useOnlyThose() {
    Sample sample =
        Sample.of(new Dataset(List.of(numeric(1, 3, 50, 70, Double.NaN, 0)), TARGET), FOLD, 2);

    assertThat(sample.size()).isEqualTo(2);
    assertThat(sample.trees().trainingRows()).hasSize(2);
    assertThat(sample.trees().validationRows().get(0).getDouble(0)).isEqualTo(2);
  }

  @Test
  void encodings_areMadeOnce() {
    Sample sample = sample(numeric(1, 2, 3, 4, 5, 6));
    List<TreeData> seen =
        IntStream.range(0, 8).parallel().mapToObj(i -> sample.trees()).distinct().toList();

    assertThat(seen).hasSize(1);
  }

  private static Sample sample(Column... columns) {
    return Sample.of(new Dataset(List.of(columns), TARGET), FOLD, 4);
  }

  private static double[] column(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(row -> row[0]).toArray();
  }

  private static NumericColumn numeric(double... values) {
    return new NumericColumn("n", values);
  }

  private static NominalColumn nominal(int... codes) {
    return new NominalColumn("c", List.of("a", "b", "c"), codes);
  }
}
