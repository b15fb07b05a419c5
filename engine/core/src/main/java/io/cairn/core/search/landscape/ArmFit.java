package io.cairn.core.search.landscape;

import io.cairn.core.space.Configuration;
import io.cairn.core.surrogate.GaussianProcess;
import io.cairn.core.surrogate.KernelShape;
import io.cairn.core.surrogate.LandscapeKernel;
import io.cairn.core.surrogate.LandscapeKernel.Coefficients;
import io.cairn.core.surrogate.LandscapePoint;
import io.cairn.core.surrogate.LossScale;
import io.cairn.core.transfer.PriorSpan;
import io.cairn.core.transfer.SurfaceBasis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Fits one side's model to what was observed. Reads nothing that changes; runs on any thread. */
final class ArmFit {
  private static final int MOST_FOR_SHAPE = 64;
  private static final int MOST_FOR_SCALE = 40;
  private static final int LEAST_FOR_SHAPE = 4;
  private static final int SWEEPS = 3;
  private static final double[] AMPLITUDES = {0.1, 0.2, 0.35, 0.6};
  private static final double USUAL_AMPLITUDE = 0.25;
  private static final double AMPLITUDE_DEVIATION = 0.7;
  private static final double NOISE = 0.03;
  private static final double LEAST_DECAY = 0.05;
  private static final double MOST_DECAY = 3;

  private final SurfaceBasis basis;
  private final LandscapeSettings settings;
  private final List<Trial> trials;
  private final List<Configuration> pool = new ArrayList<>();
  private final int rungs;

  /**
   * A fit.
   *
   * @param trials that it sees, by number; copies, so that they stay as they are
   * @param random for the configurations that compete with the best
   */
  ArmFit(
      SurfaceBasis basis, LandscapeSettings settings, List<Trial> trials, RandomGenerator random) {
    this.basis = basis;
    this.settings = settings;
    this.trials = trials;
    this.rungs = basis.ladder().size();
    for (int i = 0; i < settings.pool(); i++) {
      basis.space().sample(random).ifPresent(pool::add);
    }
  }

  /** The side that knows nothing but the study. */
  ArmModel unaided() {
    LossScale scale = ownScale();
    ShapeSearch.Figures figures = ShapeSearch.Figures.usual(axisScales(), rungs - 1);
    List<Trial> used = observed(MOST_FOR_SHAPE);
    if (used.size() >= LEAST_FOR_SHAPE) {
      figures =
          new ShapeSearch(
                  basis.encoding(),
                  used,
                  used.stream().mapToDouble(t -> scale.of(t.latest())).toArray(),
                  figures)
              .search(SWEEPS);
    }
    LandscapeKernel kernel =
        new LandscapeKernel(
            figures.shape(basis.encoding()),
            figures.amplitude(),
            figures.level(),
            figures.noise(),
            Trend.slopes(basis.encoding().size(), figures.trend()));
    return model(kernel, scale, configuration -> Trend.point(basis, configuration), pool);
  }

  /** Length scales before anything is known, one an axis. */
  private double[] axisScales() {
    double[] all = SurfaceBasis.usualLengthScales(basis.encoding().size());
    double[] axes = new double[basis.encoding().axes().size()];
    Arrays.fill(axes, all.length == 0 ? 1 : all[0]);
    return axes;
  }

  /** The side that expects the landscape to be like the priors. */
  ArmModel aided(PriorSpan span, Coefficients coefficients) {
    Function<Configuration, LandscapePoint> points = span::point;
    KernelShape shape =
        new KernelShape(SurfaceBasis.usualLengthScales(basis.encoding().size()), decays(span));
    List<ScaleSearch.Observation> seen =
        observed(MOST_FOR_SCALE).stream()
            .filter(t -> Double.isFinite(t.latest()))
            .map(
                t ->
                    new ScaleSearch.Observation(
                        points.apply(t.configuration), t.reached, t.latest()))
            .toList();
    double[] logs =
        span.priors().stream()
            .mapToDouble(p -> Math.log(p.spread()))
            .filter(Double::isFinite)
            .toArray();
    double usual = Math.exp(Arrays.stream(logs).average().orElse(Double.NaN));
    double deviation = deviation(logs);
    if (!(usual > 0) || !Double.isFinite(usual)) {
      usual = ownScale().spread();
    }
    LandscapeKernel kernel = kernel(shape, USUAL_AMPLITUDE, coefficients);
    LossScale scale = new LossScale(0, usual);
    double most = Double.NEGATIVE_INFINITY;
    for (double amplitude : seen.isEmpty() ? new double[0] : AMPLITUDES) {
      LandscapeKernel tried = kernel(shape, amplitude, coefficients);
      LossScale found = ScaleSearch.find(tried, seen, usual, deviation);
      double density = density(tried, found, seen, amplitude);
      if (density > most) {
        most = density;
        kernel = tried;
        scale = found;
      }
    }
    kernel = reshaped(kernel, scale, points);
    List<Configuration> candidates = new ArrayList<>(span.bestConfigurations(settings.priorBest()));
    candidates.addAll(pool);
    return model(kernel, scale, points, candidates);
  }

