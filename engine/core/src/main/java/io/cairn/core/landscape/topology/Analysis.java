package io.cairn.core.landscape.topology;

import static io.cairn.core.landscape.topology.TopologyMetric.ACCESSIBILITY;
import static io.cairn.core.landscape.topology.TopologyMetric.ACCESSIBILITY_NEUTRAL;
import static io.cairn.core.landscape.topology.TopologyMetric.ASSORTATIVITY;
import static io.cairn.core.landscape.topology.TopologyMetric.ASSORTATIVITY_PAPER;
import static io.cairn.core.landscape.topology.TopologyMetric.AUTOCORRELATION;
import static io.cairn.core.landscape.topology.TopologyMetric.AUTOCORRELATION_PAPER;
import static io.cairn.core.landscape.topology.TopologyMetric.BASIN_RADIUS;
import static io.cairn.core.landscape.topology.TopologyMetric.BASIN_SIZE;
import static io.cairn.core.landscape.topology.TopologyMetric.BASIN_SIZE_LOSS;
import static io.cairn.core.landscape.topology.TopologyMetric.BASIN_STEPS;
import static io.cairn.core.landscape.topology.TopologyMetric.ESCAPE_RATE;
import static io.cairn.core.landscape.topology.TopologyMetric.FITNESS_DISTANCE;
import static io.cairn.core.landscape.topology.TopologyMetric.FLATTENING;
import static io.cairn.core.landscape.topology.TopologyMetric.GAMMA;
import static io.cairn.core.landscape.topology.TopologyMetric.GLOBAL_OPTIMA;
import static io.cairn.core.landscape.topology.TopologyMetric.GRADIENT;
import static io.cairn.core.landscape.topology.TopologyMetric.INFORMATION_CONTENT;
import static io.cairn.core.landscape.topology.TopologyMetric.INFORMATION_CONTENT_EXACT;
import static io.cairn.core.landscape.topology.TopologyMetric.NEUTRALITY_ABSOLUTE;
import static io.cairn.core.landscape.topology.TopologyMetric.NEUTRALITY_DISTANCE_ABSOLUTE;
import static io.cairn.core.landscape.topology.TopologyMetric.NEUTRALITY_DISTANCE_RELATIVE;
import static io.cairn.core.landscape.topology.TopologyMetric.NEUTRALITY_NOISE;
import static io.cairn.core.landscape.topology.TopologyMetric.NEUTRALITY_RELATIVE;
import static io.cairn.core.landscape.topology.TopologyMetric.OPTIMA_PLATEAU;
import static io.cairn.core.landscape.topology.TopologyMetric.OPTIMA_PLATEAU_ABSOLUTE;
import static io.cairn.core.landscape.topology.TopologyMetric.OPTIMA_PLATEAU_NOISE;
import static io.cairn.core.landscape.topology.TopologyMetric.OPTIMA_PLATEAU_RELATIVE;
import static io.cairn.core.landscape.topology.TopologyMetric.OPTIMA_STRICT;
import static io.cairn.core.landscape.topology.TopologyMetric.OPTIMA_TIED;
import static io.cairn.core.landscape.topology.TopologyMetric.UNIMODAL;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One computation of all metrics: what they share is computed once, side by side. */
final class Analysis {
  private static final double CONFIDENCE = 0.95;

  private final Terrain terrain;
  private final TopologySettings settings;
  private final Noise noise;
  private final int[] globalOptima;
  private final Task<int[]> order;
  private final Task<int[]> distances;
  private final Task<Climbs> climbs;
  private final Task<LossCorrelation> correlation;
  private final Task<RandomWalks> walks;
  private final Task<Epistasis> epistasis;
  private final Task<InformationContent> information;
  private final List<Figure> figures = new ArrayList<>();

  Analysis(Terrain terrain, TopologySettings settings) {
    this.terrain = terrain;
    this.settings = settings;
    this.noise = new Noise(terrain);
    this.globalOptima = BestDistance.globalOptima(terrain);
    long seed = settings.seed();
    this.order = new Task<>(() -> LossOrder.of(terrain));
    this.distances = new Task<>(() -> BestDistance.of(terrain, globalOptima));
    this.climbs = new Task<>(() -> new Climbs(terrain));
    this.correlation = new Task<>(() -> new LossCorrelation(terrain, seed));
    this.walks = new Task<>(() -> new RandomWalks(terrain, settings));
    this.epistasis = new Task<>(() -> new Epistasis(terrain, seed));
    this.information = new Task<>(() -> new InformationContent(terrain, seed));
  }

