package io.cairn.server.cli;

import io.cairn.server.studies.CairnException;
import java.io.PrintWriter;
import java.time.InstantSource;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code cairn}. */
@Command(
    name = "cairn",
    description =
        "Tunes hyperparameters, maps loss landscapes, and starts where similar ones were good.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeOnInvalidInput = ExitCode.INVALID,
    exitCodeOnExecutionException = ExitCode.BUG,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ResumeCommand.class,
      PlanCommand.class,
      ListCommand.class,
      ShowCommand.class,
      TopCommand.class,
      ExportCommand.class,
      ReportCommand.class,
      RemoveCommand.class,
      AskTellCommand.class,
      ServerCommand.class,
      WorkerCommand.class,
      SubmitCommand.class,
      WatchCommand.class,
      PauseCommand.class,
      StopCommand.class,
      WorkersCommand.class,
      DrainCommand.class,
      PlugInsCommand.class,
      CertificatesCommand.class,
      LandscapeCommand.class,
      PilotCommand.class,
      RehearseCommand.class,
      AutoComplete.GenerateCompletion.class,
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 no trial has a result, 2 wrong input (nothing was started), 3 refused"
          + " for now",
      "(locked, damaged, not found), 70 a bug, 128+N ended by signal N.",
    })
public final class Main implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(InstantSource.system(), args));
  }

  /**
   * Runs the command line.
   *
   * @param time the clock that studies of a server go by
   * @return its exit code
   */
  public static int run(InstantSource time, String... args) {
    LogFile.nowhere();
    return commandLine(time).execute(args);
  }

  /** The command line, for tests too. */
  static CommandLine commandLine() {
    return commandLine(InstantSource.system());
  }

  private static CommandLine commandLine(InstantSource time) {
    CommandLine line = new CommandLine(new Main(), new Factory(time));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (e, commandLine, parsed) -> {
          PrintWriter err = commandLine.getErr();
          if (e instanceof CairnException refusal) {
            err.println(refusal.getMessage());
            return refusal.kind() == CairnException.Kind.INVALID
                ? ExitCode.INVALID
                : ExitCode.REFUSED;
          }
          err.println(
              "cairn: something went wrong inside Cairn: "
                  + e
                  + LogFile.where().map(file -> "; details are in " + file).orElse(""));
          LogFile.bug(e);
          return ExitCode.BUG;
        });
    line.getSubcommands().values().forEach(Main::hideGenerator);
    return line;
  }

  /** Makes commands; those that need more than their options get it here. */
  private record Factory(InstantSource time) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == ServerCommand.class
          ? type.cast(new ServerCommand(time))
          : CommandLine.defaultFactory().create(type);
    }
  }

  private static void hideGenerator(CommandLine subcommand) {
    if (subcommand.getCommandName().equals("generate-completion")) {
      subcommand
          .getCommandSpec()
          .usageMessage()
          .description(
              "Print a completion script for bash and zsh: source <(cairn generate-completion).");
    }
  }
}