  /** With length scales and decays that suit what the priors do not explain. */
  private LandscapeKernel reshaped(
      LandscapeKernel kernel, LossScale scale, Function<Configuration, LandscapePoint> points) {
    List<Trial> used = observed(MOST_FOR_SHAPE);
    if (used.size() < LEAST_FOR_SHAPE) {
      return kernel;
    }
    ShapeSearch.Figures start =
        new ShapeSearch.Figures(
            axisScales(),
            kernel.shape().decays(),
            kernel.amplitude(),
            kernel.level(),
            kernel.noise(),
            0);
    double[] unexplained =
        used.stream()
            .mapToDouble(
                t -> scale.of(t.latest()) - kernel.mean(points.apply(t.configuration), t.reached))
            .toArray();
    ShapeSearch.Figures found =
        new ShapeSearch(basis.encoding(), used, unexplained, start).search(SWEEPS);
    return new LandscapeKernel(
        found.shape(basis.encoding()),
        kernel.amplitude(),
        kernel.level(),
        kernel.noise(),
        kernel.coefficients());
  }

  private static double density(
      LandscapeKernel kernel,
      LossScale scale,
      List<ScaleSearch.Observation> seen,
      double amplitude) {
    GaussianProcess process = new GaussianProcess(kernel);
    double sum = 0;
    for (ScaleSearch.Observation o : seen) {
      process.observe(o.point(), o.rung(), scale.of(o.loss()));
      sum += scale.logDerivative(o.loss());
    }
    double off = Math.log(amplitude / USUAL_AMPLITUDE) / AMPLITUDE_DEVIATION;
    return sum + process.logLikelihood() - 0.5 * off * off;
  }

  private static LandscapeKernel kernel(
      KernelShape shape, double amplitude, Coefficients coefficients) {
    return new LandscapeKernel(shape, amplitude, amplitude / 2, NOISE, coefficients);
  }

  /** From what the priors say of how well a rung ranks like the top one. */
  private double[] decays(PriorSpan span) {
    double[] reliability = span.reliability();
    double[] decays = new double[rungs - 1];
    for (int step = 0; step < decays.length; step++) {
      double lower = Math.max(0.02, reliability[step]);
      double upper = Math.max(0.02, reliability[step + 1]);
      decays[step] = Math.max(LEAST_DECAY, Math.min(MOST_DECAY, Math.log(upper / lower)));
    }
    return decays;
  }

  private static double deviation(double[] logs) {
    double mean = Arrays.stream(logs).average().orElse(0);
    return logs.length < 2
        ? 1
        : Math.sqrt(Arrays.stream(logs).map(l -> (l - mean) * (l - mean)).average().orElse(1));
  }

  private ArmModel model(
      LandscapeKernel kernel,
      LossScale scale,
      Function<Configuration, LandscapePoint> points,
      List<Configuration> candidates) {
    List<CostModel.Spent> spent = new ArrayList<>();
    for (Trial trial : trials) {
      if (trial.reached >= 0 && trial.seconds > 0) {
        spent.add(
            new CostModel.Spent(points.apply(trial.configuration), trial.reached, trial.seconds));
      }
    }
    CostModel cost =
        new CostModel(
            basis.encoding(),
            SurfaceBasis.usualLengthScales(basis.encoding().size()),
            rungs,
            spent);
    ArmModel model =
        new ArmModel(
            new GaussianProcess(kernel),
            scale,
            cost,
            settings.costFloor(),
            basis.ladder().checkpoints(),
            rungs,
            points,
            candidates.stream().map(points).toList());
    trials.forEach(model::add);
    return model;
  }

  /** The best half of those with a result, and the newest; by number. */
  private List<Trial> observed(int most) {
    List<Trial> with = trials.stream().filter(t -> t.reached >= 0).toList();
    if (with.size() <= most) {
      return with;
    }
    List<Trial> best =
        with.stream()
            .sorted(
                Comparator.comparingInt((Trial t) -> -t.reached)
                    .thenComparingDouble(Trial::latest)
                    .thenComparingInt(t -> t.number))
            .limit(most / 2)
            .toList();
    List<Trial> rest = with.stream().filter(t -> !best.contains(t)).toList();
    List<Trial> all = new ArrayList<>(best);
    all.addAll(rest.subList(Math.max(0, rest.size() - (most - best.size())), rest.size()));
    all.sort(Comparator.comparingInt(t -> t.number));
    return all;
  }

  /** Where the losses lie by themselves: median and best of every trial's latest. */
  private LossScale ownScale() {
    double[] losses =
        trials.stream()
            .filter(t -> t.reached >= 0)
            .mapToDouble(Trial::latest)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (losses.length == 0) {
      return new LossScale(0, 1);
    }
    double middle = losses[losses.length / 2];
    double range = losses[losses.length - 1] - losses[0];
    double spread = Math.max(middle - losses[0], 0.1 * range) * (1 + 2.0 / losses.length);
    double least = Math.max(1e-12, Math.abs(middle) * 1e-9);
    return new LossScale(middle, Math.max(spread, least));
  }
}
