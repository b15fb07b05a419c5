package io.cairn.bench.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Races methods on recorded tables: {@code bench/run race.TableRace --landscapes FOLDER --out
 * FOLDER --table fcnet --method asha}. As {@link RaceRun} in all else; {@link RaceSummary} sums it
 * up.
 */
@Command(
    name = "race.TableRace",
    description = "Races methods on recorded tables in virtual time.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class TableRace implements Callable<Integer> {

  @Option(
      names = "--landscapes",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder with a folder for each table.")
  private Path landscapes = Path.of("");

  @Option(
      names = "--table",
      split = ",",
      paramLabel = "NAME",
      description = "Tables; default ${DEFAULT-VALUE}.")
  private List<String> tables = List.of("fcnet", "hpobench_mlp", "lcdb11", "xgb_salinas");

  @Mixin private final RaceOptions options = new RaceOptions();

  private TableRace() {}

  /** Runs what the arguments say. */
  public static void main(String[] arguments) {
    RacePrograms.run(new TableRace(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<TableScenario> scenarios = new ArrayList<>();
    for (String table : tables) {
      scenarios.add(TableReader.read(landscapes.resolve(table)));
    }
    return options.race(scenarios) ? 0 : 1;
  }
}
