package io.cairn.server.exchange;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.Conversion;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.MappingRules;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.space.SpaceMap;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.exchange.ImportReport.Fate;
import io.cairn.server.sweep.ImportMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes a landscape of the trials of another system and says what became of each. */
public final class TrialProjection {

  /** As many as a table may have. */
  private static final long MOST_CELLS = 50_000_000;

  private static final int MOST_NAMED = 12;

  private final ForeignStudy study;
  private final ForeignMetric metric;
  private final StudySpec sweep;
  private final ImportMap map;

  private record Kept(Configuration configuration, List<Measured.Point> points) {}

  /**
   * What came of it.
   *
   * @param landscape empty if no trial could be used
   */
  public record Outcome(Optional<ArchivedLandscape> landscape, ImportReport report) {}

  /**
   * @param metric one of the study's, taken as the objective of the sweep
   * @param sweep gives space, objective and fidelity
   * @param map how the trials' parameters become the sweep's
   */
  public TrialProjection(ForeignStudy study, ForeignMetric metric, StudySpec sweep, ImportMap map) {
    this.study = study;
    this.metric = metric;
    this.sweep = sweep;
    this.map = map;
  }

  /**
   * Takes all trials over.
   *
   * @param name that the landscape gets
   * @param now when it is imported
   * @throws IllegalArgumentException if the map cannot be carried out, with the reason
   */
  public Outcome project(String name, Instant now) {
    Set<String> ignored = ignored();
    SearchSpace target = target(ignored);
    FoundSpace found = FoundSpace.of(study, ignored);
    SpaceMap space = SpaceMap.between(found.space().orElse(target), target, known(found, target));
    LevelRule rule =
        map.steps().map(c -> new LevelRule(c.times(), c.plus())).orElse(LevelRule.of(study));
    Measured measured = new Measured(metric.name(), map.metric(), rule, sweep.ladder());
    ImportReport.Tally tally = new ImportReport.Tally();
    List<Kept> kept = new ArrayList<>();
    for (ForeignTrial trial : study.trials()) {
      take(trial, measured.of(trial), space, ignored, tally).ifPresent(kept::add);
    }
    List<String> notes = new ArrayList<>(study.notes());
    notes.addAll(found.left());
    notes.addAll(measured.notes());
    noteIgnored(ignored, notes);
    Optional<ArchivedLandscape> landscape =
        kept.isEmpty()
            ? Optional.empty()
            : Optional.of(landscape(kept, target, provenance(name, now), notes));
    return new Outcome(landscape, tally.report(space.differences(), notes));
  }

  /** What may as well be a result, and what nobody asks for, is no parameter. */
  private Set<String> ignored() {
    Set<String> ignored = new TreeSet<>(study.uncertain());
    ignored.removeAll(map.rules().renames().keySet());
    sweep.space().parameters().forEach(parameter -> ignored.remove(parameter.name()));
    ignored.add(metric.name());
    return ignored;
  }

  private void noteIgnored(Set<String> ignored, List<String> notes) {
    Set<String> uncertain = new TreeSet<>(ignored);
    uncertain.remove(metric.name());
    if (!uncertain.isEmpty()) {
      List<String> named = uncertain.stream().limit(MOST_NAMED).toList();
      notes.add(
          "not read, since nothing says whether they are parameters or results: "
              + String.join(", ", named)
              + (uncertain.size() > MOST_NAMED
                  ? " and " + (uncertain.size() - MOST_NAMED) + " more"
                  : ""));
    }
  }

  /** Rules for what no trial has cannot be broken, so they are left out. */
  private MappingRules known(FoundSpace found, SearchSpace target) {
    Map<String, String> renames = new LinkedHashMap<>();
    SearchSpace from = found.space().orElse(target);
    map.rules()
        .renames()
        .forEach(
            (there, here) -> {
              if (from.indexOf(there).isPresent()) {
                renames.put(there, here);
              }
            });
    return new MappingRules(
        renames, map.rules().defaults(), map.rules().conversions(), map.rules().dropped());
  }

  private SearchSpace target(Set<String> ignored) {
    if (map.widened().isEmpty()) {
      return sweep.space();
    }
    Map<String, String> sources = new LinkedHashMap<>();
    map.widened().forEach(name -> sources.put(name, name));
    map.rules().renames().forEach((there, here) -> sources.computeIfPresent(here, (n, o) -> there));
    Map<String, Set<Object>> tried = new LinkedHashMap<>();
    for (ForeignTrial trial : study.trials()) {
      sources.forEach(
          (here, there) -> {
            @Nullable Object value = trial.parameters().get(there);
            if (value != null && !ignored.contains(there)) {
              tried.computeIfAbsent(here, n -> new HashSet<>()).add(converted(here, value));
            }
          });
    }
    return SpaceWidening.of(sweep.space(), tried);
  }

  private Object converted(String here, Object value) {
    return map.rules().conversions().getOrDefault(here, Conversion.NONE).apply(value);
  }

