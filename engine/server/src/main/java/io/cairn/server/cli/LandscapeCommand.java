package io.cairn.server.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.archive.DamagedLandscapeException;
import io.cairn.server.archive.LandscapeArchive;
import io.cairn.server.archive.LandscapeSummary;
import io.cairn.server.archive.UnknownLandscapeException;
import io.cairn.server.studies.CairnException;
import io.cairn.server.studies.Home;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cairn landscape}. */
@Command(
    name = "landscape",
    description = "Keep, list, export and analyse loss landscapes.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LandscapeImport.class,
      LandscapeExport.class,
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

  static LandscapeArchive.Entry find(Home home, String wanted) throws IOException {
    try {
      return home.archive().find(wanted);
    } catch (UnknownLandscapeException | DamagedLandscapeException e) {
      throw CairnException.refused(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode object() {
    return JsonMapper.builder().build().createObjectNode();
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
