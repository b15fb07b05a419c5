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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** One computation of all metrics: what they share is computed once, side by side. */
final class Analysis {
  private static final double CONFIDENCE = 0.95;

  private static final Set<TopologyMetric> PLATEAUS =
      EnumSet.range(OPTIMA_PLATEAU, OPTIMA_PLATEAU_NOISE);
  private static final Set<TopologyMetric> OPTIMA =
      EnumSet.range(GLOBAL_OPTIMA, OPTIMA_PLATEAU_NOISE);
  private static final Set<TopologyMetric> NEUTRALITY =
      EnumSet.range(NEUTRALITY_ABSOLUTE, NEUTRALITY_DISTANCE_RELATIVE);
  private static final Set<TopologyMetric> BASINS =
      EnumSet.of(BASIN_SIZE, BASIN_STEPS, BASIN_RADIUS, BASIN_SIZE_LOSS, ESCAPE_RATE, FLATTENING);
  private static final Set<TopologyMetric> ACCESS =
      EnumSet.of(FITNESS_DISTANCE, ACCESSIBILITY, ACCESSIBILITY_NEUTRAL);
  private static final Set<TopologyMetric> CORRELATION =
      EnumSet.of(ASSORTATIVITY, ASSORTATIVITY_PAPER, AUTOCORRELATION, GRADIENT);
  private static final Set<TopologyMetric> INFORMATION =
      EnumSet.of(INFORMATION_CONTENT, INFORMATION_CONTENT_EXACT);

  private final Terrain terrain;
  private final TopologySettings settings;
  private final Noise noise;
  private final int[] globalOptima;
  private final Task<int[]> order;
  private final Task<int[]> distances;
  private final Task<Climbs> climbs;
  private final Set<TopologyMetric> wanted;

  Analysis(Terrain terrain, TopologySettings settings, Set<TopologyMetric> wanted) {
    this.terrain = terrain;
    this.settings = settings;
    this.wanted = wanted;
    this.noise = new Noise(terrain);
    this.globalOptima = BestDistance.globalOptima(terrain);
    this.order = new Task<>(() -> LossOrder.of(terrain));
    this.distances = new Task<>(() -> BestDistance.of(terrain, globalOptima));
    this.climbs = new Task<>(() -> new Climbs(terrain));
  }

  TopologyReport report() {
    share();
    List<Task<List<Figure>>> groups = new ArrayList<>();
    addIfWanted(groups, this::optima, OPTIMA);
    addIfWanted(groups, this::basins, BASINS);
    addIfWanted(groups, this::access, ACCESS);
    addIfWanted(groups, this::neutrality, NEUTRALITY);
    addIfWanted(groups, this::unimodal, EnumSet.of(UNIMODAL));
    addIfWanted(groups, this::correlations, CORRELATION);
    addIfWanted(groups, this::walked, EnumSet.of(AUTOCORRELATION_PAPER));
    addIfWanted(groups, this::gamma, EnumSet.of(GAMMA));
    addIfWanted(groups, this::content, INFORMATION);
    Task.runAll(groups.toArray(Task<?>[]::new));
    List<Figure> figures =
        groups.stream()
            .flatMap(group -> group.get().stream())
            .filter(figure -> wanted.contains(figure.metric()))
            .sorted(Comparator.comparing(Figure::metric))
            .toList();
    return new TopologyReport(
        terrain.grid.neighbourRule(),
        terrain.landscape.size(),
        terrain.landscape.diverged(),
        terrain.landscape.coverage(),
        figures);
  }

  /** Computes what several groups read. */
  private void share() {
    List<Task<?>> shared = new ArrayList<>();
    if (wants(PLATEAUS) || wants(EnumSet.of(FITNESS_DISTANCE))) {
      shared.add(order);
    }
    if (wants(NEUTRALITY) || wants(EnumSet.of(FITNESS_DISTANCE))) {
      shared.add(distances);
    }
    if (wants(BASINS) || wants(EnumSet.of(OPTIMA_STRICT, OPTIMA_TIED, OPTIMA_PLATEAU))) {
      shared.add(climbs);
    }
    Task.runAll(shared.toArray(Task<?>[]::new));
  }

  private boolean wants(Set<TopologyMetric> some) {
    return some.stream().anyMatch(wanted::contains);
  }

