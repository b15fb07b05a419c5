package io.cairn.workers.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that was started on this machine.
 *
 * @param process its first process
 * @param tree all its processes
 * @param scratch where its launch record is
 */
record Command(Process process, ProcessTree tree, Path scratch) implements Job {

  /** Starts it; see {@link Launch#start}. */
  static Command start(
      Launch launch, List<String> words, Map<String, String> variables, List<String> undo)
      throws IOException {
    requireSet(launch.settings().passedOn(), System.getenv());
    boolean ownSession = launch.setsid().isPresent();
    List<String> all = new ArrayList<>(words);
    launch.setsid().ifPresent(path -> all.add(0, path.toString()));
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.directory(launch.settings().workingDirectory().toFile());
    Path scratch = launch.evaluation().scratch();
    LaunchRecord record = LaunchRecord.of(ownSession, undo);
    record.write(scratch);
    try {
      Variables.put(builder.environment(), variables, record.token());
      Process process = builder.start();
      ProcessTree tree = new ProcessTree(process.pid(), ownSession, record.token());
      Command command = new Command(process, tree, scratch);
      command.open(record);
      return command;
    } catch (IOException | IllegalArgumentException e) {
      LaunchRecord.delete(scratch);
      throw new IOException("the command cannot be started: " + e.getMessage(), e);
    }
  }

  /** Says which variables this node lacks. */
  static void requireSet(List<String> names, Map<String, String> environment) throws IOException {
    List<String> missing = names.stream().filter(name -> !environment.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          "the command cannot be started: worker.environment-from names "
              + String.join(", ", missing)
              + ", which "
              + (missing.size() == 1 ? "is" : "are")
              + " not set where this worker runs; set "
              + (missing.size() == 1 ? "it" : "them")
              + " in the environment of `cairn worker` (or of `cairn run`)");
    }
  }

  private void open(LaunchRecord record) throws IOException {
    try {
      // Without input, a command that asks a question reads the end instead of waiting for ever.
      process.getOutputStream().close();
      record.withCommand(process.toHandle()).write(scratch);
    } catch (IOException e) {
      tree.kill(RunningEvaluation.KILL_PATIENCE);
      throw e;
    }
  }

  @Override
  public InputStream stdout() {
    return process.getInputStream();
  }

  @Override
  public InputStream stderr() {
    return process.getErrorStream();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }

  @Override
  public void pause(long millis) throws InterruptedException {
    boolean unused = process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void remember() {
    if (ProcessTree.needsRemembering()) {
      tree.remember();
    }
  }

  @Override
  public int left() {
    return tree.members().size();
  }

  @Override
  public void askToEnd() {
    tree.terminate();
  }

  @Override
  public boolean kill(Duration patience) {
    return tree.kill(patience);
  }

  @Override
  public void forget() throws IOException {
    LaunchRecord.delete(scratch);
  }
}
