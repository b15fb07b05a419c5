package io.cairn.server.cli;

import io.cairn.server.plan.PlanJson;
import io.cairn.server.plan.PlanText;
import io.cairn.server.plan.SweepPlan;
import io.cairn.server.studies.StudyPriors;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cairn plan}. */
@Command(
    name = "plan",
    description =
        "Check a sweep and show what it would do: rungs, brackets, evaluations, resource.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PlugInOptions plugIns;

  @Parameters(paramLabel = "SWEEP", description = "The sweep file.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Override
  public Integer call() {
    Sweep sweep = SweepArgument.read(file, Purpose.PLAN, plugIns.types(global.home()));
    StoredSecrets.warn(sweep);
    // Only looks: a plan leaves nothing behind, not even an imported prior.
    StudyPriors priors =
        Patience.during(
            "fitting priors",
            () -> StudyPriors.preview(global.home().archive(), sweep, Instant.now()));
    SweepPlan plan = SweepPlan.of(sweep, priors.choice(), priors.fitted());
    System.out.println(global.json() ? PlanJson.of(plan) : PlanText.of(plan));
    return ExitCode.OK;
  }
}
