package io.cairn.workers.kubernetes;

import io.cairn.workers.process.ProcessSettings;
import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Checked settings of a Kubernetes worker.
 *
 * @param process what it shares with the process worker
 * @param image name of the image; absent where the template has it
 * @param template manifest of a pod to start from, YAML or JSON; absent: an empty pod
 * @param kubectl the program; absent: kubectl on PATH
 * @param context of kubectl's configuration; absent: its current one
 * @param namespace of the pods; absent: the context's
 * @param serviceAccount of the pods
 * @param resources requests and limits of the container, by name
 * @param labels of the pods
 * @param nodeSelector labels that a node must have
 * @param secrets names of Secrets whose keys become variables of the command
 * @param volume where the worker's own folders lie, so that pods see them too
 * @param poll longest time between two questions about one pod
 */
record KubernetesSettings(
    ProcessSettings process,
    Optional<String> image,
    Optional<Path> template,
    Optional<String> kubectl,
    Optional<String> context,
    Optional<String> namespace,
    Optional<String> serviceAccount,
    Map<String, String> resources,
    Map<String, String> labels,
    Map<String, String> nodeSelector,
    List<String> secrets,
    Optional<Volume> volume,
    Duration poll) {

  /**
   * A claim that is mounted into the pods.
   *
   * @param claim name of the PersistentVolumeClaim
   * @param folder where it is mounted, here and in the pods
   */
  record Volume(String claim, Path folder) {

    boolean holds(Path path) {
      return path.toAbsolutePath().normalize().startsWith(folder);
    }
  }

  /** RFC 1123 names, as nearly everything in Kubernetes has them. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  /**
   * A Quantity: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
   */
  private static final Pattern QUANTITY =
      Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?");

  private static final List<String> FILES =
      List.of("params-file", "results-file", "checkpoint-dir");
  private static final Duration LEAST_POLL = Duration.ofMillis(10);
  private static final Duration USUAL_POLL = Duration.ofSeconds(10);

  KubernetesSettings {
    resources = new LinkedHashMap<>(resources);
    labels = new LinkedHashMap<>(labels);
    nodeSelector = new LinkedHashMap<>(nodeSelector);
    secrets = List.copyOf(secrets);
  }

  static KubernetesSettings read(WorkerSettings settings) throws InvalidSettingsException {
    SettingsReader reader = new SettingsReader(settings.values());
    Path folder = settings.sweepFolder().toAbsolutePath().normalize();
    Optional<Path> template = template(reader, folder);
    Optional<String> image =
        template.isPresent() || reader.value("template").isPresent()
            ? reader.text("image")
            : reader.requiredText("image", "\"registry.example.org/train:3\"");
    ProcessSettings process = ProcessSettings.read(reader, settings, folder);
    Optional<Volume> volume = volume(reader);
    checkFiles(reader, process, volume, settings.parameters());
    if (!process.passedOn().isEmpty()) {
      reader.problem(
          "environment-from",
          "= %s would put values into the pod's description, which everyone who may look at pods"
                  .formatted(process.passedOn())
              + " can read; keep them in a Secret and write its name under secrets");
    }
    KubernetesSettings read =
        new KubernetesSettings(
            process,
            image,
            template,
            reader.text("kubectl"),
            reader.text("context"),
            name(reader, "namespace"),
            name(reader, "service-account"),
            resources(reader),
            reader.textMap("labels"),
            reader.textMap("node-selector"),
            secrets(reader),
            volume,
            poll(reader));
    reader.check();
    return read;
  }

  private static Optional<Path> template(SettingsReader reader, Path folder) {
    Optional<String> text = reader.text("template");
    try {
      Optional<Path> file = text.map(name -> folder.resolve(name).normalize());
      if (file.isPresent() && !Files.isRegularFile(file.get())) {
        reader.problem("template", "= \"%s\" is not a file: %s".formatted(text.get(), file.get()));
      }
      return file.filter(Files::isRegularFile);
    } catch (InvalidPathException e) {
      reader.problem(
          "template", "= \"%s\" cannot be a path: %s".formatted(text.get(), e.getReason()));
      return Optional.empty();
    }
  }

  private static Optional<String> name(SettingsReader reader, String key) {
    Optional<String> text = reader.text(key);
    text.ifPresent(name -> checkNames(reader, key, List.of(name)));
    return text;
  }

  private static void checkNames(SettingsReader reader, String key, Collection<String> names) {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        reader.problem(
            key,
            "= \"%s\" is no name in Kubernetes: lower-case letters, digits, dashes and dots, a letter or digit at both ends"
                .formatted(name));
      }
    }
  }

  private static List<String> secrets(SettingsReader reader) {
    List<String> secrets = reader.texts("secrets");
    checkNames(reader, "secrets", secrets);
    return secrets;
  }

  private static Map<String, String> resources(SettingsReader reader) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("cpus", "cpu");
    keys.put("memory", "memory");
    keys.put("gpus", "nvidia.com/gpu");
    Map<String, String> resources = new LinkedHashMap<>();
    keys.forEach(
        (key, resource) ->
            reader
                .text(key)
                .ifPresent(
                    text -> {
                      if (!QUANTITY.matcher(text).matches()) {
                        reader.problem(
                            key,
                            "= \"%s\" must be a quantity as Kubernetes writes it, for example 2, 500m or 8Gi"
                                .formatted(text));
                      }
                      resources.put(resource, text);
                    }));
    return resources;
  }

  private static Optional<Volume> volume(SettingsReader reader) {
    Optional<String> text = reader.text("volume");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int colon = text.get().indexOf(':');
    String folder = text.get().substring(colon + 1);
    if (colon < 1
        || !folder.startsWith("/")
        || folder.indexOf('\0') >= 0
        || !NAME.matcher(text.get().substring(0, colon)).matches()) {
      reader.problem(
          "volume",
          "= \"%s\" must be the name of a claim and the folder where this worker has it mounted,"
                  .formatted(text.get())
              + " for example \"cairn-home:/var/lib/cairn\"");
      return Optional.empty();
    }
    return Optional.of(new Volume(text.get().substring(0, colon), Path.of(folder).normalize()));
  }

  private static void checkFiles(
      SettingsReader reader,
      ProcessSettings process,
      Optional<Volume> volume,
      List<String> parameters) {
    if (volume.isPresent()) {
      return;
    }
    if (process.resultsInFile()) {
      reader.problem(
          "results",
          "= file, but pods do not see this worker's files; write results to stdout, or name the"
              + " claim with the worker's folders under volume");
    }
    for (String file : FILES) {
      if (process.command().placeholders().contains(file) && !parameters.contains(file)) {
        reader.problem(
            "command",
            "uses {%s}, but pods do not see this worker's files; name the claim with the worker's folders under volume"
                .formatted(file));
      }
    }
  }

  private static Duration poll(SettingsReader reader) {
    Duration poll = reader.duration("poll", USUAL_POLL);
    if (poll.compareTo(LEAST_POLL) < 0) {
      reader.problem("poll", "= " + poll.toMillis() + "ms must be at least 10ms");
    }
    return poll;
  }
}