  private Optional<Kept> take(
      ForeignTrial trial,
      List<Measured.Point> points,
      SpaceMap space,
      Set<String> ignored,
      ImportReport.Tally tally) {
    if (points.isEmpty()) {
      tally.add(Fate.REJECTED, List.of(nothing(trial)), trial.id());
      return Optional.empty();
    }
    Map<String, Object> values = new LinkedHashMap<>(trial.parameters());
    values.keySet().removeAll(ignored);
    MappedConfiguration mapped = space.map(values);
    if (mapped instanceof MappedConfiguration.Used used) {
      tally.add(Fate.USED, List.of(), trial.id());
      return Optional.of(new Kept(used.configuration(), points));
    }
    if (mapped instanceof MappedConfiguration.Projected projected) {
      List<String> outside = outside(projected.reasons());
      if (outside.isEmpty()) {
        tally.add(Fate.PROJECTED, projected.reasons(), trial.id());
        return Optional.of(new Kept(projected.configuration(), points));
      }
      tally.add(Fate.REJECTED, outside, trial.id());
      return Optional.empty();
    }
    tally.add(Fate.REJECTED, mapped.reasons(), trial.id());
    return Optional.empty();
  }

  private List<String> outside(List<String> reasons) {
    return reasons.stream()
        .filter(reason -> reason.endsWith(", clipped"))
        .filter(reason -> map.strict().stream().anyMatch(name -> reason.startsWith(name + " ")))
        .map(reason -> reason.replace(", clipped", ", which the map rejects"))
        .toList();
  }

  private String nothing(ForeignTrial trial) {
    boolean fidelity = sweep.ladder().fidelity().isPresent();
    boolean reported =
        trial.values().containsKey(metric.name())
            || trial.reports().stream().anyMatch(r -> r.values().containsKey(metric.name()));
    return switch (trial.state()) {
      case WAITING -> "never started";
      case RUNNING ->
          reported && !fidelity
              ? "was running, and without a fidelity nothing says how far it had come"
              : "was running and had reported no " + metric.name();
      case FAILED ->
          "failed"
              + (trial.failure().isEmpty() ? "" : " (" + trial.failure() + ")")
              + (reported && !fidelity
                  ? ", and without a fidelity nothing says how far it had come"
                  : " and reported no " + metric.name());
      case PRUNED ->
          reported && !fidelity
              ? "was pruned, and without a fidelity nothing says how far it had come"
              : reported
                  ? "was pruned, and nothing says how far it had come"
                  : "was pruned and reported no " + metric.name();
      case COMPLETE -> "reported no " + metric.name();
    };
  }

  private Provenance provenance(String name, Instant now) {
    return new Provenance(
        "import",
        name,
        now,
        "imported from " + study.source() + ", study " + study.name(),
        Map.of("metric", metric.name()));
  }

  private ArchivedLandscape landscape(
      List<Kept> kept, SearchSpace space, Provenance provenance, List<String> notes) {
    List<Kept> fitting = fitting(kept, notes);
    double[] levels =
        fitting.stream()
            .flatMapToDouble(one -> one.points.stream().mapToDouble(Measured.Point::level))
            .distinct()
            .sorted()
            .toArray();
    boolean maximize = sweep.objective().direction() == Objective.Direction.MAXIMIZE;
    LandscapeBuilder builder =
        new LandscapeBuilder(
            space, new Measure(sweep.objective().metric(), maximize, sweep.resourceName()), levels);
    Set<Configuration> configurations = new HashSet<>();
    int again = 0;
    for (Kept one : fitting) {
      again += configurations.add(one.configuration) ? 0 : 1;
      for (Measured.Point point : one.points) {
        builder.repeat(one.configuration, point.level(), point.value(), point.costSeconds());
      }
    }
    if (again > 0) {
      notes.add(
          again
              + (again == 1 ? " trial repeats" : " trials repeat")
              + " the configuration of another; the mean is kept, with count and spread");
    }
    return ArchivedLandscape.of(builder.build(provenance));
  }

  /** Where every step of every trial would be too much, the rungs are kept. */
  private List<Kept> fitting(List<Kept> kept, List<String> notes) {
    long levels =
        kept.stream()
            .flatMapToDouble(one -> one.points.stream().mapToDouble(Measured.Point::level))
            .distinct()
            .count();
    if (levels * kept.size() <= MOST_CELLS) {
      return kept;
    }
    RungLadder ladder = sweep.ladder();
    double[] rungs = new double[ladder.size()];
    Arrays.setAll(rungs, ladder::level);
    notes.add(
        levels
            + " levels of "
            + kept.size()
            + " trials are more than can be kept: the first report at or beyond each rung of the sweep"
            + " stands for it");
    return kept.stream()
        .map(one -> new Kept(one.configuration, atRungs(one.points, rungs)))
        .filter(one -> !one.points.isEmpty())
        .toList();
  }

  private static List<Measured.Point> atRungs(List<Measured.Point> points, double[] rungs) {
    List<Measured.Point> kept = new ArrayList<>();
    int next = 0;
    for (double rung : rungs) {
      while (next < points.size() && points.get(next).level() < rung) {
        next++;
      }
      if (next < points.size()) {
        Measured.Point point = points.get(next);
        kept.add(new Measured.Point(rung, point.value(), point.costSeconds()));
      }
    }
    return kept;
  }
}
