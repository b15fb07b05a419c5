package io.cairn.server.cli;

import io.cairn.server.journal.StudyFolder;
import io.cairn.server.studies.CairnException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cairn watch}. */
@Command(
    name = "watch",
    description = {
      "Show how a study goes until it ends: on the whole screen with keys, q leaves, ? explains; where standard"
          + " error is no terminal, in lines.",
      "Without --to, a study of this machine's home folder if it has one by that name, else one of the"
          + " cluster. Leaving it or Ctrl-C ends the watching alone."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(
      paramLabel = "STUDY",
      description =
          "Id of the study; of one in this machine's home folder its unique beginning or `last` will do.")
  @SuppressWarnings("NullAway.Init")
  private String study;

  @Override
  public Integer call() {
    Optional<StudyFolder> local = remote.given() ? Optional.empty() : local();
    return local.isPresent()
        ? StudyWatch.ofHome(local.get(), System.err, Terminal.watched())
        : StudyWatch.ofCluster(remote.cluster(), study, System.err, Terminal.watched());
  }

  private Optional<StudyFolder> local() {
    try {
      return Optional.of(global.home().find(study));
    } catch (CairnException none) {
      return Optional.empty();
    }
  }
}