  TopologyReport report() {
    Task.runAll(order, distances, climbs, correlation, walks, epistasis, information);
    Task<List<Figure>> neutral = new Task<>(this::neutrality);
    Task<List<Figure>> optima = new Task<>(this::optima);
    Task<List<Figure>> basins = new Task<>(this::basins);
    Task<List<Figure>> access = new Task<>(this::access);
    Task<Figure> unimodal = new Task<>(this::unimodal);
    Task.runAll(optima, basins, access, neutral, unimodal);
    correlations();
    figures.addAll(neutral.get());
    figures.addAll(optima.get());
    figures.addAll(basins.get());
    figures.addAll(access.get());
    slopes();
    figures.add(unimodal.get());
    figures.sort(Comparator.comparing(Figure::metric));
    return new TopologyReport(
        terrain.grid.neighbourRule(),
        terrain.landscape.size(),
        terrain.landscape.diverged(),
        terrain.landscape.coverage(),
        figures);
  }

  private Figure exact(TopologyMetric metric, double value, long n, Interval interval) {
    return figure(metric, value, Mode.EXACT, Tolerance.NONE, 0, n, interval);
  }

  private Figure figure(
      TopologyMetric metric,
      double value,
      Mode mode,
      Tolerance tolerance,
      double eps,
      long n,
      Interval interval) {
    double coverage = terrain.landscape.coverage();
    return new Figure(metric, value, mode, tolerance, eps, n, coverage, interval);
  }

  private void correlations() {
    LossCorrelation of = correlation.get();
    double r = of.assortativity();
    figures.add(exact(ASSORTATIVITY, r, of.pairs(), of.assortativityInterval()));
    figures.add(exact(AUTOCORRELATION, r, of.pairs(), of.assortativityInterval()));
    figures.add(
        figure(
            ASSORTATIVITY_PAPER,
            of.paper(),
            Mode.PAPER,
            Tolerance.NONE,
            0,
            of.improvingEdges(),
            of.paperInterval()));
    RandomWalks walked = walks.get();
    figures.add(
        figure(
            AUTOCORRELATION_PAPER,
            walked.median(),
            Mode.PAPER,
            Tolerance.NONE,
            0,
            walked.walks(),
            walked.interval()));
    figures.add(exact(GRADIENT, of.gradient(), of.pairs(), of.gradientInterval()));
  }

  private List<Figure> neutrality() {
    List<Figure> found = new ArrayList<>();
    double absolute = settings.absoluteEps();
    Neutrality of = neutrality(Neutrality.absolute(absolute));
    found.add(neutral(NEUTRALITY_ABSOLUTE, of, Tolerance.ABSOLUTE, absolute));
    found.add(distance(NEUTRALITY_DISTANCE_ABSOLUTE, of, Tolerance.ABSOLUTE, absolute));
    double relative = settings.relativeEps();
    of = neutrality(Neutrality.relative(terrain, relative));
    found.add(neutral(NEUTRALITY_RELATIVE, of, Tolerance.RELATIVE, relative));
    found.add(distance(NEUTRALITY_DISTANCE_RELATIVE, of, Tolerance.RELATIVE, relative));
    if (noise.known()) {
      of = neutrality(Neutrality.noise(noise, settings.noiseZ()));
      double typical = noise.typicalDifference(settings.noiseZ());
      found.add(neutral(NEUTRALITY_NOISE, of, Tolerance.NOISE, typical));
    } else {
      found.add(withoutRepeats(NEUTRALITY_NOISE));
    }
    return found;
  }

  private Neutrality neutrality(Neutrality.Within within) {
    return new Neutrality(terrain, distances.get(), within, settings.seed());
  }

  private Figure neutral(TopologyMetric metric, Neutrality of, Tolerance tolerance, double eps) {
    return figure(metric, of.mean(), Mode.EXACT, tolerance, eps, of.nodes(), of.meanInterval());
  }

  private Figure distance(TopologyMetric metric, Neutrality of, Tolerance tolerance, double eps) {
    return figure(
        metric,
        of.distanceCorrelation(),
        Mode.EXACT,
        tolerance,
        eps,
        of.nodes(),
        of.distanceInterval());
  }

  private Figure withoutRepeats(TopologyMetric metric) {
    return figure(metric, Double.NaN, Mode.EXACT, Tolerance.NOISE, Double.NaN, 0, Interval.NONE);
  }

