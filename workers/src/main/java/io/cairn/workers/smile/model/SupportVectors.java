package io.cairn.workers.smile.model;

import io.cairn.workers.smile.data.Sample;
import io.cairn.workers.smile.data.Target;
import io.cairn.workers.smile.data.Task;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import smile.math.kernel.GaussianKernel;
import smile.math.kernel.LaplacianKernel;
import smile.math.kernel.LinearKernel;
import smile.math.kernel.MercerKernel;
import smile.math.kernel.PolynomialKernel;

/**
 * Support vector machines, Smile's {@code LASVM} for classes (Bordes, Ertekin, Weston and Bottou,
 * Fast kernel classifiers with online and active learning, JMLR 6, 2005) and {@code SVR} for
 * numbers.
 *
 * <p>More than two classes: one machine a class against the rest. Probabilities: Platt's scaling of
 * the training rows' scores, so they lean to the confident side where the machine has learned its
 * rows by heart. Numbers: {@code epsilon} is in standard deviations of the target. Memory grows
 * with the square of the rows.
 */
final class SupportVectors implements Learner {

  /** Rows at which the cache of kernel values is up to 0.8 GB. */
  static final int MOST_ROWS = 10_000;

  @Override
  public String name() {
    return "svm";
  }

  @Override
  public Set<Task> tasks() {
    return Set.of(Task.values());
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.real("C", Range.above(0, 1e9), 1, "price of a row on the wrong side"),
        Option.choice(
            "kernel",
            List.of("gaussian", "laplacian", "polynomial", "linear"),
            "how alike two rows are"),
        Option.real(
            "sigma", Range.above(0, 1e9), "sqrt(features)", "width of gaussian and laplacian"),
        Option.integer("degree", 1, 20, 3, "of the polynomial kernel"),
        Option.real("scale", Range.above(0, 1e9), "1 / features", "of the polynomial kernel"),
        Option.real("offset", Range.closed(0, 1e9), 1, "of the polynomial kernel"),
        Option.real("tolerance", Range.above(0, 1), 1e-3, "gap at which training ends"),
        Option.integer("passes", 1, 1000, 1, "passes over the training rows")
            .onlyFor(Task.CLASSIFICATION),
        Option.real("epsilon", Range.above(0, 100), 0.1, "error that costs nothing")
            .onlyFor(Task.REGRESSION));
  }

  @Override
  public Optional<Stages> stages() {
    return Optional.empty();
  }

  @Override
  public boolean seesNumbers() {
    return true;
  }

  @Override
  public boolean needsOpenBlas() {
    return false;
  }

  @Override
  public Fit start(Sample sample, OptionValues values, long seed) throws InvalidOptionException {
    if (sample.size() > MOST_ROWS) {
      throw new InvalidOptionException(
          String.format(
              Locale.ROOT,
              "svm keeps a kernel value for every pair of rows, and %,d training rows are more than"
                  + " the %,d that it takes; set data.rows",
              sample.size(),
              MOST_ROWS));
    }
    return new OneShot(
        stop -> {
          Seeds.use(seed, 0);
          MercerKernel<double[]> kernel = new StoppableKernel(kernel(sample, values), stop);
          if (sample.trainingTarget() instanceof Target.Labels labels) {
            return SupportVectorFit.classes(sample, labels, kernel, values);
          }
          return SupportVectorFit.numbers(
              sample, (Target.Values) sample.trainingTarget(), kernel, values);
        });
  }

  private static MercerKernel<double[]> kernel(Sample sample, OptionValues values) {
    int features = sample.numbers().columns();
    double sigma = values.optionalReal("sigma").orElse(Math.sqrt(features));
    return switch (values.choice("kernel")) {
      case "laplacian" -> new LaplacianKernel(sigma);
      case "linear" -> new LinearKernel();
      case "polynomial" ->
          new PolynomialKernel(
              values.integer("degree"),
              values.optionalReal("scale").orElse(1.0 / features),
              values.real("offset"));
      default -> new GaussianKernel(sigma);
    };
  }
}
