package io.cairn.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn drain}. */
@Command(
    name = "drain",
    description =
        "Have a worker take no more evaluations and leave; those that run finish or are given back.",
    mixinStandardHelpOptions = true)
final class DrainCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Parameters(paramLabel = "WORKER", description = "Its name, as `cairn workers` shows it.")
  @SuppressWarnings("NullAway.Init")
  private String worker;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long running evaluations may go on before they are asked to end. Default: ${DEFAULT-VALUE}.")
  private long grace;

  @Override
  public Integer call() {
    System.out.println(
        worker
            + ": "
            + remote
                .cluster()
                .post(
                    "api/v1/workers/"
                        + RemoteCluster.encoded(worker)
                        + "/drain?grace-seconds="
                        + grace)
                .path("result")
                .asText());
    return ExitCode.OK;
  }
}
