package io.cairn.server.report;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudySpec;
import io.cairn.server.history.SimulatedSweep;
import io.cairn.server.history.Specs;
import io.cairn.server.history.StudyHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Studies of every kind and in every odd state, made by simulation. */
final class SampleStudies {

  static final ReportContext CONTEXT =
      new ReportContext(
          Instant.parse("2026-03-02T12:00:00Z"),
          Map.of("cairn", "0.1.0"),
          List.of(new ReportContext.PriorUse("attrition", 81, 6)));

  private SampleStudies() {}

  /** By name, made when asked for. */
  static Map<String, Supplier<StudyHistory>> all() {
    Map<String, Supplier<StudyHistory>> studies = new LinkedHashMap<>();
    studies.put("usual", SampleStudies::usual);
    studies.put("nothing", () -> of(Specs.asha(10), List.of()));
    studies.put("no-result", SampleStudies::noResult);
    studies.put("one-trial", () -> simulated(Specs.asha(1), SimulatedSweep::booster));
    studies.put("all-failed", SampleStudies::allFailed);
    studies.put("all-diverged", SampleStudies::allDiverged);
    studies.put("no-fidelity", SampleStudies::noFidelity);
    studies.put("one-parameter", SampleStudies::oneParameter);
    studies.put("many-parameters", SampleStudies::manyParameters);
    studies.put("hyperband", SampleStudies::hyperband);
    studies.put("stopping", SampleStudies::stopping);
    studies.put("broken-off", SampleStudies::brokenOff);
    studies.put("fractions", SampleStudies::fractions);
    studies.put("constant", SampleStudies::constant);
    studies.put("levels", SampleStudies::levels);
    studies.put("hostile", SampleStudies::hostile);
    return studies;
  }

  /** 200 trials with failures, lost workers and two sessions. */
  static StudyHistory usual() {
    return of(
        Specs.asha(200),
        new SimulatedSweep(Specs.asha(200), SimulatedSweep::booster)
            .slots(8)
            .errors(0.03)
            .losses(0.02)
            .comebacks(0.3)
            .restartAfter(700)
            .run());
  }

  /** 20,000 trials. */
  static StudyHistory large() {
    StudySpec spec = Specs.asha(20_000);
    return of(
        spec,
        new SimulatedSweep(spec, SimulatedSweep::booster)
            .slots(200)
            .errors(0.02)
            .losses(0.002)
            .run());
  }

  private static StudyHistory noResult() {
    return of(
        Specs.asha(10),
        new SimulatedSweep(Specs.asha(10), SimulatedSweep::booster).breakOffAfter(8).run());
  }

  private static StudyHistory allFailed() {
    return of(
        Specs.asha(30),
        new SimulatedSweep(Specs.asha(30), SimulatedSweep::booster).errors(1).run());
  }

  private static StudyHistory allDiverged() {
    return simulated(
        Specs.asha(12),
        (c, epoch) -> Map.of("val_accuracy", epoch > 1 ? Double.NEGATIVE_INFINITY : Double.NaN));
  }

  private static StudyHistory noFidelity() {
    StudySpec spec =
        Specs.of(
            "no fidelity",
            Specs.LOSS,
            Specs.booster(),
            RungLadder.single(),
            "sobol",
            Budget.ofTrials(64));
    return simulated(
        spec, (c, run) -> Map.of("loss", 1 - SimulatedSweep.booster(c, 27).get("val_accuracy")));
  }

  private static StudyHistory oneParameter() {
    StudySpec spec =
        Specs.of("one", Specs.LOSS, Specs.line(), Specs.epochs(9), "asha", Budget.ofTrials(40));
    return simulated(
        spec, (c, epoch) -> Map.of("loss", Math.pow(x(c, "x") - 0.3, 2) + 1 / (1 + epoch)));
  }

  private static StudyHistory manyParameters() {
    StudySpec spec =
        Specs.of(
            "forty", Specs.LOSS, Specs.reals(40), Specs.epochs(27), "asha", Budget.ofTrials(120));
    return simulated(
        spec,
        (c, epoch) ->
            Map.of(
                "loss",
                Math.pow(x(c, "x1") - 0.3, 2)
                    + 0.5 * Math.pow(x(c, "x7") - 0.8, 2)
                    + 0.2 * x(c, "x13")
                    + 1 / (2 + epoch)));
  }

  private static StudyHistory hyperband() {
    StudySpec spec =
        Specs.of(
            "hyperband",
            Specs.ACCURACY,
            Specs.booster(),
            Specs.epochs(81),
            "hyperband",
            Budget.ofTrials(120));
    return simulated(spec, SimulatedSweep::booster);
  }

  private static StudyHistory stopping() {
    StudySpec spec =
        Specs.of(
            "stopping",
            Specs.ACCURACY,
            Specs.booster(),
            Specs.epochs(81),
            "asha-stopping",
            Budget.ofTrials(80));
    return simulated(spec, SimulatedSweep::booster);
  }

  private static StudyHistory brokenOff() {
    return of(
        Specs.asha(200),
        new SimulatedSweep(Specs.asha(200), SimulatedSweep::booster)
            .slots(6)
            .losses(0.05)
            .breakOffAfter(400)
            .run());
  }

