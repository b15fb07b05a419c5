package io.cairn.workers.smile.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LearnersTest {

  private static final Stop NEVER = () -> false;

  @ParameterizedTest
  @CsvSource({
    "gradient-boosting,0.93,0.90",
    "random-forest,0.93,0.92",
    "decision-tree,0.88,0.80",
    "svm,0.93,0.92",
    "logistic-regression,0.93,0.92",
    "mlp,0.93,0.90",
    "knn,0.93,0.92"
  })
  void everyModel_learnsClasses(String name, double cancer, double wine) throws Exception {
    assertThat(train(name, RealData.cancer()).get("val_accuracy")).isGreaterThan(cancer);
    assertThat(train(name, RealData.cancer()).get("val_auc")).isGreaterThan(cancer);
    assertThat(train(name, RealData.wine()).get("val_accuracy")).isGreaterThan(wine);
    // Guessing by class frequencies costs 1.09.
    assertThat(train(name, RealData.wine()).get("val_log_loss")).isLessThan(0.9);
  }

  @ParameterizedTest
  @CsvSource({
    "gradient-boosting,0.3",
    "random-forest,0.35",
    "decision-tree,0.0",
    "svm,0.3",
    "mlp,0.2"
  })
  void modelsForNumbers_explainVariance(String name, double r2) throws Exception {
    assertThat(train(name, RealData.diabetes()).get("val_r2")).isGreaterThan(r2);
  }

  @Test
  void everyModel_takesTextsAndMissingValues() throws Exception {
    Sample sample = RealData.credit();
    for (String name : Learners.names()) {
      assertThat(train(name, sample).get("val_auc")).as(name).isBetween(0.55, 0.9);
    }
  }

  @Test
  void everyModel_isTheSameForASeedOnAnyThread() throws Exception {
    Sample sample = RealData.wine();
    for (String name : Learners.names()) {
      Map<String, Double> here = train(name, sample);
      AtomicInteger done = new AtomicInteger();
      Thread thread =
          new Thread(
              () -> {
                try {
                  assertThat(train(name, sample)).isEqualTo(here);
                  done.incrementAndGet();
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      thread.start();
      thread.join();
      assertThat(done).as(name).hasValue(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gradient-boosting", "random-forest", "svm", "logistic-regression", "mlp", "knn"})
  void trainingUnderWay_canBeStopped(String name) throws Exception {
    Learner learner = Learners.named(name).orElseThrow();
    Fit fit = learner.start(RealData.cancer(), values(learner, Map.of()), 1);
    AtomicInteger asked = new AtomicInteger();
    Stop afterTheFirstQuestion = () -> asked.incrementAndGet() > 1;

    assertThatThrownBy(() -> fit.advance(1000, afterTheFirstQuestion))
        .isInstanceOf(StoppedException.class);
  }

  @Test
  void everyModel_canBeStoppedBeforeItStarts() throws Exception {
    for (Learner learner : Learners.all()) {
      Fit fit = learner.start(RealData.cancer(), values(learner, Map.of()), 1);

      assertThatThrownBy(() -> fit.advance(1000, () -> true))
          .as(learner.name())
          .isInstanceOf(StoppedException.class);
    }
  }

  @Test
  void optionNames_areUniqueAndUsableAsKeys() {
    for (Learner learner : Learners.all()) {
      for (Task task : learner.tasks()) {
        List<String> names = learner.options(task).stream().map(Option::name).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.matches("[a-z-]+|C"));
      }
      learner
          .stages()
          .ifPresent(
              s -> assertThat(learner.options()).extracting(Option::name).contains(s.option()));
    }
  }

  @Test
  void valuesThatDoNotFitTheData_areRefused() throws Exception {
    Learner knn = Learners.named("knn").orElseThrow();
    Learner mlp = Learners.named("mlp").orElseThrow();

    assertThatThrownBy(() -> knn.start(RealData.wine(), values(knn, Map.of("neighbors", 1000L)), 1))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("neighbors = 1000 is more than the 133 training rows");
    assertThatThrownBy(
            () ->
                mlp.start(
                    RealData.wine(),
                    values(mlp, Map.of("learning-rate", 1.0, "weight-decay", 0.5)),
                    1))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("at most 0.05");
  }

  private static OptionValues values(Learner learner, Map<String, Object> given)
      throws InvalidOptionException {
    return OptionValues.of(learner.options(Task.CLASSIFICATION), given);
  }

  private static Map<String, Double> train(String name, Sample sample) throws Exception {
    Learner learner = Learners.named(name).orElseThrow();
    OptionValues values =
        OptionValues.of(learner.options(sample.trainingTarget().task()), Map.of());
    Fit fit = learner.start(sample, values, 1);
    fit.advance(learner.stages().isPresent() ? 40 : 1, NEVER);
    return Metrics.of(fit.validation(), sample.validationTarget());
  }
}
