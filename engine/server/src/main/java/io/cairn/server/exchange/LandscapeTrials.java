package io.cairn.server.exchange;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.space.Configuration;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.FurtherMetric;
import io.cairn.server.exchange.ForeignMetric.Direction;
import io.cairn.server.exchange.ForeignTrial.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A landscape as a study of trials, one a configuration, for systems that know no landscapes.
 * Complete is what was measured at the highest level; what stopped below counts as pruned.
 */
public final class LandscapeTrials {

  private LandscapeTrials() {}

  /** The study. */
  public static ForeignStudy of(ArchivedLandscape archived) {
    Landscape landscape = archived.landscape();
    Direction direction = landscape.maximize() ? Direction.MAXIMIZE : Direction.MINIMIZE;
    List<ForeignTrial> trials = new ArrayList<>();
    for (int i = 0; i < landscape.size(); i++) {
      trials.add(trial(archived, i));
    }
    return new ForeignStudy(
        landscape.provenance().name(),
        "Cairn",
        List.of(new ForeignMetric(landscape.metric(), direction)),
        DeclaredSpace.of(landscape.space()),
        landscape.top() > 0 ? Optional.of(landscape.resource()) : Optional.empty(),
        trials,
        Set.of(),
        List.of());
  }

  private static ForeignTrial trial(ArchivedLandscape archived, int index) {
    Landscape landscape = archived.landscape();
    Configuration configuration = landscape.configurations().get(index);
    List<ForeignReport> reports = new ArrayList<>();
    for (int level = 0; level <= landscape.top(); level++) {
      double value = landscape.value(level, index);
      if (!Double.isNaN(value)) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(landscape.metric(), value);
        for (FurtherMetric further : archived.further()) {
          if (!Double.isNaN(further.value(level, index))) {
            values.put(further.metric(), further.value(level, index));
          }
        }
        reports.add(
            new ForeignReport(landscape.levels()[level], values, landscape.cost(level, index)));
      }
    }
    boolean whole = !Double.isNaN(landscape.value(landscape.top(), index));
    Map<String, Double> last =
        reports.isEmpty() ? Map.of() : reports.get(reports.size() - 1).values();
    return new ForeignTrial(
        Integer.toString(index),
        whole ? State.COMPLETE : State.PRUNED,
        configuration.values(),
        last,
        landscape.top() > 0 ? reports : List.of(),
        reports.isEmpty() ? Double.NaN : reports.get(reports.size() - 1).costSeconds(),
        "");
  }
}
