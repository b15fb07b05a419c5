package io.cairn.server.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.archive.ArchivedLandscape;
import io.cairn.server.archive.InvalidTableException;
import io.cairn.server.archive.LandscapeCsv;
import io.cairn.server.exchange.StoreReader;
import io.cairn.server.studies.CairnException;
import io.cairn.server.sweep.Purpose;
import io.cairn.server.sweep.Sweep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cairn landscape import}. */
@Command(
    name = "import",
    description = {
      "Keep finished trials as a prior: a table, or the store of another system (docs/import.md).",
      "A table is a CSV file whose columns are named as the sweep's parameters, its fidelity, its metric, and",
      "cost (seconds to reach the level from scratch); one row for one configuration at one level.",
      "From another system, begin without --space: its studies are listed and a space is proposed."
    },
    mixinStandardHelpOptions = true)
final class LandscapeImport implements Callable<Integer> {

  /** What the command line says on a store of another system. */
  static final class Wishes {

    @Option(
        names = "--study",
        paramLabel = "NAME",
        description = "Which study of the store, if there are several.")
    @Nullable String study;

    @Option(
        names = "--metric",
        paramLabel = "NAME",
        description = "Which of the trials' metrics becomes the sweep's objective.")
    @Nullable String metric;

    @Option(
        names = "--map",
        paramLabel = "FILE",
        description = "How the trials' parameters become those of --space.")
    @Nullable Path map;

    @Option(
        names = "--propose",
        paramLabel = "FILE",
        description = "Write the space that the trials suggest to this file; nothing is imported.")
    @Nullable Path propose;

    @Option(
        names = "--propose-map",
        paramLabel = "FILE",
        description = "Write a map to --space for you to look over; nothing is imported.")
    @Nullable Path proposeMap;

    @Option(
        names = "--dry-run",
        description = "Say what would become of the trials; nothing is imported.")
    boolean dryRun;

    boolean any() {
      return study != null
          || metric != null
          || map != null
          || propose != null
          || proposeMap != null
          || dryRun;
    }
  }

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private Wishes wishes;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "The table, .csv or .csv.gz, or the file or folder of the store.")
  @SuppressWarnings("NullAway.Init")
  private List<Path> paths;

  @Option(
      names = "--from",
      paramLabel = "SYSTEM",
      defaultValue = ForeignStores.CSV,
      description =
          "optuna, syne-tune, ray, wandb-csv, mlflow, smac, nni or csv. Default ${DEFAULT-VALUE}.")
  private String from = ForeignStores.CSV;

  @Option(
      names = "--space",
      paramLabel = "SWEEP",
      description = "A sweep file with objective, space and fidelity; a table needs it.")
  private @Nullable Path space;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Default: the table's name, or the study's.")
  private @Nullable String name;

  @Override
  public Integer call() throws IOException {
    Optional<StoreReader> reader = ForeignStores.of(from);
    if (reader.isPresent()) {
      return new StoreImport(global, from, reader.get(), paths, wishes)
          .run(Optional.ofNullable(space), Optional.ofNullable(name));
    }
    return table();
  }

  private Integer table() throws IOException {
    if (paths.size() != 1) {
      throw CairnException.invalid(
          paths.size() + " files were given, but one table is read at a time; name one");
    }
    if (space == null) {
      throw CairnException.invalid(
          "a table needs --space SWEEP, which says what its columns are; of the store of another system"
              + " say which with --from ("
              + ForeignStores.words()
              + ")");
    }
    if (wishes.any()) {
      throw CairnException.invalid(
          "--study, --metric, --map, --propose, --propose-map and --dry-run are for stores of other"
              + " systems; say which with --from, or leave them out");
    }
    Path file = paths.get(0);
    Sweep sweep = SweepArgument.read(space, Purpose.SPACE);
    ArchivedLandscape landscape;
    try {
      landscape =
          LandscapeCsv.read(
              file, sweep, name == null ? LandscapeCsv.baseName(file) : name, Instant.now());
    } catch (InvalidTableException e) {
      throw CairnException.invalid(e.getMessage() + "\nNothing was imported.");
    }
    String id = global.home().archive().put(landscape);
    if (global.json()) {
      System.out.println(json(id, landscape));
    } else {
      System.out.println(text(id, landscape));
    }
    return ExitCode.OK;
  }

  static ObjectNode json(String id, ArchivedLandscape landscape) {
    return JsonMapper.builder()
        .build()
        .createObjectNode()
        .put("id", id)
        .put("name", landscape.name())
        .put("configurations", landscape.landscape().size())
        .put("levels", landscape.landscape().levels().length);
  }

  static String text(String id, ArchivedLandscape landscape) {
    int levels = landscape.landscape().levels().length;
    return "imported "
        + landscape.name()
        + " ("
        + id
        + "): "
        + landscape.landscape().size()
        + " configurations at "
        + levels
        + (levels == 1 ? " level" : " levels");
  }
}
