package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.NumericData;
import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import smile.base.mlp.Layer;
import smile.base.mlp.LayerBuilder;
import smile.base.mlp.MultilayerPerceptron;
import smile.base.mlp.OutputFunction;
import smile.math.MathEx;
import smile.math.TimeFunction;

/**
 * A perceptron in training, an epoch a stage. Its weights cannot be taken out of Smile's layers, so
 * it is not resumable; training again from the same seed gives the same network.
 */
final class PerceptronFit implements Fit {
  private final Sample sample;
  private final OptionValues values;
  private final long seed;
  private @Nullable Network network;
  private int stage;

  PerceptronFit(Sample sample, OptionValues values, long seed) {
    this.sample = sample;
    this.values = values;
    this.seed = seed;
  }

  /** What differs between networks for classes and for numbers. */
  private interface Network {
    void update(int[] rows);

    Predictions predict(double[][] rows);
  }

  @Override
  public void advance(int to, Stop stop) {
    Network net = network;
    if (net == null) {
      // Weights are drawn where they are made, so on the training thread and after seeding it.
      Seeds.use(seed, 0);
      net = create();
      network = net;
    }
    while (stage < to) {
      Seeds.use(seed, stage + 1);
      int[] order = MathEx.permutate(sample.size());
      int batch = values.integer("batch");
      for (int start = 0; start < order.length; start += batch) {
        stop.check();
        net.update(Arrays.copyOfRange(order, start, Math.min(order.length, start + batch)));
      }
      stage++;
    }
  }

  @Override
  public Predictions validation() {
    return Objects.requireNonNull(network, "not trained yet")
        .predict(sample.numbers().validation());
  }

  private Network create() {
    NumericData data = sample.numbers();
    if (sample.trainingTarget() instanceof Target.Labels labels) {
      return new ClassNetwork(
          data, labels, configured(new smile.classification.MLP(layers(labels.classes().size()))));
    }
    Standardised target = Standardised.of((Target.Values) sample.trainingTarget());
    return new ValueNetwork(data, target, configured(new smile.regression.MLP(layers(1))));
  }

  private <M extends MultilayerPerceptron> M configured(M model) {
    model.setLearningRate(TimeFunction.constant(values.real("learning-rate")));
    if (values.real("momentum") > 0) {
      model.setMomentum(TimeFunction.constant(values.real("momentum")));
    }
    model.setRMSProp(values.real("rho"), 1e-7);
    model.setWeightDecay(values.real("weight-decay"));
    return model;
  }

  private LayerBuilder[] layers(int outputs) {
    List<LayerBuilder> layers = new ArrayList<>();
    layers.add(Layer.input(sample.numbers().columns()));
    for (int i = 0; i < values.integer("layers"); i++) {
      layers.add(
          Layer.builder(
              values.choice("activation"),
              values.integer("units"),
              values.real("dropout"),
              Double.NaN));
    }
    layers.add(
        switch (outputs) {
          case 1 -> Layer.mse(1, OutputFunction.LINEAR);
          case 2 -> Layer.mle(1, OutputFunction.SIGMOID);
          default -> Layer.mle(outputs, OutputFunction.SOFTMAX);
        });
    return layers.toArray(LayerBuilder[]::new);
  }

  private static double[][] pick(double[][] rows, int[] indices) {
    return Arrays.stream(indices).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  private record ClassNetwork(
      NumericData data, Target.Labels labels, smile.classification.MLP model) implements Network {

    @Override
    public void update(int[] rows) {
      model.update(pick(data.training(), rows), Arrays.stream(rows).map(labels::at).toArray());
    }

    @Override
    public Predictions predict(double[][] rows) {
      double[][] probabilities = new double[rows.length][labels.classes().size()];
      for (int i = 0; i < rows.length; i++) {
        model.predict(rows[i], probabilities[i]);
      }
      return Predictions.Classes.mostProbable(probabilities);
    }
  }

  private record ValueNetwork(NumericData data, Standardised target, smile.regression.MLP model)
      implements Network {

    @Override
    public void update(int[] rows) {
      model.update(
          pick(data.training(), rows), Arrays.stream(rows).mapToDouble(target::at).toArray());
    }

    @Override
    public Predictions predict(double[][] rows) {
      return new Predictions.Values(
          Arrays.stream(rows).mapToDouble(row -> target.back(model.predict(row))).toArray());
    }
  }
}
