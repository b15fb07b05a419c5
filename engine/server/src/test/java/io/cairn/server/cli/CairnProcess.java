package io.cairn.server.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A real process of the command line, on the class path of the tests. */
final class CairnProcess implements AutoCloseable {

  private final Process process;
  private final OutputStream in;
  private final BufferedReader out;

  private CairnProcess(Process process) {
    this.process = process;
    this.in = process.getOutputStream();
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts {@code cairn args}; what it says on standard error goes to {@code errors}. */
  static CairnProcess start(Path errors, String... args) throws IOException {
    return start(errors, Map.of(), args);
  }

  /** The same with variables beside those of this process. */
  static CairnProcess start(Path errors, Map<String, String> variables, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().putAll(variables);
    return new CairnProcess(builder.start());
  }

  /** Sends a line; false if the process is gone. */
  boolean send(String line) {
    try {
      in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The next whole line of its output; empty once there is none any more. */
  Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = out.read(); c >= 0; c = out.read()) {
      if (c == '\n') {
        return Optional.of(line.toString());
      }
      line.append((char) c);
    }
    return Optional.empty();
  }

  /** Whether it ended by itself within two minutes. */
  boolean ended() throws InterruptedException {
    return process.waitFor(2, TimeUnit.MINUTES);
  }

  int exitCode() {
    return process.exitValue();
  }

  boolean alive() {
    return process.isAlive();
  }

  /**
   * {@code kill -9}. Through the handle: {@link Process#destroyForcibly} would close our end of the
   * pipes.
   */
  void kill() {
    process.toHandle().destroyForcibly();
  }

  /** {@code kill -TERM}. */
  void terminate() {
    process.destroy();
  }

  void endInput() throws IOException {
    in.close();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    out.close();
  }
}
