package io.cairn.bench.race;

import io.cairn.core.search.MethodSettings;
import io.cairn.core.search.Methods;
import io.cairn.core.search.RandomStreams;
import io.cairn.core.space.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What is run: the options that every race has, and how runs are made of them. */
final class RaceOptions {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where traces.csv and scales.csv are kept.")
  private Path out = Path.of("");

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
  private String instances = "all";

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

  /**
   * Runs all that has not been run.
   *
   * @return whether all ended well
   * @throws IllegalArgumentException if a method or a choice of priors, instances or seeds is none
   */
  boolean race(List<? extends Scenario> scenarios) throws IOException, InterruptedException {
    methods.forEach(this::check);
    ScaleFile scales = new ScaleFile(out);
    RaceQueue queue =
        new RaceQueue(CsvFile.open(out.resolve("traces.csv"), RaceResult.columns(budget)));
    scenarios.forEach(scenario -> add(queue, scenario, scales));
    return queue.run(threads);
  }

  private void check(String method) {
    List<Problem> problems = Methods.problems(new MethodSettings(method, 0, Map.copyOf(options)));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.get(0).toString());
    }
  }

  private void add(RaceQueue queue, Scenario scenario, ScaleFile scales) {
    Priors sources = new Priors(scenario);
    FittedPriors fits = new FittedPriors(scenario);
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
                    new Race(scenario, scales.of(scenario, instance), budget, fits)
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
