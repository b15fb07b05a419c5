package io.cairn.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cairn pause}. */
@Command(
    name = "pause",
    description =
        "Hand out nothing more of a study of a cluster until it is resumed; what runs finishes.",
    mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(paramLabel = "STUDY", description = "Id of the study.")
  @SuppressWarnings("NullAway.Init")
  private String study;

  @Override
  public Integer call() {
    return RemoteDirection.of(remote.cluster(), study, "pause");
  }
}
