package io.cairn.bench.race;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.search.RandomStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Races methods: {@code bench/run race.RaceRun --yahpo FOLDER --out FOLDER --scenario lcbench
 * --method random,asha}. One row a run in {@code traces.csv} of the output folder; a run whose row
 * is there is not run again, so that a race can be killed and gone on with at any time.
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
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where traces.csv and scales.csv are kept.")
  private Path out = Path.of("");

  @Option(
      names = "--scenario",
      split = ",",
      paramLabel = "NAME",
      description = "Scenarios; all by default.")
  private List<String> scenarios = List.of("lcbench", "rbv2_xgboost", "rbv2_rpart");

  @Option(
      names = "--method",
      required = true,
      split = ",",
      paramLabel = "NAME",
      description = "Methods of the catalogue.")
  private List<String> methods = List.of();

  @Option(
      names = "--option",
      paramLabel = "KEY=VALUE",
      description = "Option of the methods; may be given several times.")
  private Map<String, String> options = new LinkedHashMap<>();

  @Option(
      names = "--priors",
      split = ",",
      paramLabel = "KIND",
      description =
          "What methods that use priors get: all, none, a number, negated, shuffled, other,"
              + " wrong-top, self-negated, ten-of-hundred; default ${DEFAULT-VALUE}.")
  private List<String> priors = List.of("all");

  @Option(
      names = "--instances",
      paramLabel = "WHICH",
      description =
          "tune, report (all but tune), all, peers (those of the other systems, but tune) or"
              + " numbers such as 0,4,8..12; default ${DEFAULT-VALUE}.")
  private String instances = "peers";

  @Option(
      names = "--seeds",
      paramLabel = "NUMBERS",
      description = "Repetitions, such as 0..3; default ${DEFAULT-VALUE}.")
  private String seeds = "0";

  @Option(names = "--workers", description = "Simulated workers; default ${DEFAULT-VALUE}.")
  private int workers = 4;

  @Option(
      names = "--budget",
      description = "Full evaluations of worker time; default ${DEFAULT-VALUE}.")
  private int budget = 64;

  @Option(names = "--threads", description = "Runs at once; default ${DEFAULT-VALUE}.")
  private int threads = 1;

  private RaceRun() {}

  /** Runs what the arguments say. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RaceRun()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    ScaleFile scales = new ScaleFile(out);
    CsvFile traces = CsvFile.open(out.resolve("traces.csv"), RaceResult.columns(budget));
    List<YahpoScenario> opened = new ArrayList<>();
    try {
      RaceQueue queue = new RaceQueue(traces);
      for (String name : scenarios) {
        YahpoScenario scenario = new YahpoScenario(yahpo.resolve(name));
        opened.add(scenario);
        add(queue, scenario, scales);
      }
      return queue.run(threads) ? 0 : 1;
    } finally {
      opened.forEach(YahpoScenario::close);
    }
  }

  private void add(RaceQueue queue, Scenario scenario, ScaleFile scales) {
    Priors sources = new Priors(scenario);
    List<PriorKind> kinds = priors.stream().map(PriorKind::parse).toList();
    for (int seed : InstanceChoice.numbers(seeds)) {
      for (int instance :
          InstanceChoice.of(instances, scenario.name(), scenario.instances().size())) {
        for (String method : methods) {
          for (PriorKind kind : Methods.usesPriors(method) ? kinds : List.of(PriorKind.NONE)) {
            RaceKey key =
                new RaceKey(scenario.name(), label(method), kind.name(), workers, instance, seed);
            queue.add(
                key,
                () ->
                    new Race(scenario, scales.of(scenario, instance), budget)
                        .run(key, settings(method, key), sources.of(kind, instance, seed)));
          }
        }
      }
    }
  }

  private String label(String method) {
    return options.entrySet().stream()
        .map(option -> ";" + option)
        .sorted()
        .collect(Collectors.joining("", method, ""));
  }

  /** Every run has random numbers of its own: runs of a seed that share some would be alike. */
  private MethodSettings settings(String method, RaceKey key) {
    long seed = new RandomStreams(key.seed()).stream(key.scenario(), key.instance()).nextLong();
    return new MethodSettings(method, seed, Map.copyOf(options));
  }
}
