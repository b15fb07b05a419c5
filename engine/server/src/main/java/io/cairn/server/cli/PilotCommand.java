package io.cairn.server.cli;

import io.cairn.core.landscape.similarity.Estimate;
import io.cairn.core.search.landscape.LandscapeMethod;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import io.cairn.core.transfer.FittedPrior;
import io.cairn.core.transfer.Portfolio;
import io.cairn.core.transfer.PortfolioResult;
import io.cairn.core.transfer.PriorLandscape;
import io.cairn.core.transfer.SurfaceBasis;
import io.cairn.proto.StudyCreated;
import io.cairn.server.archive.FittedPriors;
import io.cairn.server.archive.PriorChoice;
import io.cairn.server.archive.PriorFits;
import io.cairn.server.cli.RehearsalRounds.Entry;
import io.cairn.server.history.StudyHistory;
import io.cairn.server.history.TrialHistory;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.Begun;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudyPriors;
import io.cairn.server.studies.StudySpecs;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.workers.WorkerTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn pilot}. */
@Command(
    name = "pilot",
    description = {
      "Spend a little at low fidelity to see whether the priors fit, before the sweep is run.",
      "The pilot is a study of its own in the journal; it goes into no archive."
    },
    mixinStandardHelpOptions = true)
final class PilotCommand implements Callable<Integer> {

  private static final int REHEARSED = 16;
  private static final int SEEDS = 2;
  private static final Entry WITH = new Entry("landscape", true);
  private static final Entry WITHOUT = new Entry("landscape", false);

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PlugInOptions plugIns;

