package io.cairn.workers.smile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import smile.base.cart.Loss;
import smile.classification.GradientTreeBoost;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.vector.DoubleVector;
import smile.data.vector.IntVector;

class GradientBoostingTest {

  private static final Stop NEVER = () -> false;
  private static final Map<String, Object> PLAIN =
      Map.of("depth", 5L, "leaves", 8L, "node-size", 3L, "shrinkage", 0.3, "subsample", 1.0);

  @Test
  void classes_withoutRandomNumbers_areSmilesOwnModel() throws Exception {
    for (Sample sample : List.of(RealData.cancer(), RealData.wine(), RealData.credit())) {
      Fit fit = start(sample, PLAIN, 1);
      fit.advance(12, NEVER);
      Predictions.Classes predicted = (Predictions.Classes) fit.validation();
      Target.Labels labels = (Target.Labels) sample.trainingTarget();
      DataFrame frame = sample.trees().training().merge(IntVector.of("class", labels.codes()));
      GradientTreeBoost smiles =
          GradientTreeBoost.fit(Formula.lhs("class"), frame, 12, 6, 8, 3, 0.3, 1.0);

      double[] probabilities = new double[labels.classes().size()];
      List<Tuple> rows = sample.trees().validationRows();
      for (int i = 0; i < rows.size(); i++) {
        assertThat(predicted.label(i)).isEqualTo(smiles.predict(rows.get(i), probabilities));
        for (int c = 0; c < probabilities.length; c++) {
          assertThat(predicted.probability(i, c)).isCloseTo(probabilities[c], within(1e-12));
        }
      }
    }
  }

  @Test
  void numbers_withoutRandomNumbers_areSmilesOwnModel() throws Exception {
    Sample sample = RealData.diabetes();
    Fit fit = start(sample, with(PLAIN, "loss", "least-absolute"), 1);
    fit.advance(12, NEVER);
    Predictions.Values predicted = (Predictions.Values) fit.validation();
    double[] y = ((Target.Values) sample.trainingTarget()).values();
    smile.regression.GradientTreeBoost smiles =
        smile.regression.GradientTreeBoost.fit(
            Formula.lhs("y"),
            sample.trees().training().merge(DoubleVector.of("y", y)),
            Loss.lad(),
            12,
            6,
            8,
            3,
            0.3,
            1.0);

    List<Tuple> rows = sample.trees().validationRows();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(predicted.at(i)).isCloseTo(smiles.predict(rows.get(i)), within(1e-9));
    }
  }

  @Test
  void stagesOnTheWay_changeNothing() throws Exception {
    Map<String, Object> random = with(with(PLAIN, "subsample", 0.5), "column-share", 0.4);
    for (Sample sample : List.of(RealData.cancer(), RealData.wine(), RealData.diabetes())) {
      Fit steps = start(sample, random, 7);
      for (int stage = 1; stage <= 9; stage++) {
        steps.advance(stage, NEVER);
      }
      Fit once = start(sample, random, 7);
      once.advance(9, NEVER);

      assertThat(metrics(steps, sample)).isEqualTo(metrics(once, sample));
      Fit other = start(sample, random, 8);
      other.advance(9, NEVER);
      assertThat(metrics(other, sample)).isNotEqualTo(metrics(once, sample));
    }
  }

  @Test
  void restoredState_goesOnToTheSameModel() throws Exception {
    Map<String, Object> random = with(PLAIN, "subsample", 0.5);
    for (Sample sample : List.of(RealData.cancer(), RealData.wine(), RealData.diabetes())) {
      Fit.Resumable whole = (Fit.Resumable) start(sample, random, 3);
      whole.advance(4, NEVER);
      double[] state = whole.state();
      whole.advance(10, NEVER);
      Fit.Resumable resumed = (Fit.Resumable) start(sample, random, 3);
      resumed.restore(4, state);
      resumed.advance(10, NEVER);

      assertThat(resumed.state()).isEqualTo(whole.state());
      assertThat(metrics(resumed, sample)).isEqualTo(metrics(whole, sample));
      assertThatThrownBy(() -> resumed.restore(4, new double[3]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void leavesThatAreCertain_takeNoStep() throws Exception {
    // Small greedy samples: without the rule, every one of these seeds ends in NaN.
    Map<String, Object> greedy = new HashMap<>(Map.of("shrinkage", 0.8, "depth", 5L));
    greedy.putAll(Map.of("leaves", 63L, "node-size", 1L, "subsample", 0.3, "column-share", 0.2));
    for (long seed = 0; seed < 3; seed++) {
      Sample sample = RealData.cancer();
      Fit fit = start(sample, greedy, seed);
      fit.advance(81, NEVER);

      assertThat(metrics(fit, sample).get("val_log_loss")).as("seed %d", seed).isFinite();
    }
  }

  private static Fit start(Sample sample, Map<String, Object> values, long seed) throws Exception {
    Learner learner = Learners.named("gradient-boosting").orElseThrow();
    return learner.start(
        sample, OptionValues.of(learner.options(sample.trainingTarget().task()), values), seed);
  }

  private static Map<String, Double> metrics(Fit fit, Sample sample) {
    return Metrics.of(fit.validation(), sample.validationTarget());
  }

  private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
    Map<String, Object> copy = new HashMap<>(values);
    copy.put(name, value);
    return copy;
  }
}
