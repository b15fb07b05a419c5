package io.cairn.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cairn watch}. */
@Command(
    name = "watch",
    description = {
      "Show how a study of a cluster goes until it ends: on the whole screen with keys, q leaves, ? explains;"
          + " where standard error is no terminal, in lines.",
      "Leaving it or Ctrl-C ends the watching alone."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(paramLabel = "STUDY", description = "Id of the study.")
  @SuppressWarnings("NullAway.Init")
  private String study;

  @Override
  public Integer call() {
    return RemoteWatch.of(remote.cluster(), study, System.err, Terminal.watched());
  }
}
