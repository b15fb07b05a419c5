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
 * Races methods on surrogates: {@code bench/run race.RaceRun --yahpo FOLDER --out FOLDER --scenario
 * lcbench --method random,asha --instances peers}. One row a run in {@code traces.csv} of the
 * output folder; a run whose row is there is not run again, so that a race can be killed and gone
 * on with at any time.
 */
@Command(
    name = "race.RaceRun",
    description = "Races methods on surrogates in virtual time.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class RaceRun implements Callable<Integer> {

  @Option(
      names = "--yahpo",
      required = true,
      paramLabel = "FOLDER",
      description = "Folder with a folder for each scenario.")
  private Path yahpo = Path.of("");

  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "NAME",
      description = "Scenarios; all by default.")
  private List<String> scenarios = List.of("lcbench", "rbv2_xgboost", "rbv2_rpart");

  @Mixin private final RaceOptions options = new RaceOptions();

  private RaceRun() {}

  /** Runs what the arguments say. */
  public static void main(String[] arguments) {
    RacePrograms.run(new RaceRun(), arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<YahpoScenario> opened = new ArrayList<>();
    try {
      for (String name : scenarios) {
        opened.add(new YahpoScenario(yahpo.resolve(name)));
      }
      return options.race(opened) ? 0 : 1;
    } finally {
      opened.forEach(YahpoScenario::close);
    }
  }
}
