package io.cairn.server.sweep;

import io.cairn.core.fidelity.Fidelity;
import io.cairn.core.fidelity.Rational;
import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.search.MethodSettings;
import io.cairn.core.space.BooleanParameter;
import io.cairn.core.space.CategoricalParameter;
import io.cairn.core.space.Condition;
import io.cairn.core.space.ConstantParameter;
import io.cairn.core.space.Constraint;
import io.cairn.core.space.IntegerParameter;
import io.cairn.core.space.InvalidSpaceException;
import io.cairn.core.space.OrdinalParameter;
import io.cairn.core.space.Parameter;
import io.cairn.core.space.RealParameter;
import io.cairn.core.space.Scale;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.Budget;
import io.cairn.core.study.CheckpointRules;
import io.cairn.core.study.FailureRules;
import io.cairn.core.study.Objective;
import io.cairn.core.study.Placement;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.WorkerLabels;
import io.cairn.core.study.WorkerRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** Random studies: every type of parameter, odd names, nested conditions, extreme numbers. */
public final class GeneratedSweeps {

  private static final List<String> NAMES =
      List.of(
          "x",
          "model.depth",
          "any",
          "all",
          "none",
          "not",
          "min",
          "type",
          "when",
          "file",
          "a b",
          "größe",
          "quote\"d",
          "$dollar",
          "1",
          "true",
          "null",
          "<<",
          "deep.er.name",
          "x-y",
          "#hash");

  private static final List<String> LABELS =
      List.of("gpu", "big-memory", "0", "a.b_c", "true", "none", "any", "z9");

  private final SplittableRandom random;

  /** Studies out of a stream of random numbers. */
  public GeneratedSweeps(SplittableRandom random) {
    this.random = random;
  }

