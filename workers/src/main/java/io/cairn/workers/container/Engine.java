package io.cairn.workers.container;

import io.cairn.workers.process.Programs;
import io.cairn.workers.process.Tool;
import io.cairn.workers.process.UnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * docker or podman on this machine. Both take the same words for what is needed here.
 *
 * <p>Sources: the references of <a
 * href="https://docs.docker.com/reference/cli/docker/container/run/">docker run</a> and <a
 * href="https://docs.podman.io/en/latest/markdown/podman-run.1.html">podman-run(1)</a>, both with
 * exit code 125 for an error of the engine's own, 126 for a command that cannot be invoked, 127 for
 * one that is not found.
 *
 * @param program its file
 * @param podman whether it is podman
 */
record Engine(Path program, boolean podman) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern STATE = Pattern.compile("(\\w+) (true|false) (-?\\d+)");

  /** What an engine says of a container. */
  record State(String status, boolean outOfMemory, int exitCode) {

    /** Whether its command was never started. */
    boolean neverRan() {
      return status.equals("created")
          || status.equals("configured")
          || status.equals("initialized");
    }

    boolean runs() {
      return status.equals("running") || status.equals("paused") || status.equals("stopping");
    }
  }

  /**
   * The engine that settings name, or the first that there is.
   *
   * @throws UnavailableException if it is not on this machine
   */
  static Engine find(Optional<String> runtime, Path directory) throws UnavailableException {
    List<String> candidates = runtime.map(List::of).orElse(List.of("docker", "podman"));
    for (String name : candidates) {
      Optional<Path> file = Programs.find(name, Map.of(), directory);
      if (file.isPresent()) {
        String last = String.valueOf(file.get().getFileName());
        return new Engine(file.get(), last.contains("podman"));
      }
    }
    throw new UnavailableException(
        runtime.isPresent()
            ? "the container cannot be started: worker.runtime "
                + Programs.notFound(runtime.get(), Map.of(), directory)
            : "the container cannot be started: neither docker nor podman is on PATH of this"
                + " worker; install one, or name its program under worker.runtime");
  }

  List<String> words(String... words) {
    List<String> all = new ArrayList<>();
    all.add(program.toString());
    all.addAll(List.of(words));
    return all;
  }

  /** How to remove a container, running or not. */
  List<String> removal(String name) {
    return words("rm", "--force", "--volumes", name);
  }

  /** Removes a container if there is one; answers whether none is left. */
  boolean remove(String name) throws IOException {
    Tool.Result result = Tool.run(removal(name), Map.of(), "", PATIENCE);
    return result.succeeded() || saysAbsent(result);
  }

  /** Sends a signal to a container's first process; to one that has ended, none. */
  void signal(String name, String signal) throws IOException {
    Tool.run(words("kill", "--signal", signal, name), Map.of(), "", PATIENCE);
  }

  /**
   * How a container stands.
   *
   * @return empty if there is none
   * @throws IOException if the engine does not say
   */
  Optional<State> state(String name) throws IOException {
    Tool.Result result =
        Tool.run(
            words(
                "inspect",
                "--type",
                "container",
                "--format",
                "{{.State.Status}} {{.State.OOMKilled}} {{.State.ExitCode}}",
                name),
            Map.of(),
            "",
            PATIENCE);
    Matcher matcher = STATE.matcher(result.out().strip());
    if (result.succeeded() && matcher.matches()) {
      return Optional.of(
          new State(
              matcher.group(1),
              matcher.group(2).equals("true"),
              Integer.parseInt(matcher.group(3))));
    }
    if (saysAbsent(result)) {
      return Optional.empty();
    }
    throw new IOException(result.lastWords());
  }

  private static boolean saysAbsent(Tool.Result result) {
    String words = result.err().toLowerCase(Locale.ROOT);
    return words.contains("no such") || words.contains("no container with");
  }

  /**
   * The user inside, where settings name none. Docker's root would own what the command writes, and
   * the worker could not delete it: there the owner of {@code folder}. Rootless podman's root is
   * the worker itself.
   */
  Optional<String> user(Path folder) throws IOException {
    if (podman) {
      return Optional.empty();
    }
    try {
      Object user = Files.getAttribute(folder, "unix:uid");
      Object group = Files.getAttribute(folder, "unix:gid");
      return Optional.of(user + ":" + group);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The options that give a container GPUs; podman has them by CDI names. */
  List<String> gpus(List<String> devices) {
    List<String> options = new ArrayList<>();
    if (podman) {
      devices.forEach(device -> options.addAll(List.of("--device", "nvidia.com/gpu=" + device)));
    } else if (devices.equals(List.of("all"))) {
      options.addAll(List.of("--gpus", "all"));
    } else if (!devices.isEmpty()) {
      // Read as CSV, so that a list of devices is one quoted field.
      options.addAll(List.of("--gpus", "\"device=" + String.join(",", devices) + "\""));
    }
    return options;
  }
}
