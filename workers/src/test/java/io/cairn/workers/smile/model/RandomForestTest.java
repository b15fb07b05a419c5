package io.cairn.workers.smile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;

class RandomForestTest {

  private static final Stop NEVER = () -> false;
  private static final int TREES = 6;

  @Test
  void numbers_withTheSameSeeds_areSmilesOwnModel() throws Exception {
    Sample sample = RealData.diabetes();
    // Smile ignores seeds below 2, so a seed is needed of which no tree gets one.
    long seed =
        LongStream.range(0, 10_000).filter(RandomForestTest::positive).findFirst().orElseThrow();
    for (double subsample : new double[] {1.0, 0.6}) {
      Fit fit = start(sample, Map.of("mtry", 3L, "subsample", subsample), seed);
      fit.advance(TREES, NEVER);
      Predictions.Values predicted = (Predictions.Values) fit.validation();
      double[] y = ((Target.Values) sample.trainingTarget()).values();
      smile.regression.RandomForest smiles =
          smile.regression.RandomForest.fit(
              Formula.lhs("y"),
              sample.trees().training().merge(DoubleVector.of("y", y)),
              TREES,
              3,
              21,
              sample.size() / 5,
              5,
              subsample,
              seeds(seed));

      List<Tuple> rows = sample.trees().validationRows();
      for (int i = 0; i < rows.size(); i++) {
        assertThat(predicted.at(i)).isCloseTo(smiles.predict(rows.get(i)), within(1e-9));
      }
    }
  }

  private static boolean positive(long seed) {
    return seeds(seed).allMatch(s -> s > 1);
  }

  private static LongStream seeds(long seed) {
    return LongStream.rangeClosed(1, TREES).map(tree -> Seeds.derive(seed, tree));
  }

  @Test
  void smallerForests_areBeginningsOfLargerOnes() throws Exception {
    for (Sample sample : List.of(RealData.wine(), RealData.diabetes())) {
      Fit.Resumable whole = (Fit.Resumable) start(sample, Map.of(), 3);
      whole.advance(3, NEVER);
      Map<String, Double> early = Metrics.of(whole.validation(), sample.validationTarget());
      double[] state = whole.state();
      whole.advance(8, NEVER);
      Fit.Resumable small = (Fit.Resumable) start(sample, Map.of("trees", 3L), 3);
      small.advance(3, NEVER);
      Fit.Resumable resumed = (Fit.Resumable) start(sample, Map.of(), 3);
      resumed.restore(3, state);
      resumed.advance(8, NEVER);

      assertThat(Metrics.of(small.validation(), sample.validationTarget())).isEqualTo(early);
      assertThat(resumed.state()).isEqualTo(whole.state());
      assertThatThrownBy(() -> resumed.restore(3, new double[3]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void columnsTriedAtASplit_mayBeGivenOnce() throws Exception {
    Sample sample = RealData.wine();
    Fit byCount = start(sample, Map.of("mtry", 13L), 1);
    Fit byShare = start(sample, Map.of("column-share", 1.0), 1);
    byCount.advance(3, NEVER);
    byShare.advance(3, NEVER);

    assertThat(((Fit.Resumable) byCount).state()).isEqualTo(((Fit.Resumable) byShare).state());
    assertThatThrownBy(() -> start(sample, Map.of("mtry", 1L, "column-share", 0.5), 1))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> start(sample, Map.of("mtry", 14L), 1))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessage("mtry = 14 is more than the 13 columns of the data");
  }

  private static Fit start(Sample sample, Map<String, Object> values, long seed) throws Exception {
    Learner learner = Learners.named("random-forest").orElseThrow();
    return learner.start(
        sample, OptionValues.of(learner.options(sample.trainingTarget().task()), values), seed);
  }
}
