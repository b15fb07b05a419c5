package io.cairn.server.archive;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.landscape.Landscape;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.study.Budget;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.server.sweep.PriorSelection;
import io.cairn.server.sweep.Sweep;
import io.cairn.server.sweep.SweepPriors;
import io.cairn.server.sweep.WorkerSection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The sweep that a generated landscape could have come from, and what its table says. */
final class GeneratedTables {

  private GeneratedTables() {}

  static Sweep sweep(Path folder, ArchivedLandscape archived) {
    Landscape landscape = archived.landscape();
    boolean single = landscape.resource().equals("run");
    StudySpec study =
        new StudySpec(
            "generated",
            new Objective(
                landscape.metric(),
                landscape.maximize() ? Objective.Direction.MAXIMIZE : Objective.Direction.MINIMIZE),
            landscape.space(),
            single
                ? RungLadder.single()
                : RungLadder.of(
                    new Fidelity(
                        landscape.resource(),
                        new Rational(1, 27),
                        Rational.of(1_000_000),
                        27,
                        true)),
            MethodSettings.of("random", 1),
            Budget.ofTrials(1),
            FailureRules.DEFAULT,
            Duration.ofSeconds(1),
            Duration.ZERO,
            List.of());
    return new Sweep(
        study,
        1,
        new WorkerSection.None(),
        SweepPriors.of(new PriorSelection.None(), List.of()),
        "{}",
        folder);
  }

  /**
   * One line a measurement. Levels that nothing reached are in no table, and configurations may be
   * numbered otherwise, so lines are sorted.
   */
  static Set<String> rows(ArchivedLandscape archived) {
    Landscape landscape = archived.landscape();
    Set<String> rows = new TreeSet<>();
    for (int i = 0; i < landscape.size(); i++) {
      for (int level = 0; level <= landscape.top(); level++) {
        if (!Double.isNaN(landscape.value(level, i))) {
          StringBuilder row = new StringBuilder(landscape.configurations().get(i).toString());
          row.append(' ')
              .append(landscape.levels()[level])
              .append(' ')
              .append(landscape.value(level, i));
          row.append(' ').append(landscape.cost(level, i));
          for (FurtherMetric metric : archived.further()) {
            row.append(' ').append(metric.value(level, i));
          }
          rows.add(row.toString());
        }
      }
    }
    return rows;
  }
}
