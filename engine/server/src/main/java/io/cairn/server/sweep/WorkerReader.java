package io.cairn.server.sweep;

import io.cairn.core.fidelity.RungLadder;
import io.cairn.core.study.Objective;
import io.cairn.workers.WorkerTypes;
import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.EvaluatorProvider;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code worker { type, time-limit, ... }}; everything but these two keys goes to the
 * provider of the type, which checks it. Values are never shown in problems: they may hold secrets.
 */
final class WorkerReader {

  private static final Duration SHORTEST_LIMIT = Duration.ofMillis(1);

  private final SectionReader root;
  private final Purpose purpose;
  private final Surroundings surroundings;

  /**
   * What a provider is told of the sweep.
   *
   * @param types the kinds of worker that there are
   * @param parameters names, in order of declaration
   * @param ladder empty where it has mistakes
   * @param objective empty where it has mistakes
   */
  record Surroundings(
      WorkerTypes types,
      Path folder,
      List<String> parameters,
      Optional<RungLadder> ladder,
      Optional<Objective> objective,
      Duration grace) {}

  WorkerReader(SectionReader root, Purpose purpose, Surroundings surroundings) {
    this.root = root;
    this.purpose = purpose;
    this.surroundings = surroundings;
  }

  WorkerSection read() {
    if (purpose.needsWorker()) {
      root.require("worker", "say what evaluates: worker { type = process, command = [ ... ] }");
    }
    Optional<SectionReader> section = root.section("worker");
    if (section.isEmpty() || !purpose.checksWorker()) {
      List.of("worker.type", "worker.time-limit").forEach(root.problems()::asked);
      return new WorkerSection.None();
    }
    SectionReader reader = section.get();
    reader.require("type", "use one of " + String.join(", ", types().types()));
    Optional<String> type = reader.text("type");
    Optional<Duration> timeLimit = reader.duration("time-limit", SHORTEST_LIMIT);
    WorkerSettings settings = settings(reader.rest());
    type.ifPresent(name -> check(reader, name, settings));
    return new WorkerSection.Configured(type.orElse(""), settings, timeLimit);
  }

  private WorkerSettings settings(Map<String, Object> values) {
    return new WorkerSettings(
        values,
        surroundings.folder(),
        surroundings.parameters(),
        surroundings.objective().map(Objective::metric).orElse("metric"),
        surroundings
            .objective()
            .map(o -> o.direction() == Objective.Direction.MAXIMIZE)
            .orElse(false),
        surroundings.ladder().flatMap(WorkerReader::resource),
        surroundings.grace());
  }

  static Optional<Evaluation.Resource> resource(RungLadder ladder) {
    return ladder
        .fidelity()
        .map(
            fidelity ->
                new Evaluation.Resource(
                    fidelity.name(),
                    fidelity.min().doubleValue(),
                    fidelity.max().doubleValue(),
                    ladder.integral()));
  }

  private WorkerTypes types() {
    return surroundings.types();
  }

  private void check(SectionReader reader, String type, WorkerSettings settings) {
    Optional<EvaluatorProvider> provider = types().find(type);
    if (provider.isEmpty()) {
      reader.complain(
          "type",
          "is no kind of worker" + DidYouMean.hint(type, types().types()) + types().troubles());
      return;
    }
    try (Evaluator checked = provider.get().create(settings)) {
      assert checked != null;
    } catch (InvalidSettingsException invalid) {
      invalid.problems().forEach(problem -> report(reader, problem));
    }
  }

  private static void report(SectionReader reader, InvalidSettingsException.Problem problem) {
    String path = problem.key().isEmpty() ? reader.path() : reader.path() + "." + problem.key();
    reader.problems().add(origin(reader.section(), problem.key()), path, problem.message());
  }

  /** Where a key is written, or the innermost section around it that is. */
  private static Origin origin(Node.Section section, String key) {
    Node.Section at = section;
    Origin origin = section.origin();
    for (String part : key.split("\\.", -1)) {
      Optional<Node> node = at.get(part.replaceAll("\\[.*", ""));
      if (node.isEmpty()) {
        break;
      }
      origin = node.get().origin();
      if (!(node.get() instanceof Node.Section inner)) {
        break;
      }
      at = inner;
    }
    return origin;
  }
}
