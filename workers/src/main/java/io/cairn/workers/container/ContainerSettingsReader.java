package io.cairn.workers.container;

import io.cairn.workers.process.ProcessSettings;
import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@link ContainerSettings}, with every mistake at once. */
final class ContainerSettingsReader {

  private static final Pattern MEMORY = Pattern.compile("[0-9]+[bkmgBKMG]?");
  private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:_.-]*");

  /** Options without which a container could not be followed, stopped and found again. */
  private static final Set<String> OURS =
      Set.of(
          "-d",
          "--detach",
          "--name",
          "--rm",
          "-i",
          "--interactive",
          "-t",
          "--tty",
          "-it",
          "--cidfile",
          "--restart",
          "--log-driver");

  private final SettingsReader reader;
  private final WorkerSettings settings;
  private final Path folder;

  private ContainerSettingsReader(WorkerSettings settings) {
    this.reader = new SettingsReader(settings.values());
    this.settings = settings;
    this.folder = settings.sweepFolder().toAbsolutePath().normalize();
  }

  static ContainerSettings read(WorkerSettings settings) throws InvalidSettingsException {
    return new ContainerSettingsReader(settings).read();
  }

  private ContainerSettings read() throws InvalidSettingsException {
    String image = image();
    ProcessSettings process = ProcessSettings.read(reader, settings, folder);
    ContainerSettings read =
        new ContainerSettings(
            process,
            image,
            word("runtime"),
            word("entrypoint"),
            workingDirectory(),
            mounts(),
            word("network").orElse("none"),
            word("user"),
            cpus(),
            memory(),
            gpus(),
            reader.choice("pull", List.of("missing", "always", "never"), "missing"),
            reader.flag("init", true),
            options());
    reader.check();
    return read;
  }

  private String image() {
    String example = "\"python:3.12-slim\"";
    reader.requiredText("image", example);
    return word("image").orElse("");
  }

  /** A text that an engine cannot take for an option. */
  private Optional<String> word(String key) {
    return reader
        .text(key)
        .filter(
            text -> {
              boolean fine = !text.isBlank() && !text.startsWith("-") && text.indexOf('\0') < 0;
              if (!fine) {
                reader.problem(
                    key, "= \"%s\" must not be empty nor begin with a dash".formatted(text));
              }
              return fine;
            });
  }

  private Optional<String> workingDirectory() {
    Optional<String> inside = word("working-directory");
    inside
        .filter(text -> !text.startsWith("/"))
        .ifPresent(
            text ->
                reader.problem(
                    "working-directory",
                    "= \"%s\" must be a path inside the container, from its root: /%s"
                        .formatted(text, text)));
    return inside;
  }

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    List<String> texts = reader.texts("mounts");
    for (int i = 0; i < texts.size(); i++) {
      mount(texts.get(i), "mounts[" + i + "]").ifPresent(mounts::add);
    }
    return mounts;
  }

  private Optional<Mount> mount(String text, String key) {
    boolean writable = text.endsWith(":rw");
    String paths = writable || text.endsWith(":ro") ? text.substring(0, text.length() - 3) : text;
    int colon = paths.indexOf(':');
    String outside = colon < 0 ? paths : paths.substring(0, colon);
    try {
      Path source = folder.resolve(outside).normalize();
      String target = colon < 0 ? source.toString() : paths.substring(colon + 1);
      if (outside.isBlank() || !target.startsWith("/")) {
        reader.problem(
            key,
            "= \"%s\" must be a path of this machine, alone or with the path inside: \"data:/data\";"
                    .formatted(text)
                + " \":rw\" at its end makes it writable");
        return Optional.empty();
      }
      if (!Files.exists(source)) {
        reader.problem(key, "= \"%s\" does not exist: %s".formatted(text, source));
        return Optional.empty();
      }
      return Optional.of(new Mount(source, target, writable));
    } catch (InvalidPathException e) {
      reader.problem(key, "= \"%s\" cannot be a path: %s".formatted(text, e.getReason()));
      return Optional.empty();
    }
  }

  private Optional<String> cpus() {
    double cpus = reader.number("cpus", 0, 0.001, 100_000);
    return cpus == 0 ? Optional.empty() : reader.text("cpus");
  }

  private Optional<String> memory() {
    Optional<String> memory = reader.text("memory");
    memory
        .filter(text -> !MEMORY.matcher(text).matches())
        .ifPresent(
            text ->
                reader.problem(
                    "memory",
                    "= \"%s\" must be a whole number with b, k, m or g, for example 8g"
                        .formatted(text)));
    return memory;
  }

  private List<String> gpus() {
    Optional<Object> value = reader.value("gpus");
    if (value.isEmpty()) {
      return List.of();
    }
    List<String> devices = value.get() instanceof List<?> ? reader.texts("gpus") : List.of();
    if (value.get().equals("all")) {
      return List.of("all");
    }
    if (devices.isEmpty() || !devices.stream().allMatch(id -> DEVICE.matcher(id).matches())) {
      reader.problem(
          "gpus", "= " + value.get() + " must be all, or a list of device ids, for example [0, 1]");
    }
    return devices;
  }

  private List<String> options() {
    List<String> options = reader.texts("options");
    for (int i = 0; i < options.size(); i++) {
      String name = options.get(i).split("=", 2)[0];
      if (OURS.contains(name)) {
        reader.problem(
            "options[" + i + "]",
            "= \"%s\" is for Cairn to set, which follows, stops and removes the container; leave it out"
                .formatted(options.get(i)));
      }
    }
    return options;
  }
}
