package io.cairn.workers.container;

import io.cairn.workers.process.Job;
import io.cairn.workers.process.JobName;
import io.cairn.workers.process.Launch;
import io.cairn.workers.process.Launcher;
import io.cairn.workers.process.UnavailableException;
import io.cairn.workers.spi.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Starts commands in containers.
 *
 * <p>The engine's client is a process of this machine, attached to the container's outputs.
 * Variables are named in its arguments and their values are in its environment: arguments can be
 * read by everybody on the machine.
 */
final class ContainerLauncher implements Launcher {

  private final ContainerSettings settings;

  ContainerLauncher(ContainerSettings settings) {
    this.settings = settings;
  }

  /** A folder of its own: the record of a launch is not for those inside. */
  @Override
  public Path folder(Path scratch) {
    return scratch.resolve("container");
  }

  @Override
  public Job start(Launch launch) throws IOException {
    launch.requireVariables();
    Engine engine = Engine.find(settings.runtime(), settings.process().workingDirectory());
    String name = JobName.of(launch.evaluation());
    removeEarlier(engine, name);
    Map<String, String> variables = launch.variables();
    Job client =
        launch.start(words(engine, name, launch, variables), variables, engine.removal(name));
    return new ContainerJob(client, engine, name, settings);
  }

  /** An attempt of a node that was killed may go on in a container of this name. */
  private static void removeEarlier(Engine engine, String name) throws UnavailableException {
    try {
      if (!engine.remove(name)) {
        // An engine that does not answer says so better when it is to start the container.
        return;
      }
    } catch (IOException e) {
      throw new UnavailableException("the container cannot be started: " + e.getMessage());
    }
  }

  private List<String> words(
      Engine engine, String name, Launch launch, Map<String, String> variables) throws IOException {
    Evaluation evaluation = launch.evaluation();
    Path folder = folder(evaluation.scratch());
    List<String> words = engine.words("run", "--name", name);
    labels(evaluation).forEach((key, value) -> add(words, "--label", key + "=" + value));
    // Its output comes here and need not be kept a second time, without a limit.
    add(words, "--log-driver", "none");
    add(words, "--pull", settings.pull());
    add(words, "--network", settings.network());
    if (settings.init()) {
      words.add("--init");
    }
    settings.cpus().ifPresent(cpus -> add(words, "--cpus", cpus));
    settings.memory().ifPresent(memory -> add(words, "--memory", memory));
    words.addAll(engine.gpus(settings.gpus()));
    Optional<String> user = settings.user().isPresent() ? settings.user() : engine.user(folder);
    user.ifPresent(id -> add(words, "--user", id));
    settings.workingDirectory().ifPresent(path -> add(words, "--workdir", path));
    settings.entrypoint().ifPresent(program -> add(words, "--entrypoint", program));
    add(words, "--mount", Mount.same(folder).option());
    evaluation.checkpoints().ifPresent(path -> add(words, "--mount", Mount.same(path).option()));
    settings.mounts().forEach(mount -> add(words, "--mount", mount.option()));
    variables.keySet().forEach(variable -> add(words, "--env", variable));
    settings.process().passedOn().forEach(variable -> add(words, "--env", variable));
    new TreeMap<>(settings.process().environment())
        .forEach((variable, value) -> add(words, "--env", variable + "=" + value));
    words.addAll(settings.options());
    words.add(settings.image());
    words.addAll(launch.words());
    return words;
  }

  private static Map<String, String> labels(Evaluation evaluation) {
    return new TreeMap<>(
        Map.of(
            "io.cairn.study", JobName.slug(evaluation.study()),
            "io.cairn.evaluation", JobName.slug(evaluation.id()),
            "io.cairn.trial", Integer.toString(evaluation.trial()),
            "io.cairn.attempt", Integer.toString(evaluation.attempt())));
  }

  private static void add(List<String> words, String option, String value) {
    words.add(option);
    words.add(value);
  }
}
