package io.cairn.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cairn stop}. */
@Command(
    name = "stop",
    description = "End a study of a cluster; what runs gets its grace period.",
    mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(paramLabel = "STUDY", description = "Id of the study.")
  @SuppressWarnings("NullAway.Init")
  private String study;

  @Override
  public Integer call() {
    return RemoteDirection.of(remote.cluster(), study, "stop");
  }
}
