package io.cairn.workers.jvm;

import io.cairn.workers.process.Launcher;
import io.cairn.workers.process.ProcessEvaluator;
import io.cairn.workers.process.ProcessSettings;
import io.cairn.workers.process.Programs;
import io.cairn.workers.settings.SettingsReader;
import io.cairn.workers.spi.Evaluator;
import io.cairn.workers.spi.InvalidSettingsException;
import io.cairn.workers.spi.WorkerSettings;
import java.io.File;
import java.net.URISyntaxException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checked settings of a JVM worker: {@code class-path} (jars, folders, {@code lib/*}; default the
 * sweep's folder), {@code class}, {@code method} (default {@code main}), {@code isolated}, {@code
 * java} (default that of the worker), {@code jvm-options}, {@code arguments}, {@code options}.
 *
 * <p>Classes are looked for, but not initialised, when a sweep is checked.
 */
final class JvmSettings {

  private static final String MAIN = "main";

  private final SettingsReader reader;
  private final WorkerSettings settings;
  private final Path folder;
  private final ClassPath classPath;
  private final String type;
  private final String method;
  private final boolean methodNamed;
  private final Optional<Boolean> isolated;
  private final List<String> java;
  private final Map<String, Object> options;
  private final ProcessSettings process;

  private JvmSettings(WorkerSettings settings) {
    this.settings = settings;
    this.reader = new SettingsReader(settings.values());
    this.folder = settings.sweepFolder().toAbsolutePath().normalize();
    boolean named = reader.value("class-path").isPresent();
    this.classPath =
        ClassPath.of(
            named ? reader.texts("class-path") : List.of("."),
            folder,
            (index, message) -> reader.problem("class-path[" + index + "]", message));
    this.type = reader.requiredText("class", "com.example.Training").orElse("");
    Optional<String> name = reader.text("method");
    this.method = name.orElse(MAIN);
    this.methodNamed = name.isPresent();
    this.isolated =
        reader.value("isolated").isPresent()
            ? Optional.of(reader.flag("isolated", true))
            : Optional.empty();
    this.java = java();
    this.options = options();
    List<String> start = new ArrayList<>(java);
    start.addAll(List.of("-cp", classPath.text(), type));
    this.process = ProcessSettings.read(reader, settings, folder, "arguments", start);
  }

  static JvmSettings read(WorkerSettings settings) {
    return new JvmSettings(settings);
  }

  private List<String> java() {
    String own = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String program = reader.text("java").orElse(own);
    Optional<Path> file = Programs.find(program, Map.of(), folder);
    if (file.isEmpty()) {
      reader.problem("java", Programs.notFound(program, Map.of(), folder));
    }
    List<String> words = new ArrayList<>();
    words.add(file.map(Path::toString).orElse(program));
    words.addAll(reader.texts("jvm-options"));
    return words;
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> options() {
    Optional<Object> value = reader.value("options");
    if (value.isPresent() && value.get() instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    value.ifPresent(
        other ->
            reader.problem(
                "options", "= " + other + " must be a section: options { name = value }"));
    return Map.of();
  }

  /**
   * Makes the evaluator.
   *
   * @throws InvalidSettingsException with every mistake
   */
  Evaluator evaluator() throws InvalidSettingsException {
    URLClassLoader loader = classPath.loader(Evaluator.class.getClassLoader());
    boolean kept = false;
    try {
      Optional<Class<?>> found = find(loader);
      if (found.isPresent() && Evaluator.class.isAssignableFrom(found.get())) {
        checkEvaluator();
        reader.check();
        Evaluator made = new LoadedEvaluator(make(found.get()), loader);
        kept = true;
        return made;
      }
      if (!options.isEmpty()) {
        reader.problem("options", "are for a class that implements Evaluator; leave them out");
      }
      if (method.equals(MAIN)) {
        return main(found);
      }
      return function(found.isPresent());
    } finally {
      if (!kept) {
        Loaders.close(loader);
      }
    }
  }

  private Optional<Class<?>> find(ClassLoader loader) {
    if (type.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Class.forName(type, false, loader));
    } catch (ClassNotFoundException e) {
      reader.problem(
          "class",
          "= \"%s\" is not on the class path (%s); give its full name, with the package, and what it is in under class-path"
              .formatted(type, classPath.text()));
    } catch (LinkageError e) {
      reader.problem("class", "= \"%s\" cannot be loaded: %s".formatted(type, e));
    }
    return Optional.empty();
  }

  private void checkEvaluator() {
    if (isolated.orElse(false)) {
      reader.problem(
          "isolated", "= true, but an Evaluator runs in the worker's process; leave it out");
    }
    if (methodNamed) {
      reader.problem(
          "method", "= \"%s\", but an Evaluator has none to name; leave it out".formatted(method));
    }
  }

  private Evaluator make(Class<?> found) throws InvalidSettingsException {
    WorkerSettings own =
        new WorkerSettings(
            options,
            settings.sweepFolder(),
            settings.parameters(),
            settings.metric(),
            settings.maximize(),
            settings.resource(),
            settings.grace());
    try {
      return (Evaluator) Constructors.call(found, own);
    } catch (InvalidSettingsException e) {
      e.problems().forEach(problem -> reader.problem(under(problem.key()), problem.message()));
    } catch (ReflectiveOperationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      reader.problem("class", "= \"%s\" cannot be made: %s".formatted(type, cause));
    }
    reader.check();
    throw new IllegalStateException("a refused evaluator has a problem");
  }

  private static String under(String key) {
    return key.isEmpty() ? "options" : "options." + key;
  }

  private Evaluator main(Optional<Class<?>> found) throws InvalidSettingsException {
    if (found.isPresent() && !hasMain(found.get())) {
      reader.problem(
          "class",
          "= \"%s\" has no public static void main(String[]); name a function under method, or let it implement Evaluator"
              .formatted(type));
    }
    if (!isolated.orElse(true)) {
      reader.problem(
          "isolated",
          "= false, but main has the process to itself: its output are the results and it may end it; leave it out");
    }
    reader.check();
    return new ProcessEvaluator(process);
  }

  private static boolean hasMain(Class<?> type) {
    try {
      return type.getMethod(MAIN, String[].class).getReturnType() == void.class;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * @param exists whether the class was found beside ours
   */
  private Evaluator function(boolean exists) throws InvalidSettingsException {
    // Without our libraries, so that the user's versions of them are not in the way.
    URLClassLoader loader = classPath.loader(ClassLoader.getPlatformClassLoader());
    boolean kept = false;
    try {
      Optional<Class<?>> found = exists ? findAlone(loader) : Optional.empty();
      Optional<Function> function = found.flatMap(owner -> Function.find(owner, method));
      if (found.isPresent() && function.isEmpty()) {
        reader.problem(
            "method",
            "= \"%s\" is no function of %s that can be called; write %s"
                .formatted(method, type, Function.FORMS.formatted(method)));
      }
      if (!reader.texts("arguments").isEmpty()) {
        reader.problem("arguments", "are for main; a function is given its parameters as a map");
      }
      reader.check();
      if (isolated.orElse(false)) {
        return new ProcessEvaluator(process, isolatedFunction());
      }
      kept = true;
      return new FunctionEvaluator(function.orElseThrow(), loader, settings.metric());
    } finally {
      if (!kept) {
        Loaders.close(loader);
      }
    }
  }

  private Optional<Class<?>> findAlone(ClassLoader loader) {
    try {
      return Optional.of(Class.forName(type, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      reader.problem(
          "class",
          "= \"%s\" needs a class that is not under class-path (%s); a function does not see Cairn's own libraries"
              .formatted(type, e.getMessage()));
      return Optional.empty();
    }
  }

  private Launcher isolatedFunction() {
    try {
      Path ours =
          Path.of(FunctionHost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      List<String> start = new ArrayList<>(java);
      start.addAll(List.of("-cp", classPath.text() + File.pathSeparator + ours));
      return new FunctionLauncher(start, type, method);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of our own classes is a path", e);
    }
  }
}
