package io.cairn.core.transfer;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.MappedConfiguration;
import io.cairn.core.space.MappingReport;
import io.cairn.core.space.SpaceMap;
import io.cairn.core.surrogate.UnitAxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A prior in the space of the new study: its configurations there, and how good each was. */
final class MappedPrior {
  /** How much of what was known of a configuration is known of its projection. */
  private static final double PROJECTED_EVIDENCE = 0.5;

  /**
   * A configuration of the prior that has a counterpart in the new space.
   *
   * @param configuration the counterpart
   * @param score see {@link PriorScores}
   * @param projected whether it is not the same value for value
   */
  record Entry(Configuration configuration, double score, boolean projected) {}

  private final PriorLandscape prior;
  private final MappingReport report;
  private final List<Entry> entries = new ArrayList<>(); // distinct, best first
  private final Map<Configuration, Double> scores = new HashMap<>(); // looked up, never walked
  private final NeighbourPrediction prediction;

  MappedPrior(PriorLandscape prior, SpaceMap map, UnitAxes axes) {
    this.prior = prior;
    Landscape landscape = prior.landscape();
    this.report =
        map.mapAll(landscape.configurations().stream().map(Configuration::values).toList());
    double[] own = PriorScores.of(landscape);
    List<Entry> all = new ArrayList<>();
    for (int i = 0; i < own.length; i++) {
      MappedConfiguration mapped = report.mapped().get(i);
      if (mapped instanceof MappedConfiguration.Used used) {
        all.add(new Entry(used.configuration(), own[i], false));
      } else if (mapped instanceof MappedConfiguration.Projected projected) {
        all.add(new Entry(projected.configuration(), weakened(own[i]), true));
      }
    }
    all.sort(Comparator.comparingDouble(Entry::score));
    for (Entry entry : all) {
      if (scores.putIfAbsent(entry.configuration(), entry.score()) == null) {
        entries.add(entry);
      }
    }
    this.prediction = new NeighbourPrediction(axes, all);
  }

  private static double weakened(double score) {
    return PriorScores.UNKNOWN + PROJECTED_EVIDENCE * (score - PriorScores.UNKNOWN);
  }

  String name() {
    return prior.name();
  }

  PriorUse use() {
    return new PriorUse(
        prior.id(),
        prior.name(),
        report.used(),
        report.projected(),
        report.rejected(),
        report.reasons());
  }

  /**
   * Its configurations in the new space, distinct, best first, and in order of measurement among
   * equals.
   */
  List<Entry> entries() {
    return entries;
  }

  /** How good a configuration was on this prior, or would have been by its neighbours. */
  double score(Configuration configuration, double[] point) {
    Double own = scores.get(configuration);
    return own != null ? own : prediction.at(point);
  }
}