  /** A random space of 1 to 6 parameters. */
  public SearchSpace space() {
    while (true) {
      List<String> names = new ArrayList<>();
      int size = random.nextInt(1, 7);
      while (names.size() < size) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        if (!names.contains(name)) {
          names.add(name);
        }
      }
      List<Parameter> parameters = names.stream().map(this::parameter).toList();
      Map<String, Condition> conditions = new LinkedHashMap<>();
      for (int i = 1; i < size; i++) {
        if (random.nextInt(3) == 0) {
          conditions.put(names.get(i), condition(parameters.subList(0, i), 0));
        }
      }
      List<Constraint> constraints =
          random.nextInt(4) > 0
              ? List.of()
              : List.of(Constraint.parse("`" + names.get(0) + "` = 'no such value' or 1 < 2"));
      try {
        return new SearchSpace(parameters, conditions, constraints);
      } catch (InvalidSpaceException neverHolds) {
        // Some random conditions can never hold; the next one may.
      }
    }
  }

  private Parameter parameter(String name) {
    return switch (random.nextInt(8)) {
      case 0 ->
          new RealParameter(
              name,
              1e-300 + random.nextDouble(),
              1.5 + random.nextDouble(),
              Scale.LOG,
              OptionalDouble.empty());
      case 1 ->
          new RealParameter(
              name,
              random.nextDouble() / 3,
              0.5 + random.nextDouble() / 3,
              Scale.REVERSE_LOG,
              OptionalDouble.empty());
      case 2 ->
          new RealParameter(
              name, -random.nextDouble() * 1e20, 0.1 + 0.2, Scale.LINEAR, OptionalDouble.empty());
      case 3 -> new RealParameter(name, 0.5, 0.95, Scale.LINEAR, OptionalDouble.of(0.1));
      case 4 -> new IntegerParameter(name, 1, 1 + random.nextLong(2, 1L << 62), Scale.LOG, 2);
      case 5 ->
          new OrdinalParameter(
              name, random.nextBoolean() ? List.of(1L, 2.5, 4.0) : List.of("16", 32L, "low"));
      case 6 ->
          random.nextBoolean()
              ? new BooleanParameter(name)
              : new CategoricalParameter(name, List.of("true", "1", "1.0", "a, b", "no"));
      default ->
          new ConstantParameter(
              name, List.<Object>of(7L, 7.0, "7", true, "true", 1e-7).get(random.nextInt(6)));
    };
  }

  private Condition condition(List<Parameter> parents, int depth) {
    int kind = random.nextInt(depth > 2 ? 4 : 7);
    Parameter parent = parents.get(random.nextInt(parents.size()));
    Object value = parent.value(parent.decode(random.nextDouble()));
    return switch (kind) {
      case 0 -> new Condition.Equals(parent.name(), value);
      case 1 -> new Condition.In(parent.name(), List.of(value));
      case 2 -> new Condition.Not(new Condition.Equals(parent.name(), value));
      case 3 ->
          parent.numeric()
              ? new Condition.Range(
                  parent.name(),
                  OptionalDouble.of(((Number) value).doubleValue()),
                  OptionalDouble.empty(),
                  random.nextBoolean(),
                  true)
              : new Condition.Not(
                  new Condition.Not(new Condition.In(parent.name(), List.of(value))));
      case 4 -> new Condition.Not(condition(parents, depth + 1));
      case 5 ->
          new Condition.AllOf(
              List.of(condition(parents, depth + 1), condition(parents, depth + 1)));
      default ->
          new Condition.AnyOf(
              List.of(condition(parents, depth + 1), condition(parents, depth + 1)));
    };
  }

  /** A random study over a random space. */
  public StudySpec study() {
    Objective.Direction direction =
        random.nextBoolean() ? Objective.Direction.MINIMIZE : Objective.Direction.MAXIMIZE;
    RungLadder ladder =
        switch (random.nextInt(3)) {
          case 0 -> RungLadder.single();
          case 1 ->
              RungLadder.of(new Fidelity("share", new Rational(1, 27), Rational.ONE, 3, false));
          default ->
              RungLadder.of(new Fidelity("epo.ch", Rational.of(2), Rational.of(100), 4, true));
        };
    StudySpec study =
        new StudySpec(
            "study " + random.nextInt(),
            new Objective("val loss", direction),
            space(),
            ladder,
            method(),
            budget(),
            new FailureRules(random.nextInt(5), random.nextInt(1, 5), random.nextInt(1, 50)),
            Duration.ofNanos(random.nextLong(100_000_000L, 100_000_000_000L)),
            Duration.ofMillis(random.nextLong(100_000)),
            List.of());
    // Nothing is drawn before here, so that the studies of a seed stay what they were.
    CheckpointRules checkpoints =
        study.checkpoints()
            ? new CheckpointRules(
                random.nextBoolean()
                    ? OptionalLong.of(random.nextLong(1, 1L << 62))
                    : OptionalLong.empty(),
                random.nextBoolean())
            : CheckpointRules.USUAL;
    return study.withWorkers(workers(ladder)).withCheckpointRules(checkpoints);
  }

  private WorkerRules workers(RungLadder ladder) {
    List<WorkerLabels> needed = new ArrayList<>();
    WorkerLabels before = WorkerLabels.NONE;
    for (int rung = 0; rung < ladder.size(); rung++) {
      if (random.nextInt(3) == 0) {
        before = before.with(WorkerLabels.of(LABELS.get(random.nextInt(LABELS.size()))));
      }
      needed.add(before);
    }
    return new WorkerRules(
        new Placement(needed),
        random.nextBoolean() ? OptionalInt.of(random.nextInt(1, 1000)) : OptionalInt.empty());
  }

  private MethodSettings method() {
    long seed = random.nextLong();
    return random.nextBoolean()
        ? MethodSettings.of("asha", seed)
        : new MethodSettings(
            "bohb", seed, Map.of("top-share", 0.2, "candidates", 9L, "rounds", 2L));
  }

  private Budget budget() {
    return new Budget(
        OptionalInt.of(random.nextInt(1, 50)),
        random.nextBoolean()
            ? OptionalLong.of(random.nextLong(1, Long.MAX_VALUE))
            : OptionalLong.empty(),
        random.nextBoolean()
            ? OptionalDouble.of(1e-9 + random.nextDouble())
            : OptionalDouble.empty(),
        random.nextBoolean()
            ? Optional.of(Duration.ofSeconds(random.nextInt(1, 100_000)))
            : Optional.empty(),
        random.nextBoolean()
            ? Optional.of(Duration.ofNanos(random.nextLong(1_000_000, 1L << 50)))
            : Optional.empty(),
        random.nextBoolean() ? OptionalDouble.of(-random.nextDouble()) : OptionalDouble.empty());
  }
}
