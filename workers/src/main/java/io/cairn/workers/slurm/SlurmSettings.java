package io.cairn.workers.slurm;

import io.cairn.workers.process.ProcessSettings;
import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checked settings of a Slurm worker.
 *
 * @param process what it shares with the process worker
 * @param resources options of {@code sbatch} with their values, in order
 * @param time longest time of a job; absent: the sweep's time limit, or the partition's
 * @param options further options of {@code sbatch}
 * @param template a batch script in place of the built-in one; it is given the command as its
 *     arguments
 * @param tools folder with Slurm's tools; absent: they are on PATH
 * @param poll longest time between two questions to Slurm about one job
 */
record SlurmSettings(
    ProcessSettings process,
    Map<String, String> resources,
    Optional<Duration> time,
    List<String> options,
    Optional<Path> template,
    Optional<String> tools,
    Duration poll) {

  /** Keys of the worker section to options of sbatch, of which one element is made. */
  private static final Map<String, String> RESOURCES = new LinkedHashMap<>();

  static {
    RESOURCES.put("partition", "--partition");
    RESOURCES.put("account", "--account");
    RESOURCES.put("qos", "--qos");
    RESOURCES.put("constraint", "--constraint");
    RESOURCES.put("cpus", "--cpus-per-task");
    RESOURCES.put("memory", "--mem");
    RESOURCES.put("gpus", "--gpus");
  }

  private static final Map<String, Pattern> FORMS =
      Map.of(
          "cpus", Pattern.compile("[1-9][0-9]*"),
          "memory", Pattern.compile("[0-9]+[KMGT]?"),
          "gpus", Pattern.compile("([A-Za-z0-9_.-]+:)?[1-9][0-9]*"));

  private static final Map<String, String> RULES =
      Map.of(
          "cpus", "a whole number of processors",
          "memory", "a whole number of megabytes, or with K, M, G or T, for example 16G",
          "gpus", "a number of GPUs, maybe after their type, for example a100:2");

  /** Without these a job could not be followed, ended and found again. */
  private static final Set<String> OURS =
      Set.of(
          "--parsable",
          "-J",
          "--job-name",
          "-o",
          "--output",
          "-e",
          "--error",
          "-D",
          "--chdir",
          "-a",
          "--array",
          "-d",
          "--dependency",
          "--requeue",
          "--no-requeue",
          "-W",
          "--wait",
          "--wrap",
          "--export",
          "-t",
          "--time",
          "-M",
          "--clusters");

  private static final Duration LEAST_POLL = Duration.ofMillis(10);
  private static final Duration USUAL_POLL = Duration.ofSeconds(15);

  SlurmSettings {
    resources = new LinkedHashMap<>(resources);
    options = List.copyOf(options);
  }

  static SlurmSettings read(WorkerSettings settings) throws InvalidSettingsException {
    SettingsReader reader = new SettingsReader(settings.values());
    Path folder = settings.sweepFolder().toAbsolutePath().normalize();
    Path directory = existing(reader, "working-directory", folder, true).orElse(folder);
    ProcessSettings process = ProcessSettings.read(reader, settings, directory);
    Map<String, String> resources = resources(reader);
    Duration time = reader.duration("time", Duration.ZERO);
    List<String> options = options(reader);
    Optional<Path> template = existing(reader, "template", folder, false);
    Optional<String> tools = reader.text("tools");
    Duration poll = reader.duration("poll", USUAL_POLL);
    if (poll.compareTo(LEAST_POLL) < 0) {
      reader.problem("poll", "= " + poll.toMillis() + "ms must be at least 10ms");
    }
    reader.check();
    return new SlurmSettings(
        process,
        resources,
        time.isZero() ? Optional.empty() : Optional.of(time),
        options,
        template,
        tools,
        poll);
  }

  private static Map<String, String> resources(SettingsReader reader) {
    Map<String, String> resources = new LinkedHashMap<>();
    RESOURCES.forEach(
        (key, option) ->
            reader
                .text(key)
                .ifPresent(
                    text -> {
                      Pattern form = FORMS.getOrDefault(key, Pattern.compile("\\S(.*\\S)?"));
                      if (!form.matcher(text).matches()) {
                        reader.problem(
                            key,
                            "= \"%s\" must be %s"
                                .formatted(text, RULES.getOrDefault(key, "a word of Slurm's")));
                      }
                      resources.put(option, text);
                    }));
    return resources;
  }

  private static List<String> options(SettingsReader reader) {
    List<String> options = new ArrayList<>();
    List<String> texts = reader.texts("options");
    for (int i = 0; i < texts.size(); i++) {
      String option = texts.get(i);
      if (!option.startsWith("-")) {
        reader.problem(
            "options[" + i + "]",
            "= \"%s\" must be one option with its value, for example \"--exclude=node7\""
                .formatted(option));
      } else if (OURS.contains(option.split("=", 2)[0])) {
        reader.problem(
            "options[" + i + "]",
            "= \"%s\" is for Cairn to set, which follows, ends and finds the job; leave it out"
                .formatted(option));
      }
      options.add(option);
    }
    return options;
  }

  private static Optional<Path> existing(
      SettingsReader reader, String key, Path folder, boolean isFolder) {
    Optional<String> text = reader.text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = folder.resolve(text.get()).normalize();
      if (isFolder ? Files.isDirectory(path) : Files.isRegularFile(path)) {
        return Optional.of(path);
      }
      reader.problem(
          key,
          "= \"%s\" is not a %s: %s".formatted(text.get(), isFolder ? "folder" : "file", path));
    } catch (InvalidPathException e) {
      reader.problem(key, "= \"%s\" cannot be a path: %s".formatted(text.get(), e.getReason()));
    }
    return Optional.empty();
  }
}
