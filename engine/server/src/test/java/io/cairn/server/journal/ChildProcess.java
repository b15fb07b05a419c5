package io.cairn.server.journal;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM that a test starts, listens to and kills. Its output goes to a file, which outlives it. */
public final class ChildProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  public static ChildProcess start(Class<?> main, Path output, String... arguments)
      throws IOException {
    return start(List.of("-Xmx256m"), main, output, arguments);
  }

  /** With options of the JVM, the size of its heap among them. */
  public static ChildProcess start(
      List<String> options, Class<?> main, Path output, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(Path.of(output + ".err").toFile())
            .start();
    return new ChildProcess(process, output);
  }

  public long pid() {
    return process.pid();
  }

  /** Whole lines that it has printed so far. */
  public List<String> lines() {
    return linesOf(output);
  }

  private static List<String> linesOf(Path file) {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits until it has printed that many lines, or ended. */
  public void awaitLines(int count) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> lines().size() >= count || !process.isAlive());
    if (lines().size() < count) {
      throw new AssertionError(
          "the child ended early and said: " + lines() + linesOf(Path.of(output + ".err")));
    }
  }

  /** SIGKILL, and waits for its end. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the child " + pid() + " did not die");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