  @Parameters(paramLabel = "SWEEP", description = "The sweep file (.conf, .json, .yaml).")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--budget-share",
      paramLabel = "SHARE",
      defaultValue = "0.05",
      description =
          "Share of the sweep's budget, were every trial run in full; 8 to 32 configurations."
              + " Default: ${DEFAULT-VALUE}.")
  private double share;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "Id of the pilot's study. One that is there already goes on, or is looked at again.")
  private @Nullable String id;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Evaluations at once. Default: workers.slots of the sweep.")
  private @Nullable Integer slots;

  @Option(
      names = "--no-rehearsal",
      description = "Do not rehearse on the priors what they would save.")
  private boolean noRehearsal;

  @Override
  public Integer call() {
    Instant now = Instant.now();
    Home home = global.home();
    WorkerTypes types = plugIns.types(home);
    Sweep sweep = SweepArgument.read(file, Purpose.RUN, types);
    int at = SweepArgument.slots(sweep, slots);
    if (!(share > 0 && share <= 1)) {
      throw CairnException.invalid(
          "--budget-share = " + share + " must be above 0 and at most 1; 0.05 is usual");
    }
    PriorChoice choice = StudyPriors.landscapes(home.archive(), sweep, now, true);
    List<PriorLandscape> landscapes = choice.landscapes();
    if (landscapes.isEmpty()) {
      throw CairnException.refused(
          "no landscape of the archive fits this sweep, so there is nothing to compare a pilot with;"
              + " keep one with `cairn landscape import`, or run the sweep"
              + String.join("", choice.leftOut().stream().map(PilotCommand::leftOut).toList()));
    }
    StudySpec spec = sweep.study();
    SurfaceBasis basis = LandscapeMethod.basis(spec.space(), spec.ladder());
    List<FittedPrior> fitted =
        Patience.during(
            "fitting priors",
            () ->
                PriorFits.of(home.archive(), sweep, choice).all().stream()
                    .map(FittedPriors.Fitted::prior)
                    .toList());
    PilotPlan wanted = PilotPlan.of(spec, fitted, share);
    StudyFolder folder = run(home, sweep, types, wanted, choice, at, now);
    StudyHistory history = Studies.load(folder).history();
    PilotPlan plan = wanted.at(rung(sweep, history.studyId(), history.spec()));
    PilotFindings findings = findings(history, basis, fitted, plan);
    if (findings.results() == 0) {
      System.err.println("no configuration of pilot " + folder.id() + " has a result");
      return ExitCode.NO_RESULT;
    }
    if (!noRehearsal) {
      Optional<Estimate> saving = rehearse(spec, landscapes, findings, at);
      findings = saving.map(findings::withSaving).orElse(findings);
    }
    PilotText text = new PilotText(spec, plan, findings, folder.id(), REHEARSED);
    if (global.json()) {
      System.out.println(text.json());
    } else {
      text.print(System.out);
    }
    return ExitCode.OK;
  }

  private static String leftOut(PriorChoice.LeftOut leftOut) {
    return "\n" + leftOut.name() + " is left out: " + leftOut.reason();
  }

  /** The sweep's rung that a stored pilot was run at; it is as it was planned then. */
  private static int rung(Sweep sweep, String id, StudySpec pilot) {
    StudySpec spec = sweep.study();
    double level = pilot.ladder().level(pilot.ladder().top());
    for (int rung = 0; rung < spec.ladder().size(); rung++) {
      if (spec.ladder().level(rung) == level
          && pilot.name().equals(PilotPlan.name(spec))
          && pilot.space().equals(spec.space())
          && pilot.objective().equals(spec.objective())) {
        return rung;
      }
    }
    throw CairnException.invalid(
        "--id = "
            + id
            + " is "
            + pilot.name()
            + ", no pilot of this sweep: a pilot has its name, objective, space and one of its"
            + " levels; choose another --id");
  }

  /** Runs the pilot, or what is left of it. */
  private StudyFolder run(
      Home home,
      Sweep sweep,
      WorkerTypes types,
      PilotPlan plan,
      PriorChoice choice,
      int at,
      Instant now) {
    if (id != null && home.ids().contains(id)) {
      StudyFolder folder = home.find(id);
      Studies.Stored stored = Studies.load(folder);
      rung(sweep, id, stored.spec());
      if (stored.history().phase() != StudyPhase.ENDED) {
        StudyCreated created = stored.created();
        Sweep pilot = StudySpecs.sweep(created, Purpose.RUN, types);
        LocalRun.run(new Begun(folder, created, pilot, StudyPriors.NONE), types, at);
      }
      return folder;
    }
    Sweep pilot = plan.sweep(sweep, types);
    PortfolioResult portfolio =
        Portfolio.greedy(
            pilot.study().space(),
            choice.landscapes(),
            prior -> sweep.priors().map().between(prior.landscape().space(), sweep.study().space()),
            plan.fromPortfolio());
    StudyFolder folder = home.create(id == null ? "" : id, pilot.study().name(), now);
    System.err.println(
        "pilot "
            + folder.id()
            + ": "
            + plan.configurations()
            + " configurations; after Ctrl-C it goes on with --id "
            + folder.id());
    StudyPriors priors =
        new StudyPriors(choice, Optional.empty(), Optional.of(portfolio), Duration.ZERO);
    StudyCreated created = StudySpecs.created(folder.id(), Begun.RUN, pilot, priors);
    LocalRun.run(new Begun(folder, created, pilot, priors), types, at);
    return folder;
  }

  private static PilotFindings findings(
      StudyHistory history, SurfaceBasis basis, List<FittedPrior> fitted, PilotPlan plan) {
    List<Configuration> configurations = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    String metric = history.spec().objective().metric();
    for (TrialHistory trial : history.trials()) {
      if (!trial.results().isEmpty()) {
        configurations.add(trial.configuration());
        double value = trial.results().get(0).metrics().getOrDefault(metric, Double.NaN);
        losses.add(history.spec().objective().loss(value));
      }
    }
    return PilotFindings.of(
        basis,
        fitted,
        plan.rung(),
        configurations,
        losses.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** What priors would have saved: on those that are kept, or on all sound ones if few are. */
  private static Optional<Estimate> rehearse(
      StudySpec spec, List<PriorLandscape> landscapes, PilotFindings findings, int workers) {
    boolean few = findings.kept().size() < 2;
    List<String> ids =
        findings.priors().stream()
            .filter(s -> few ? s.prior().isSound() : s.kept())
            .map(s -> s.prior().id())
            .toList();
    List<PriorLandscape> used =
        landscapes.stream().filter(prior -> ids.contains(prior.id())).toList();
    RehearsalTargets targets = RehearsalTargets.in(spec.space(), spec.ladder(), used);
    if (targets.targets().isEmpty()) {
      return Optional.empty();
    }
    RehearsalRounds.Result result =
        new RehearsalRounds(
                List.of(WITH, WITHOUT), SEEDS, workers, REHEARSED, Duration.ofSeconds(60))
            .run(targets.targets());
    return Optional.of(result.overTargets(WITH).savingAgainst(result.overTargets(WITHOUT)));
  }
}