  private List<Figure> optima() {
    List<Figure> found = new ArrayList<>();
    Climbs of = climbs.get();
    int n = terrain.finite;
    found.add(exact(GLOBAL_OPTIMA, globalOptima.length, n, Interval.NONE));
    found.add(exact(OPTIMA_STRICT, of.strict(), n, bounds(of.strictConfirmed(), of.strict())));
    found.add(exact(OPTIMA_TIED, of.tied(), n, bounds(of.tiedConfirmed(), of.tied())));
    double absolute = settings.absoluteEps();
    double relative = settings.relativeEps() * Math.abs(medianLoss());
    Task<Figure> ties = plateaus(OPTIMA_PLATEAU, Tolerance.NONE, 0);
    Task<Figure> near = plateaus(OPTIMA_PLATEAU_ABSOLUTE, Tolerance.ABSOLUTE, absolute);
    Task<Figure> share = plateaus(OPTIMA_PLATEAU_RELATIVE, Tolerance.RELATIVE, relative);
    double typical = noise.typicalDifference(settings.noiseZ());
    Task<Figure> noisy =
        noise.known()
            ? plateaus(OPTIMA_PLATEAU_NOISE, Tolerance.NOISE, typical)
            : new Task<>(() -> withoutRepeats(OPTIMA_PLATEAU_NOISE));
    Task.runAll(ties, near, share, noisy);
    found.addAll(List.of(ties.get(), near.get(), share.get(), noisy.get()));
    return found;
  }

  private Task<Figure> plateaus(TopologyMetric metric, Tolerance tolerance, double eps) {
    return new Task<>(
        () -> {
          Plateaus of = Plateaus.of(terrain, order.get(), eps);
          Interval bounds = bounds(of.confirmed(), of.optima());
          return figure(metric, of.optima(), Mode.EXACT, tolerance, eps, terrain.finite, bounds);
        });
  }

  /** Of the finite losses; 0 without any. */
  private double medianLoss() {
    return terrain.finite == 0 ? 0 : terrain.losses[order.get()[(terrain.finite - 1) / 2]];
  }

  private Interval bounds(long confirmed, long candidates) {
    return terrain.landscape.complete() ? Interval.NONE : new Interval(confirmed, candidates);
  }

  private List<Figure> basins() {
    Basins of = new Basins(terrain, climbs.get());
    Flattening flat = Flattening.of(terrain, climbs.get(), of, settings.climbs());
    Interval around =
        flat.sampled() || !terrain.landscape.complete()
            ? Interval.around(flat.value(), flat.margin(), -1, 1)
            : Interval.NONE;
    int n = of.count();
    return List.of(
        exact(BASIN_SIZE, of.meanSize(), n, Interval.NONE),
        exact(BASIN_STEPS, of.meanSteps(), of.climbing(), Interval.NONE),
        exact(BASIN_RADIUS, of.meanRadius(), n, Interval.NONE),
        exact(BASIN_SIZE_LOSS, of.sizeLossCorrelation(), n, Interval.NONE),
        exact(ESCAPE_RATE, of.meanEscapeRate(), n, Interval.NONE),
        figure(
            FLATTENING,
            flat.value(),
            flat.sampled() ? Mode.SAMPLED : Mode.EXACT,
            Tolerance.NONE,
            0,
            flat.climbs(),
            around));
  }

  private List<Figure> access() {
    int n = terrain.landscape.size();
    double rho = FitnessDistance.of(terrain, order.get(), distances.get());
    Figure distance = exact(FITNESS_DISTANCE, rho, n, FitnessDistance.interval(terrain, rho));
    Task<Figure> strict = accessibility(ACCESSIBILITY, false);
    Task<Figure> overTies = accessibility(ACCESSIBILITY_NEUTRAL, true);
    Task.runAll(strict, overTies);
    return List.of(distance, strict.get(), overTies.get());
  }

  private Task<Figure> accessibility(TopologyMetric metric, boolean overTies) {
    return new Task<>(
        () -> {
          int n = terrain.landscape.size();
          double reached = Accessibility.reached(terrain, globalOptima, overTies);
          double share = terrain.finite == 0 ? Double.NaN : reached / n;
          return exact(metric, share, n, Interval.NONE);
        });
  }

  private void slopes() {
    Epistasis gamma = epistasis.get();
    figures.add(exact(GAMMA, gamma.gamma(), gamma.squares(), gamma.interval()));
    InformationContent content = information.get();
    figures.add(
        figure(
            INFORMATION_CONTENT,
            content.largest(),
            Mode.EXACT,
            Tolerance.ABSOLUTE,
            content.epsOfLargest(),
            content.nodes(),
            content.largestInterval()));
    figures.add(
        exact(
            INFORMATION_CONTENT_EXACT, content.exact(), content.nodes(), content.exactInterval()));
  }

  private Figure unimodal() {
    if (!noise.known()) {
      return withoutRepeats(UNIMODAL);
    }
    Unimodality of = Unimodality.test(terrain, noise, CONFIDENCE);
    double typical = noise.typicalDifference(settings.noiseZ());
    return figure(
        UNIMODAL,
        of.rejected() ? 0 : 1,
        Mode.EXACT,
        Tolerance.NOISE,
        typical,
        of.measured(),
        Interval.NONE);
  }
}
