package io.cairn.server.cli;

import io.cairn.server.studies.Begun;
import io.cairn.server.studies.Home;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.workers.WorkerTypes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn run}. */
@Command(
    name = "run",
    description = "Run a sweep on this machine until it ends.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

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
      names = "--id",
      paramLabel = "ID",
      description = "Id of the study. Default: its name and the time.")
  private @Nullable String id;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Evaluations at once. Default: workers.slots of the sweep.")
  private @Nullable Integer slots;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PageOptions page;

  @Override
  public Integer call() {
    page.check();
    Instant now = Instant.now();
    Home home = global.home();
    WorkerTypes types = plugIns.types(home);
    Sweep sweep = SweepArgument.read(file, Purpose.RUN, types);
    StoredSecrets.warn(sweep);
    int at = SweepArgument.slots(sweep, slots);
    String wanted = id == null ? "" : id;
    Begun study =
        Patience.during("fitting priors", () -> Begun.anew(home, wanted, Begun.RUN, sweep, now));
    System.err.println("study " + study.folder().id() + " (" + sweep.study().method().name() + ")");
    study.lines().forEach(System.err::println);
    LocalRun.run(study, types, at, page, home);
    return Ending.of(study.folder(), home, global.json(), System.out);
  }
}
