package io.cairn.server.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.InvalidTableException;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.LandscapeCsv;
import io.cairn.server.archive.LandscapeSummary;
import io.cairn.server.archive.UnknownLandscapeException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cairn landscape}. */
@Command(
    name = "landscape",
    description = "Keep, list, export and analyse loss landscapes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LandscapeCommand.Import.class,
      LandscapeCommand.Export.class,
      LandscapeCommand.Ls.class,
      LandscapeCommand.Rm.class,
      AnalyzeCommand.class,
      CompareCommand.class,
      MatrixCommand.class,
      MapCommand.class,
      FidelityCommand.class,
      ImportanceCommand.class
    })
final class LandscapeCommand implements Runnable {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  private static LandscapeArchive.Entry find(Home home, String wanted) throws IOException {
    try {
      return home.archive().find(wanted);
    } catch (UnknownLandscapeException | DamagedLandscapeException e) {
      throw CommandException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode object() {
    return JsonMapper.builder().build().createObjectNode();
  }

  /** {@code cairn landscape import}. */
  @Command(
      name = "import",
      description = {
        "Keep a finished table as a prior.",
        "A CSV file whose columns are named as the sweep's parameters, its fidelity, its metric, and cost",
        "(seconds to reach the level from scratch); one row for one configuration at one level."
      },
      mixinStandardHelpOptions = true)
  static final class Import implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private GlobalOptions global;

    @Parameters(paramLabel = "FILE", description = "The table, .csv or .csv.gz.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
        names = "--space",
        paramLabel = "SWEEP",
        required = true,
        description = "A sweep file with objective, space and fidelity.")
    @SuppressWarnings("NullAway.Init")
    private Path space;

    @Option(names = "--name", paramLabel = "NAME", description = "Default: the file's name.")
    private @Nullable String name;

    @Override
    public Integer call() throws IOException {
      Sweep sweep = SweepArgument.read(space, Purpose.SPACE);
      ArchivedLandscape landscape;
      try {
        landscape =
            LandscapeCsv.read(
                file, sweep, name == null ? LandscapeCsv.baseName(file) : name, Instant.now());
      } catch (InvalidTableException e) {
        throw CommandException.invalid(e.getMessage() + "\nNothing was imported.");
      }
      String id = global.home().archive().put(landscape);
      int configurations = landscape.landscape().size();
      int levels = landscape.landscape().levels().length;
      if (global.json()) {
        System.out.println(
            object()
                .put("id", id)
                .put("name", landscape.name())
                .put("configurations", configurations)
                .put("levels", levels));
      } else {
        System.out.println(
            "imported "
                + landscape.name()
                + " ("
                + id
                + "): "
                + configurations
                + " configurations at "
                + levels
                + (levels == 1 ? " level" : " levels"));
      }
      return ExitCode.OK;
    }
  }

  /** {@code cairn landscape export}. */
  @Command(
      name = "export",
      description = "Write a landscape as CSV.",
      mixinStandardHelpOptions = true)
  static final class Export implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private GlobalOptions global;

    @Parameters(
        paramLabel = "LANDSCAPE",
        description = "Name, id, unique beginning of an id, or a .landscape file.")
    @SuppressWarnings("NullAway.Init")
    private String wanted;

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "Write to this file instead of standard output; .csv or .csv.gz.")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
      LandscapeArchive.Entry entry = find(global.home(), wanted);
      if (output == null) {
        LandscapeCsv.write(entry.archived(), System.out);
        System.out.flush();
        return ExitCode.OK;
      }
      try {
        LandscapeCsv.write(entry.archived(), output);
      } catch (IOException e) {
        throw CommandException.refused(output + " cannot be written: " + e.getMessage());
      }
      System.out.println(
          global.json()
              ? object().put("id", entry.id()).put("file", output.toString()).toString()
              : "wrote " + output);
      return ExitCode.OK;
    }
  }

  /** {@code cairn landscape ls}. */
  @Command(name = "ls", description = "List the landscapes.", mixinStandardHelpOptions = true)
  static final class Ls implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private GlobalOptions global;

    @Override
    public Integer call() throws IOException {
      Home home = global.home();
      LandscapeArchive.Listing listing = home.archive().list();
      listing.warnings().forEach(System.err::println);
      if (global.json()) {
        ObjectNode root = object();
        ArrayNode list = root.putArray("landscapes");
        for (LandscapeSummary s : listing.landscapes()) {
          ObjectNode landscape = list.addObject();
          landscape.put("id", s.id()).put("name", s.name()).put("metric", s.metric());
          landscape.put("direction", s.maximize() ? "maximize" : "minimize");
          landscape.put("configurations", s.configurations()).put("levels", s.levels());
          s.best().ifPresent(best -> landscape.put("best", best));
          landscape.put("created", s.created().toString());
        }
        System.out.println(root);
        return ExitCode.OK;
      }
      if (listing.landscapes().isEmpty()) {
        System.out.println("No landscapes in " + Ending.shown(home.root()) + ".");
        return ExitCode.OK;
      }
      TextTable table =
          new TextTable(
              List.of("id", "name", "metric", "direction", "configurations", "levels", "best"));
      for (LandscapeSummary s : listing.landscapes()) {
        table.row(
            List.of(
                s.id().substring(0, Math.min(12, s.id().length())),
                s.name(),
                s.metric(),
                s.maximize() ? "maximize" : "minimize",
                Integer.toString(s.configurations()),
                Integer.toString(s.levels()),
                s.best().isPresent() ? Numbers.brief(s.best().getAsDouble()) : ""));
      }
      table.lines().forEach(System.out::println);
      return ExitCode.OK;
    }
  }

  /** {@code cairn landscape rm}. */
  @Command(
      name = "rm",
      description = "Remove landscapes from the archive.",
      mixinStandardHelpOptions = true)
  static final class Rm implements Callable<Integer> {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private GlobalOptions global;

    @Parameters(paramLabel = "LANDSCAPE", arity = "1..*", description = "Names or ids.")
    @SuppressWarnings("NullAway.Init")
    private List<String> wanted;

    @Override
    public Integer call() throws IOException {
      Home home = global.home();
      ArrayNode removed = JsonMapper.builder().build().createArrayNode();
      for (String one : wanted) {
        LandscapeArchive.Entry entry = find(home, one);
        home.archive().remove(entry.id());
        removed.add(entry.id());
        if (!global.json()) {
          System.out.println("removed " + entry.archived().name() + " (" + entry.id() + ")");
        }
      }
      if (global.json()) {
        ObjectNode root = object();
        root.set("removed", removed);
        System.out.println(root);
      }
      return ExitCode.OK;
    }
  }
}