  private static StudyHistory fractions() {
    Fidelity share = new Fidelity("share", Rational.parse("1/27"), Rational.ONE, 3, false);
    SearchSpace space =
        new SearchSpace(
            List.of(
                new RealParameter("momentum", 0, 0.999, Scale.REVERSE_LOG, OptionalDouble.empty()),
                new IntegerParameter("units", 1, 1024, Scale.LOG, 1),
                new ConstantParameter("data", "higgs"),
                new BooleanParameter("bias")),
            Map.of(),
            List.of());
    StudySpec spec =
        Specs.of("shares", Specs.LOSS, space, RungLadder.of(share), "asha", Budget.ofTrials(60));
    return of(
        spec,
        new SimulatedSweep(
                spec,
                (c, at) ->
                    Map.of(
                        "loss",
                        Math.abs(Math.log10(((Long) c.value("units").orElse(1L)) / 90.0))
                            + (1 - (Double) c.value("momentum").orElse(0.0))
                            + 0.2 / at))
            .secondsPerUnit(200)
            .run());
  }

  private static StudyHistory constant() {
    StudySpec spec =
        Specs.of(
            "flat", Specs.LOSS, Specs.reals(2), RungLadder.single(), "random", Budget.ofTrials(40));
    return simulated(spec, (c, run) -> Map.of("loss", 7.0));
  }

  /** Parameters of declared levels alone, whose names are markup. */
  private static StudyHistory levels() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new IntegerParameter("<b>depth</b> & 'more'", 1, 9, Scale.LINEAR, 1),
                new CategoricalParameter("kind", List.of("<i>a</i>", "b\"c"))),
            Map.of(),
            List.of());
    StudySpec spec =
        Specs.of("levels", Specs.LOSS, space, RungLadder.single(), "random", Budget.ofTrials(60));
    return simulated(
        spec,
        (c, run) ->
            Map.of(
                "loss", Math.abs((Long) c.value("<b>depth</b> & 'more'").orElse(1L) - 4L) + 0.5));
  }

  /** 5,000 trials without fidelity. */
  static StudyHistory manyResults() {
    StudySpec spec = Specs.plain(5_000);
    return simulated(spec, (c, run) -> Map.of("loss", Math.pow(x(c, "x") - 0.3, 2)));
  }

  /** Every text that a user can choose tries to become markup or a formula. */
  private static StudyHistory hostile() {
    String evil = "</script><script>alert(1)</script>";
    String lines = "<!-- \u2028 & \u2029 ' \" ]]>";
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(
        new RealParameter(
            "<img src=x onerror=alert(1)>", 0, 1, Scale.LINEAR, OptionalDouble.empty()));
    parameters.add(new CategoricalParameter("kind", List.of(evil, "=cmd|' /C calc'!A0", "plain")));
    parameters.add(
        new RealParameter("{{data}} {{charts}}", 0, 1, Scale.LINEAR, OptionalDouble.empty()));
    SearchSpace space =
        new SearchSpace(
            parameters,
            Map.of("{{data}} {{charts}}", new Condition.Equals("kind", evil)),
            List.<Constraint>of());
    StudySpec spec =
        Specs.of(evil + lines, Specs.LOSS, space, Specs.epochs(9), "asha", Budget.ofTrials(30));
    List<StudyEvent> events =
        new SimulatedSweep(
                spec,
                (c, epoch) -> {
                  Map<String, Double> metrics = new LinkedHashMap<>();
                  metrics.put("loss", x(c, "<img src=x onerror=alert(1)>") + 1 / epoch);
                  metrics.put(evil, Double.NaN);
                  return metrics;
                })
            .errors(0.2)
            .workers(evil + "%d")
            .run();
    return of(spec, events.stream().map(e -> poisoned(e, evil + lines)).toList());
  }

  private static StudyEvent poisoned(StudyEvent event, String evil) {
    if (event instanceof StudyEvent.EvaluationFailed e) {
      return new StudyEvent.EvaluationFailed(
          e.at(), e.token(), e.why(), evil, evil + "\ud83d", e.costSeconds(), e.units(), e.retry());
    }
    if (event instanceof StudyEvent.TrialPromoted e) {
      return new StudyEvent.TrialPromoted(e.at(), e.trial(), e.rung(), evil);
    }
    return event;
  }

  private static double x(Configuration c, String name) {
    return (Double) c.value(name).orElse(0.5);
  }

  private static StudyHistory simulated(StudySpec spec, SimulatedSweep.Training training) {
    return of(spec, new SimulatedSweep(spec, training).run());
  }

  private static StudyHistory of(StudySpec spec, List<StudyEvent> events) {
    return StudyHistory.of(spec, "7f3a9c", events.stream());
  }

  /** Writes all reports into a folder, to be looked at. */
  public static void main(String[] arguments) throws IOException {
    Map<String, Supplier<StudyHistory>> studies = all();
    studies.put("large", SampleStudies::large);
    for (Map.Entry<String, Supplier<StudyHistory>> study : studies.entrySet()) {
      if (arguments.length == 1 || List.of(arguments).contains(study.getKey())) {
        long start = System.nanoTime();
        StudyHistory history = study.getValue().get();
        long made = System.nanoTime();
        Path file = Path.of(arguments[0], study.getKey() + ".html");
        StudyReport.write(history, CONTEXT, file);
        System.out.printf(
            "%s: history %d ms, report %d ms, %d bytes%n",
            study.getKey(),
            (made - start) / 1_000_000,
            (System.nanoTime() - made) / 1_000_000,
            java.nio.file.Files.size(file));
      }
    }
  }
}
