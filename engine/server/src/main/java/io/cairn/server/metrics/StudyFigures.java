package io.cairn.server.metrics;

import static io.cairn.server.metrics.StudyFigure.counter;
import static io.cairn.server.metrics.StudyFigure.gauge;
import static io.cairn.server.metrics.StudyFigure.optional;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.study.Incumbent;
import io.cairn.server.coordinator.ModelView;
import io.cairn.server.metrics.Family.Kind;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The figures that each study has.
 *
 * <p>Counters are the study's, over all its sessions, and not the process's: another node goes on
 * where this one left off. What is given back when a lost lease comes to life again (units, worker
 * time) can fall, and is a gauge.
 */
final class StudyFigures {

  private static final List<StudyFigure> IDENTITY =
      List.of(
          new StudyFigure(
              "cairn_study_info",
              Kind.GAUGE,
              "What the study is; always 1.",
              (study, sink) -> sink.add(study.about(), 1)),
          new StudyFigure(
              "cairn_study_phase",
              Kind.GAUGE,
              "The phase that the study is in; always 1.",
              (study, sink) ->
                  sink.add(
                      study
                          .label()
                          .add("phase", study.view().phase().name().toLowerCase(Locale.ROOT)),
                      1)));

  private static final List<StudyFigure> PROGRESS =
      List.of(
          counter("cairn_study_trials", "Trials started.", s -> s.view().spending().trials()),
          counter(
              "cairn_study_results",
              "Results accepted, one of each trial and rung.",
              s -> s.view().spending().evaluations()),
          counter(
              "cairn_study_diverged",
              "Results that were not finite.",
              s -> s.view().spending().diverged()),
          counter(
              "cairn_study_failures",
              "Evaluations that failed by fault of user code.",
              s -> s.view().spending().failures()),
          counter(
              "cairn_study_trials_failed",
              "Trials given up.",
              s -> s.view().spending().trialsFailed()),
          new StudyFigure(
              "cairn_study_relocations",
              Kind.COUNTER,
              "Evaluations that went on elsewhere: their worker was lost, or gave them back.",
              (study, sink) -> {
                sink.add(study.label().add("cause", "lost"), study.view().spending().lost());
                sink.add(
                    study.label().add("cause", "given_back"), study.view().spending().givenBack());
              }),
          counter(
              "cairn_study_lease_expiries",
              "Leases that ran out unheard of, since this node has the study.",
              s -> s.view().leaseExpiries()),
          gauge("cairn_study_running", "Evaluations that are out.", s -> s.view().running()),
          gauge(
              "cairn_study_waiting",
              "Evaluations that somebody had and that wait to be leased again.",
              s -> s.view().waitingForRetry()),
          gauge(
              "cairn_study_queued",
              "Evaluations that wait for a worker with the labels that they need.",
              s -> s.view().queued()));

  private static final List<StudyFigure> WORTH =
      List.of(
          best("cairn_study_best_value", "Metric of the best trial, as the user counts it.", true),
          best("cairn_study_best_loss", "Loss of the best trial; less is better.", false),
          optional(
              "cairn_study_best_resource",
              Kind.GAUGE,
              "Resource level at which the best trial was measured.",
              s -> s.view().best().stream().mapToDouble(b -> b.incumbent().resource()).findFirst()),
          optional(
              "cairn_study_budget_spent_ratio",
              Kind.GAUGE,
              "Share of the budget that is spent, 0 to 1, by the limit that is nearest.",
              StudyStanding::budgetSpent),
          gauge(
              "cairn_study_spent_units",
              "Resource units run, repeated work included.",
              s -> s.view().spending().units()),
          gauge(
              "cairn_study_wasted_units",
              "Of these, units run more than once or lost with a worker.",
              s -> s.view().spending().wastedUnits()),
          gauge(
              "cairn_study_compute_seconds",
              "Worker time spent.",
              s -> s.view().spending().computeSeconds()),
          gauge(
              "cairn_study_elapsed_seconds",
              "How long the study has run, without its pauses.",
              s -> s.view().elapsed().toMillis() / 1000.0),
          gauge(
              "cairn_study_checkpoint_bytes",
              "What the checkpoints of all its trials take.",
              s -> s.view().checkpointBytes()));

  private static final List<StudyFigure> MODEL =
      List.of(
          model("cairn_study_model_fits", Kind.COUNTER, "Fits handed in.", ModelView::fits),
          model(
              "cairn_study_model_failed_fits",
              Kind.COUNTER,
              "Fits that broke off.",
              ModelView::failures),
          model(
              "cairn_study_model_last_fit_seconds",
              Kind.GAUGE,
              "How long the newest fit took.",
              m -> m.lastFit().toNanos() / 1e9),
          model(
              "cairn_study_model_age_results",
              Kind.GAUGE,
              "Results that came in since the newest fit was asked for.",
              ModelView::age),
          model(
              "cairn_study_model_fitting",
              Kind.GAUGE,
              "Whether a fit is under way.",
              m -> m.underWay() ? 1 : 0),
          optional(
              "cairn_study_trials_without_model",
              Kind.COUNTER,
              "Trials started because no model had a say.",
              s -> s.view().startsWithoutModel().stream().asDoubleStream().findFirst()));

  private static final List<StudyFigure> RUNGS =
      List.of(
          rung(
              "cairn_study_rung_running",
              "Evaluations on their way to the rung.",
              RungSummary::running),
          rung("cairn_study_rung_results", "Results at the rung.", RungSummary::results),
          rung(
              "cairn_study_rung_promoted",
              "Trials that went on from the rung.",
              RungSummary::promoted));

  /** All of them. */
  static final List<StudyFigure> ALL =
      Stream.of(IDENTITY, PROGRESS, WORTH, MODEL, RUNGS).flatMap(List::stream).toList();

  private StudyFigures() {}

  private static StudyFigure best(String name, String help, boolean asMetric) {
    return optional(
        name,
        Kind.GAUGE,
        help,
        study ->
            study.view().best().stream()
                .mapToDouble(
                    best -> {
                      Incumbent incumbent = best.incumbent();
                      return asMetric
                          ? study.objective().metricValue(incumbent.loss())
                          : incumbent.loss();
                    })
                .findFirst());
  }

  private static StudyFigure model(
      String name, Kind kind, String help, ToDoubleFunction<ModelView> value) {
    return optional(
        name,
        kind,
        help,
        study ->
            study.view().model().isPresent()
                ? OptionalDouble.of(value.applyAsDouble(study.view().model().get()))
                : OptionalDouble.empty());
  }

  private static StudyFigure rung(String name, String help, ToDoubleFunction<RungSummary> value) {
    return new StudyFigure(
        name,
        Kind.GAUGE,
        help,
        (study, sink) ->
            study.rungs().forEach(rung -> sink.add(study.rung(rung), value.applyAsDouble(rung))));
  }
}
