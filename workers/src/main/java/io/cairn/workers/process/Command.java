package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A started command.
 *
 * @param process its first process
 * @param tree all its processes
 * @param scratch where its launch record is
 */
record Command(Process process, ProcessTree tree, Path scratch) {

  /**
   * Starts the command of an evaluation.
   *
   * @param setsid the program that starts another in a session of its own; absent where there is
   *     none
   * @throws IOException if it cannot be started, with a sentence
   */
  static Command start(
      ProcessSettings settings, Evaluation evaluation, EvaluationFiles files, Optional<Path> setsid)
      throws IOException {
    requireSet(settings.passedOn(), System.getenv());
    String token = UUID.randomUUID().toString();
    ProcessBuilder builder = new ProcessBuilder(words(settings, evaluation, files, setsid));
    builder.directory(settings.workingDirectory().toFile());
    LaunchRecord record =
        new LaunchRecord(
            LaunchRecord.Identity.of(ProcessHandle.current()),
            Optional.empty(),
            setsid.isPresent(),
            token);
    record.write(evaluation.scratch());
    try {
      Variables.put(builder.environment(), settings, evaluation, files, token);
      Process process = builder.start();
      ProcessTree tree = new ProcessTree(process.pid(), setsid.isPresent(), token);
      Command command = new Command(process, tree, evaluation.scratch());
      command.open(record);
      return command;
    } catch (IOException | IllegalArgumentException e) {
      Files.deleteIfExists(evaluation.scratch().resolve(LaunchRecord.FILE));
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

  private static List<String> words(
      ProcessSettings settings, Evaluation evaluation, EvaluationFiles files, Optional<Path> setsid)
      throws IOException {
    Map<String, String> values =
        Placeholders.values(evaluation, settings.parameters(), files.params(), files.results());
    List<String> words = new ArrayList<>(settings.command().fill(values));
    String program = words.get(0);
    Map<String, String> environment = settings.environment();
    Path directory = settings.workingDirectory();
    Path file =
        Programs.find(program, environment, directory)
            .orElseThrow(
                () ->
                    new IOException(
                        "the command cannot be started: its program "
                            + Programs.notFound(program, environment, directory)));
    words.set(0, file.toString());
    setsid.ifPresent(path -> words.add(0, path.toString()));
    return words;
  }

  /** Forgets the launch record, once nothing of the command is left. */
  void forget() throws IOException {
    Files.deleteIfExists(scratch.resolve(LaunchRecord.FILE));
  }
}
