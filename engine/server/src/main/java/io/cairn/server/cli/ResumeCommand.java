package io.cairn.server.cli;

import io.cairn.core.study.StudyDecider;
import io.cairn.proto.StudyCreated;
import io.cairn.server.journal.JournalCheck;
import io.cairn.server.journal.Salvage;
import io.cairn.server.journal.StudyFolder;
import io.cairn.server.journal.StudyLock;
import io.cairn.server.studies.Begun;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import io.cairn.server.studies.Studies;
import io.cairn.server.studies.StudySpecs;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import io.cairn.workers.WorkerTypes;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn resume}. */
@Command(
    name = "resume",
    description = {
      "Go on with a study that was stopped or broke off; with --to, with one of a cluster that was paused.",
      "A study of ask-tell goes on speaking JSON lines."
    },
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PlugInOptions plugIns;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(
      paramLabel = "STUDY",
      description = "Id of the study, its unique beginning, or `last`.")
  @SuppressWarnings("NullAway.Init")
  private String study;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "Evaluations at once. Default: workers.slots of the sweep.")
  private @Nullable Integer slots;

  @Option(
      names = "--salvage",
      description =
          "If the journal is damaged, go on from its last good record; the damaged part is kept aside.")
  private boolean salvage;

  private static String salvaged(Salvage salvage) {
    if (salvage instanceof Salvage.Salvaged done) {
      return done.sentence();
    }
    if (salvage instanceof Salvage.Unneeded unneeded) {
      return unneeded.sentence();
    }
    throw CairnException.refused(((Salvage.Hopeless) salvage).sentence());
  }

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private PageOptions page;

  @Override
  public Integer call() throws IOException {
    page.check();
    if (remote.given()) {
      return RemoteDirection.of(remote.cluster(), study, "resume");
    }
    Home home = global.home();
    StudyFolder folder = home.find(study);
    if (salvage) {
      try (StudyLock lock = Studies.lock(folder)) {
        System.err.println(salvaged(JournalCheck.salvage(folder)));
      }
    }
    StudyCreated created = Studies.created(folder);
    if (created.getMode().equals(StudyDecider.ASK_TELL)) {
      Sweep sweep = StudySpecs.sweep(created, Purpose.ASK_TELL);
      return AskTellCommand.take(Begun.again(home.archive(), folder, created, sweep));
    }
    WorkerTypes types = plugIns.types(home);
    Sweep sweep = StudySpecs.sweep(created, Purpose.RUN, types);
    int at = SweepArgument.slots(sweep, slots);
    Begun study = Begun.again(home.archive(), folder, created, sweep);
    study.lines().forEach(System.err::println);
    LocalRun.run(study, types, at, page, home);
    return Ending.of(folder, home, global.json(), System.out);
  }
}
