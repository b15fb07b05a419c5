package io.cairn.server.metrics;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.study.Budget;
import io.cairn.core.study.Objective;
import io.cairn.core.study.StudySpec;
import io.cairn.server.coordinator.StudyView;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How a study stood when its coordinator told last.
 *
 * @param arrival grows with each study that the node takes up
 * @param label the label {@code study}
 * @param about labels that say what the study is
 */
record StudyStanding(
    long arrival, Labels label, Labels about, Budget budget, Objective objective, StudyView view) {

  /** Series of rungs of one study at most; three figures each. */
  static final int MOST_RUNGS = 32;

  /** A study that the node has taken up. */
  static StudyStanding first(long arrival, String study, StudySpec spec, StudyView view) {
    Labels label = Labels.of("study", LabelText.of(study));
    Labels about =
        label.merge(
            Labels.of(
                "name", LabelText.of(spec.name()),
                "method", LabelText.of(spec.method().name()),
                "metric", LabelText.of(spec.objective().metric()),
                "direction", spec.objective().direction().name().toLowerCase(Locale.ROOT),
                "resource", LabelText.of(spec.resourceName())));
    return new StudyStanding(arrival, label, about, spec.budget(), spec.objective(), view);
  }

  /** The same study as it stands now. */
  StudyStanding now(StudyView newer) {
    return new StudyStanding(arrival, label, about, budget, objective, newer);
  }

  /** Share of the budget that is spent; empty without a limit. */
  OptionalDouble budgetSpent() {
    return budget.spent(view.spending(), view.elapsed());
  }

  /** The rungs that are shown: of a schedule that repeats its brackets, those of the newest. */
  List<RungSummary> rungs() {
    List<RungSummary> all = view.rungs();
    return all.subList(Math.max(0, all.size() - MOST_RUNGS), all.size());
  }

  /** Labels of one of its rungs. */
  Labels rung(RungSummary rung) {
    return label.merge(
        Labels.of(
            "bracket", Integer.toString(rung.bracket()),
            "rung", Integer.toString(rung.rung()),
            "level", level(rung.level())));
  }

  private static String level(double level) {
    return level == Math.rint(level) && Math.abs(level) < 1e15
        ? Long.toString((long) level)
        : Double.toString(level);
  }
}
