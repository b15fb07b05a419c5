package io.cairn.workers.plugins;

import io.cairn.workers.spi.EvaluatorProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Makes plug-ins for tests: compiles sources against the SPI alone, as their authors do, and packs
 * them into a jar, also in ways that nobody intends.
 */
public final class PluginJars {

  private final Path work;
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Set<String> leftOut = new LinkedHashSet<>();
  private final List<String> provided = new ArrayList<>();
  private final Map<String, Integer> versions = new LinkedHashMap<>();
  private final List<Path> libraries = new ArrayList<>();
  private String spi = "1";

  private PluginJars(Path work) {
    this.work = work;
  }

  /**
   * A jar to be made.
   *
   * @param work a folder for what is compiled
   */
  public static PluginJars in(Path work) {
    return new PluginJars(work);
  }

  /** Adds a class by its full name. */
  public PluginJars source(String name, String source) {
    sources.put(name, source);
    return this;
  }

  /** Adds a class that is compiled and not packed: it will be missing, or is somebody else's. */
  public PluginJars leftOut(String name, String source) {
    leftOut.add(name);
    return source(name, source);
  }

  /** Adds a kind of worker that is listed as such. */
  public PluginJars provider(String name, String source) {
    provided.add(name);
    return source(name, source);
  }

  /** Lists a class that there may be or not. */
  public PluginJars listed(String name) {
    provided.add(name);
    return this;
  }

  /** What the manifest says of the SPI; empty leaves it out. */
  public PluginJars spi(String version) {
    spi = version;
    return this;
  }

  /** Makes a class one of a newer Java: the major version of its file. */
  public PluginJars version(String name, int major) {
    versions.put(name, major);
    return this;
  }

  /** A jar that is there when it is compiled. */
  public PluginJars with(Path library) {
    libraries.add(library);
    return this;
  }

  /** A kind of worker with an evaluator that does {@code body}, in package {@code demo}. */
  public PluginJars evaluating(String className, String type, String body) {
    return provider("demo." + className, kind(className, type, "return new Own();", body, ""));
  }

  /**
   * Source of a kind of worker in package {@code demo}.
   *
   * @param create statements of {@code create}; {@code new Own()} is the evaluator
   * @param evaluate statements of {@code evaluate}
   * @param close statements of {@code close}
   */
  public static String kind(
      String className, String type, String create, String evaluate, String close) {
    return """
        package demo;
        import io.cairn.workers.spi.*;
        import java.util.*;
        import java.util.concurrent.*;
        @SuppressWarnings({"unchecked", "rawtypes"})
        public final class %s implements EvaluatorProvider {
          public String type() { return "%s"; }
          public Evaluator create(WorkerSettings settings) throws InvalidSettingsException {
            %s
          }
          static final class Own implements Evaluator {
            public Outcome evaluate(Evaluation evaluation, Progress progress) throws Exception {
              %s
            }
            public void close() {
              %s
            }
          }
        }
        """
        .formatted(className, type, create, evaluate, close);
  }

  /** Compiles and packs. */
  public Path pack(Path jar) throws IOException {
    Path classes = Files.createTempDirectory(Files.createDirectories(work), "classes");
    compile(classes);
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!spi.isEmpty()) {
      manifest.getMainAttributes().putValue("Cairn-Spi", spi);
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out, manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String entry = classes.relativize(file).toString().replace('\\', '/');
        String name = entry.replaceAll("\\.class$", "").replace('/', '.');
        if (!leftOut.contains(name)) {
          packed.putNextEntry(new JarEntry(entry));
          packed.write(versioned(name, Files.readAllBytes(file)));
        }
      }
      if (!provided.isEmpty()) {
        packed.putNextEntry(new JarEntry("META-INF/services/" + EvaluatorProvider.class.getName()));
        packed.write(String.join("\n", provided).getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }

  private byte[] versioned(String name, byte[] classFile) {
    Integer major = versions.get(name);
    if (major != null) {
      classFile[6] = (byte) (major >> 8);
      classFile[7] = (byte) (int) major;
    }
    return classFile;
  }

  private void compile(Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringBuilder path = new StringBuilder(spiClasses().toString());
    libraries.forEach(library -> path.append(java.io.File.pathSeparator).append(library));
    StringWriter errors = new StringWriter();
    boolean done =
        compiler
            .getTask(
                errors,
                null,
                null,
                List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path.toString()),
                null,
                sources.entrySet().stream().map(e -> file(e.getKey(), e.getValue())).toList())
            .call();
    if (!done) {
      throw new IllegalStateException("a test's plug-in does not compile:\n" + errors);
    }
  }

  private static Path spiClasses() {
    try {
      return Path.of(
          EvaluatorProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JavaFileObject file(String name, String source) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
