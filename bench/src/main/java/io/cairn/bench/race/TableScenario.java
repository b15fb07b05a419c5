package io.cairn.bench.race;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A recorded table. Where training was repeated, a run sees one repeat of each configuration, drawn
 * at random, and is judged by their mean. The yardstick is that of the whole table.
 */
final class TableScenario implements Scenario {
  private final String name;
  private final SearchSpace space;
  private final RungLadder ladder;
  private final List<TableInstance> instances;
  private final Map<Integer, Double> worst = new ConcurrentHashMap<>();

  TableScenario(String name, SearchSpace space, RungLadder ladder, List<TableInstance> instances) {
    this.name = name;
    this.space = space;
    this.ladder = ladder;
    this.instances = List.copyOf(instances);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public RungLadder ladder() {
    return ladder;
  }

  @Override
  public List<String> instances() {
    return instances.stream().map(TableInstance::name).toList();
  }

  @Override
  public Outcomes evaluate(int instance, List<Configuration> configurations, int rung) {
    TableInstance table = instances.get(instance);
    double[] seconds = new double[configurations.size()];
    Arrays.fill(seconds, table.seconds()[rung]);
    return new Outcomes(
        configurations.stream()
            .mapToDouble(configuration -> table.loss(rung, table.rows().row(configuration)))
            .toArray(),
        seconds);
  }

  @Override
  public Outcomes curve(int instance, Configuration configuration) {
    TableInstance table = instances.get(instance);
    int row = table.rows().row(configuration);
    return new Outcomes(
        IntStream.range(0, ladder.size()).mapToDouble(rung -> table.loss(rung, row)).toArray(),
        table.seconds());
  }

  /** A configuration that fails in full is worth what the worst of the others is. */
  @Override
  public Observation observe(int instance, Configuration configuration, RandomGenerator noise) {
    TableInstance table = instances.get(instance);
    int row = table.rows().row(configuration);
    double[][] repeat = table.repeats()[noise.nextInt(table.repeats().length)];
    double full = table.loss(ladder.top(), row);
    return new Observation(
        new Outcomes(
            IntStream.range(0, ladder.size()).mapToDouble(rung -> repeat[rung][row]).toArray(),
            table.seconds()),
        Double.isNaN(full) ? worst(instance) : full);
  }

  private double worst(int instance) {
    return worst.computeIfAbsent(
        instance, i -> Arrays.stream(instances.get(i).fullLosses()).max().orElseThrow());
  }

  /** Rows of the instance's table, none twice; all if there are not so many. */
  @Override
  public List<Configuration> sample(int instance, int count, RandomGenerator random) {
    List<Configuration> rows = instances.get(instance).rows().configurations();
    int[] chosen = Draws.choose(rows.size(), Math.min(count, rows.size()), random);
    return Arrays.stream(chosen).mapToObj(rows::get).toList();
  }

  @Override
  public InstanceScale scale(int instance) {
    double[] losses = instances.get(instance).fullLosses();
    return new InstanceScale(
        instances.get(instance).seconds()[ladder.top()],
        Statistics.median(losses),
        Arrays.stream(losses).min().orElseThrow());
  }
}
