package io.cairn.workers.process;

import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.Evaluation;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checked settings of a process worker.
 *
 * @param command argument vector with placeholders
 * @param environment further environment variables
 * @param passedOn names of variables of this process that the command needs; their values are kept
 *     out of everything that is stored
 * @param workingDirectory existing folder
 * @param resultsInFile whether results are read from the results file instead of standard output
 * @param parameters the sweep's parameters
 * @param metric name of the objective's metric
 * @param resource absent where every trial runs once, in full
 * @param grace how long a stopped evaluation may take in all
 */
public record ProcessSettings(
    CommandTemplate command,
    Map<String, String> environment,
    List<String> passedOn,
    Path workingDirectory,
    boolean resultsInFile,
    List<String> parameters,
    String metric,
    Optional<Evaluation.Resource> resource,
    Duration grace) {

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
  private static final String FROM = "environment-from";
  private static final Pattern SHELL = Pattern.compile("[|&;<>$*`]");

  public ProcessSettings {
    environment = Map.copyOf(environment);
    passedOn = List.copyOf(passedOn);
    parameters = List.copyOf(parameters);
  }

  static ProcessSettings read(WorkerSettings settings) throws InvalidSettingsException {
    SettingsReader reader = new SettingsReader(settings.values());
    Path directory = directory(reader, settings.sweepFolder());
    ProcessSettings read = read(reader, settings, directory);
    checkProgram(reader, read.command(), read.environment(), directory);
    reader.check();
    return read;
  }

  /**
   * Reads what every kind of worker that runs commands has: {@code command}, {@code environment},
   * {@code environment-from} and {@code results}. Whether there is such a program is not looked at:
   * it may be elsewhere.
   *
   * @param reader takes the mistakes; the caller checks it
   * @param directory existing folder in which processes are started on this machine
   */
  public static ProcessSettings read(
      SettingsReader reader, WorkerSettings settings, Path directory) {
    return read(reader, settings, directory, command(reader, settings));
  }

  /**
   * The same, where the beginning of the command is the kind of worker's own and settings add
   * arguments to it under a key of their own.
   *
   * @param key of the further arguments
   * @param start program and first arguments, without placeholders
   */
  public static ProcessSettings read(
      SettingsReader reader,
      WorkerSettings settings,
      Path directory,
      String key,
      List<String> start) {
    List<String> words =
        new ArrayList<>(
            start.stream().map(word -> word.replace("{", "{{").replace("}", "}}")).toList());
    words.addAll(reader.texts(key));
    CommandTemplate command =
        CommandTemplate.parse(
            words,
            Placeholders.known(settings.parameters(), settings.resource()),
            (index, message) -> reader.problem(key + "[" + (index - start.size()) + "]", message));
    return read(reader, settings, directory, command);
  }

  private static ProcessSettings read(
      SettingsReader reader, WorkerSettings settings, Path directory, CommandTemplate command) {
    boolean file = reader.choice("results", List.of("stdout", "file"), "stdout").equals("file");
    Map<String, String> environment = environment(reader);
    List<String> passedOn = passedOn(reader, environment);
    if (!file
        && command.placeholders().contains(Placeholders.RESULTS_FILE)
        && !settings.parameters().contains(Placeholders.RESULTS_FILE)) {
      reader.problem(
          "command",
          "uses {results-file}, but results = stdout, so nobody would read that file;"
              + " set results = file");
    }
    checkVariables(reader, settings.parameters());
    return new ProcessSettings(
        command,
        environment,
        passedOn,
        directory,
        file,
        settings.parameters(),
        settings.metric(),
        settings.resource(),
        settings.grace());
  }

  private static CommandTemplate command(SettingsReader reader, WorkerSettings settings) {
    Optional<Object> value = reader.value("command");
    List<String> words = List.of();
    if (value.isEmpty()) {
      reader.problem(
          "command",
          "is missing; write the program and its arguments as a list, for example command ="
              + " [\"python3\", \"train.py\", \"--config\", \"{params-file}\"]");
    } else if (value.get() instanceof String line) {
      reader.problem("command", asList(line));
    } else {
      words = reader.texts("command");
      if (value.get() instanceof List<?> list && (list.isEmpty() || "".equals(list.get(0)))) {
        reader.problem(
            "command",
            "= " + list + " has no program; the first element of the list is the program");
      }
    }
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).indexOf('\0') >= 0) {
        reader.problem("command[" + i + "]", "holds a NUL character, which no argument can");
      }
    }
    return CommandTemplate.parse(
        words,
        Placeholders.known(settings.parameters(), settings.resource()),
        (index, message) -> reader.problem("command[" + index + "]", message));
  }

  /** Says how to write a shell line as a list. */
  private static String asList(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      for (int group = 1; group <= 3; group++) {
        if (matcher.group(group) != null) {
          words.add(matcher.group(group));
        }
      }
    }
    String list =
        SHELL.matcher(line).find()
            ? "[\"sh\", \"-c\", " + quote(line) + "]"
            : "[" + String.join(", ", words.stream().map(ProcessSettings::quote).toList()) + "]";
    return "= "
        + quote(line)
        + " must be a list with one element for each argument, because no shell splits it;"
        + " write command = "
        + list;
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Path directory(SettingsReader reader, Path sweepFolder) {
    Path folder = sweepFolder.toAbsolutePath().normalize();
    String key = "working-directory";
    Optional<String> text = reader.text(key);
    if (text.isEmpty()) {
      return folder;
    }
    try {
      Path directory = folder.resolve(text.get()).normalize();
      if (Files.isDirectory(directory)) {
        return directory;
      }
      reader.problem(key, "= \"%s\" is not a folder: %s".formatted(text.get(), directory));
    } catch (InvalidPathException e) {
      reader.problem(key, "= \"%s\" cannot be a path: %s".formatted(text.get(), e.getReason()));
    }
    return folder;
  }

  private static Map<String, String> environment(SettingsReader reader) {
    Map<String, String> environment = reader.textMap("environment");
    environment.forEach(
        (name, value) -> {
          if (name.isEmpty() || name.indexOf('=') >= 0 || (name + value).indexOf('\0') >= 0) {
            reader.problem(
                "environment." + name,
                "cannot be an environment variable: a name is not empty and without \"=\", and"
                    + " neither name nor value holds a NUL character");
          } else if (Variables.isReserved(name)) {
            reader.problem(
                "environment." + name, "is set by Cairn for every evaluation; take another name");
          }
        });
    return environment;
  }

  /** Only names are checked: whether they are set is known where an evaluation runs. */
  private static List<String> passedOn(SettingsReader reader, Map<String, String> environment) {
    List<String> names = reader.texts(FROM);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String key = FROM + "[" + i + "]";
      if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
        reader.problem(
            key,
            "= \"%s\" cannot be the name of an environment variable; give the name alone, its value stays with the worker"
                .formatted(name));
      } else if (name.startsWith("CAIRN_")) {
        reader.problem(
            key,
            "= \"%s\" is a variable of Cairn itself, which no command is given; take another name"
                .formatted(name));
      } else if (environment.containsKey(name)) {
        reader.problem(
            key,
            "= \"%s\" has a value under environment already; keep one of the two".formatted(name));
      }
    }
    return names;
  }

  private static void checkProgram(
      SettingsReader reader,
      CommandTemplate command,
      Map<String, String> environment,
      Path directory) {
    command
        .literalProgram()
        .filter(program -> !program.isEmpty())
        .filter(program -> Programs.find(program, environment, directory).isEmpty())
        .ifPresent(
            program ->
                reader.problem("command[0]", Programs.notFound(program, environment, directory)));
  }

  private static void checkVariables(SettingsReader reader, List<String> parameters) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String parameter : parameters) {
      String variable = Variables.ofParameter(parameter);
      String other = names.putIfAbsent(variable, parameter);
      if (other != null) {
        reader.problem(
            "",
            "the parameters \"%s\" and \"%s\" would both be the environment variable %s; rename one"
                .formatted(other, parameter, variable));
      }
    }
  }
}