  private void addIfWanted(
      List<Task<List<Figure>>> groups, Supplier<List<Figure>> group, Set<TopologyMetric> metrics) {
    if (wants(metrics)) {
      groups.add(new Task<>(group));
    }
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

  private List<Figure> correlations() {
    LossCorrelation of = new LossCorrelation(terrain, settings.seed());
    double r = of.assortativity();
    Interval around = of.assortativityInterval();
    return List.of(
        exact(ASSORTATIVITY, r, of.pairs(), around),
        exact(AUTOCORRELATION, r, of.pairs(), around),
        exact(GRADIENT, of.gradient(), of.pairs(), of.gradientInterval()),
        figure(
            ASSORTATIVITY_PAPER,
            of.paper(),
            Mode.PAPER,
            Tolerance.NONE,
            0,
            of.improvingEdges(),
            of.paperInterval()));
  }

  private List<Figure> walked() {
    RandomWalks of = new RandomWalks(terrain, settings);
    return List.of(
        figure(
            AUTOCORRELATION_PAPER,
            of.median(),
            Mode.PAPER,
            Tolerance.NONE,
            0,
            of.walks(),
            of.interval()));
  }

  private List<Figure> neutrality() {
    List<Figure> found = new ArrayList<>();
    if (wants(EnumSet.of(NEUTRALITY_ABSOLUTE, NEUTRALITY_DISTANCE_ABSOLUTE))) {
      double eps = settings.absoluteEps();
      Neutrality of = neutrality(Neutrality.absolute(eps));
      found.add(neutral(NEUTRALITY_ABSOLUTE, of, Tolerance.ABSOLUTE, eps));
      found.add(distance(NEUTRALITY_DISTANCE_ABSOLUTE, of, Tolerance.ABSOLUTE, eps));
    }
    if (wants(EnumSet.of(NEUTRALITY_RELATIVE, NEUTRALITY_DISTANCE_RELATIVE))) {
      double eps = settings.relativeEps();
      Neutrality of = neutrality(Neutrality.relative(terrain, eps));
      found.add(neutral(NEUTRALITY_RELATIVE, of, Tolerance.RELATIVE, eps));
      found.add(distance(NEUTRALITY_DISTANCE_RELATIVE, of, Tolerance.RELATIVE, eps));
    }
    if (wanted.contains(NEUTRALITY_NOISE)) {
      double typical = noise.typicalDifference(settings.noiseZ());
      found.add(
          noise.known()
              ? neutral(
                  NEUTRALITY_NOISE,
                  neutrality(Neutrality.noise(noise, settings.noiseZ())),
                  Tolerance.NOISE,
                  typical)
              : withoutRepeats(NEUTRALITY_NOISE));
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
    int n = terrain.finite;
    found.add(exact(GLOBAL_OPTIMA, globalOptima.length, n, Interval.NONE));
    if (wants(EnumSet.of(OPTIMA_STRICT, OPTIMA_TIED))) {
      Climbs of = climbs.get();
      found.add(exact(OPTIMA_STRICT, of.strict(), n, bounds(of.strictConfirmed(), of.strict())));
      found.add(exact(OPTIMA_TIED, of.tied(), n, bounds(of.tiedConfirmed(), of.tied())));
    }
    List<Task<Figure>> grown = new ArrayList<>();
    if (wanted.contains(OPTIMA_PLATEAU)) {
      grown.add(ties());
    }
    if (wanted.contains(OPTIMA_PLATEAU_ABSOLUTE)) {
      grown.add(plateaus(OPTIMA_PLATEAU_ABSOLUTE, Tolerance.ABSOLUTE, settings.absoluteEps()));
    }
    if (wanted.contains(OPTIMA_PLATEAU_RELATIVE)) {
      double relative = settings.relativeEps() * Math.abs(medianLoss());
      grown.add(plateaus(OPTIMA_PLATEAU_RELATIVE, Tolerance.RELATIVE, relative));
    }
    if (wanted.contains(OPTIMA_PLATEAU_NOISE)) {
      double typical = noise.typicalDifference(settings.noiseZ());
      grown.add(
          noise.known()
              ? plateaus(OPTIMA_PLATEAU_NOISE, Tolerance.NOISE, typical)
              : new Task<>(() -> withoutRepeats(OPTIMA_PLATEAU_NOISE)));
    }
    Task.runAll(grown.toArray(Task<?>[]::new));
    grown.forEach(task -> found.add(task.get()));
    return found;
  }

  /** Without tied optima the plateaus of ties that have no exit are the strict optima. */
  private Task<Figure> ties() {
    Climbs of = climbs.get();
    if (of.tied() > of.strict()) {
      return plateaus(OPTIMA_PLATEAU, Tolerance.NONE, 0);
    }
    Interval bounds = bounds(of.strictConfirmed(), of.strict());
    return new Task<>(() -> exact(OPTIMA_PLATEAU, of.strict(), terrain.finite, bounds));
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
    int n = of.count();
    List<Figure> found = new ArrayList<>();
    found.add(exact(BASIN_SIZE, of.meanSize(), n, Interval.NONE));
    found.add(exact(BASIN_STEPS, of.meanSteps(), of.climbing(), Interval.NONE));
    List<Task<Figure>> tasks = new ArrayList<>();
    if (wanted.contains(BASIN_RADIUS)) {
      tasks.add(new Task<>(() -> exact(BASIN_RADIUS, of.meanRadius(), n, Interval.NONE)));
    }
    if (wanted.contains(BASIN_SIZE_LOSS)) {
      tasks.add(
          new Task<>(() -> exact(BASIN_SIZE_LOSS, of.sizeLossCorrelation(), n, Interval.NONE)));
    }
    if (wanted.contains(ESCAPE_RATE)) {
      tasks.add(new Task<>(() -> exact(ESCAPE_RATE, of.meanEscapeRate(), n, Interval.NONE)));
    }
    if (wanted.contains(FLATTENING)) {
      tasks.add(new Task<>(() -> flattening(of)));
    }
    Task.runAll(tasks.toArray(Task<?>[]::new));
    tasks.forEach(task -> found.add(task.get()));
    return found;
  }

  private Figure flattening(Basins basins) {
    Flattening of = Flattening.of(terrain, climbs.get(), basins, settings.climbs());
    boolean partial = of.sampled() || !terrain.landscape.complete();
    return figure(
        FLATTENING,
        of.value(),
        of.sampled() ? Mode.SAMPLED : Mode.EXACT,
        Tolerance.NONE,
        0,
        of.climbs(),
        partial ? Interval.around(of.value(), of.margin(), -1, 1) : Interval.NONE);
  }

  private List<Figure> access() {
    List<Task<Figure>> tasks = new ArrayList<>();
    if (wanted.contains(FITNESS_DISTANCE)) {
      tasks.add(new Task<>(this::fitnessDistance));
    }
    if (wanted.contains(ACCESSIBILITY)) {
      tasks.add(accessibility(ACCESSIBILITY, false));
    }
    if (wanted.contains(ACCESSIBILITY_NEUTRAL)) {
      tasks.add(accessibility(ACCESSIBILITY_NEUTRAL, true));
    }
    Task.runAll(tasks.toArray(Task<?>[]::new));
    return tasks.stream().map(Task::get).toList();
  }

  private Figure fitnessDistance() {
    double rho = FitnessDistance.of(terrain, order.get(), distances.get());
    Interval around = FitnessDistance.interval(terrain, rho);
    return exact(FITNESS_DISTANCE, rho, terrain.landscape.size(), around);
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

  private List<Figure> gamma() {
    Epistasis of = new Epistasis(terrain, settings.seed());
    return List.of(exact(GAMMA, of.gamma(), of.squares(), of.interval()));
  }

  private List<Figure> content() {
    InformationContent of = new InformationContent(terrain);
    return List.of(
        figure(
            INFORMATION_CONTENT,
            of.largest(),
            Mode.EXACT,
            Tolerance.ABSOLUTE,
            of.epsOfLargest(),
            of.nodes(),
            Interval.NONE),
        exact(INFORMATION_CONTENT_EXACT, of.exact(), of.nodes(), Interval.NONE));
  }

  private List<Figure> unimodal() {
    if (!noise.known()) {
      return List.of(withoutRepeats(UNIMODAL));
    }
    Unimodality of = Unimodality.test(terrain, noise, CONFIDENCE);
    double typical = noise.typicalDifference(settings.noiseZ());
    return List.of(
        figure(
            UNIMODAL,
            of.rejected() ? 0 : 1,
            Mode.EXACT,
            Tolerance.NOISE,
            typical,
            of.measured(),
            Interval.NONE));
  }
}
