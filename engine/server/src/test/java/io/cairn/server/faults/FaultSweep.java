package io.cairn.server.faults;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.server.store.JournalInvariants.Limits;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A study for a run with faults.
 *
 * @param method how it searches
 * @param trials its budget
 * @param checkpoints whether trials go on from where they were
 * @param step how long a worker takes for a unit of resource
 * @param seed of the method
 */
public record FaultSweep(String method, int trials, boolean checkpoints, Duration step, long seed) {

  private static final List<String> METHODS =
      List.of("asha", "hyperband", "asha-stopping", "landscape", "bohb");

  /** How long a worker may be silent. */
  public static final Duration LEASE = Duration.ofMillis(2_500);

  /** About as long as the faults of a plan take, with six slots. */
  private static final int MILLIS_OF_ALL = 40_000;

  /** The sweep of a seed. */
  public static FaultSweep of(long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    int trials = random.nextInt(20, 61);
    return new FaultSweep(
        METHODS.get(random.nextInt(METHODS.size())),
        trials,
        random.nextInt(4) > 0,
        Duration.ofMillis(MILLIS_OF_ALL / trials),
        random.nextInt(1_000));
  }

  /** What may not be exceeded. */
  Limits limits() {
    return Limits.ofTrials(trials);
  }

  /** As it is handed in. */
  public ObjectNode json() {
    ObjectNode sweep = JsonMapper.builder().build().createObjectNode();
    sweep.put("name", "faults");
    sweep.putObject("objective").put("metric", Witness.METRIC).put("direction", "minimize");
    ObjectNode space = sweep.putObject("space");
    for (String parameter : List.of("x", "y")) {
      space.putObject(parameter).put("type", "real").put("min", -5).put("max", 5);
    }
    sweep
        .putObject("fidelity")
        .put("name", "epoch")
        .put("min", 1)
        .put("max", 9)
        .put("reduction", 3)
        .put("checkpoints", checkpoints);
    sweep.putObject("method").put("name", method).put("seed", seed);
    sweep.putObject("budget").put("trials", trials);
    sweep.putObject("workers").put("lease", LEASE.toMillis() + "ms").put("grace", "1s");
    sweep.putObject("worker").put("type", Witness.TYPE).put("step-millis", step.toMillis());
    sweep.putObject("priors").put("use", "none");
    return sweep;
  }
}
