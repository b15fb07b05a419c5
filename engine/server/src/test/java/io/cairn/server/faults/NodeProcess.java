package io.cairn.server.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node of a cluster: a JVM that is started, killed, suspended and started again. */
public final class NodeProcess {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String name;
  private final List<String> command;
  private final Path log;
  private final PauseGuard guard;
  private Process process;
  private boolean suspended;

  /** Whether it was asked to end. */
  private boolean leaving;

  /** Whether it is to be started when it has ended. */
  private boolean again;

  NodeProcess(String name, List<String> command, Path log, PauseGuard guard) {
    this.name = name;
    this.command = List.copyOf(command);
    this.log = log;
    this.guard = guard;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What all its lives said, in the order of events. */
  public Path log() {
    return log;
  }

  /** Starts it, unless it runs; one that is about to leave is started when it has left. */
  public synchronized void start() {
    if (alive()) {
      if (leaving) {
        again = true;
        process.onExit().thenRun(this::startAgain);
      }
      return;
    }
    try {
      Files.writeString(
          log,
          "---- " + name + " starts\n",
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    suspended = false;
    leaving = false;
    again = false;
    guard.started(process.pid());
  }

  private synchronized void startAgain() {
    if (again) {
      start();
    }
  }

  /** Whether there is a process, suspended or not. */
  public synchronized boolean alive() {
    return process != null && process.isAlive();
  }

  /** Whether it has ended and nobody wanted it to. */
  public synchronized boolean endedByItself() {
    return process != null && !process.isAlive() && !leaving;
  }

  /** SIGKILL, and waits for the end. */
  public synchronized void kill() {
    again = false;
    leaving = true;
    if (alive()) {
      // Not destroyForcibly of the process, which would close its output under our hands.
      process.toHandle().destroyForcibly();
      awaitExit(process);
    }
  }

  /** SIGTERM. A suspended process hears it when it goes on. */
  public synchronized void terminate() {
    if (alive()) {
      leaving = true;
      process.toHandle().destroy();
    }
  }

  /** SIGSTOP. */
  public synchronized void suspend() {
    if (alive()) {
      suspended = true;
      signal("STOP");
    }
  }

  /** SIGCONT. */
  public synchronized void resume() {
    if (alive() && suspended) {
      signal("CONT");
    }
    suspended = false;
  }

  /** Waits for its end. */
  public void awaitEnd(Duration patience) {
    await()
        .alias("the end of " + name)
        .atMost(patience)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> !alive());
  }

  /** How its last life ended. */
  public synchronized int exitCode() {
    return process.exitValue();
  }

  private void signal(String signal) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      awaitExit(kill);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitExit(Process process) {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError(process + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
