package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be started.
 *
 * @param settings the sweep's
 * @param evaluation what for
 * @param files its files, ready
 * @param setsid the program that starts another in a session of its own; absent where there is none
 */
public record Launch(
    ProcessSettings settings, Evaluation evaluation, EvaluationFiles files, Optional<Path> setsid) {

  /** The command, filled in. */
  public List<String> words() {
    return settings
        .command()
        .fill(
            Placeholders.values(
                evaluation, settings.parameters(), files.params(), files.results()));
  }

  /**
   * The variables that Cairn sets for every evaluation, without those of the settings: {@code
   * CAIRN_...} and, where evaluations are traced, {@code TRACEPARENT}.
   */
  public Map<String, String> variables() {
    return Variables.own(settings, evaluation, files);
  }

  /**
   * Starts a process on this machine.
   *
   * @param words program and arguments; the program is the path of a file
   * @param variables further variables of its environment
   * @param undo argument vector that ends what the process may have started elsewhere; a node that
   *     finds it after this one was killed runs it. Empty if there is nothing
   * @throws IOException if it cannot be started, with a sentence
   */
  public Job start(List<String> words, Map<String, String> variables, List<String> undo)
      throws IOException {
    return Command.start(this, words, variables, undo);
  }

  /**
   * Writes down how to end what is about to be started elsewhere.
   *
   * @param undo as of {@link #start}
   */
  public void record(List<String> undo) throws IOException {
    LaunchRecord.of(setsid.isPresent(), undo).write(evaluation.scratch());
  }

  /** Forgets what {@link #record} wrote. */
  public void forget() throws IOException {
    LaunchRecord.delete(evaluation.scratch());
  }

  /**
   * Makes sure that this node has the variables that are to be passed on.
   *
   * @throws IOException if it lacks any, with a sentence that names them
   */
  public void requireVariables() throws IOException {
    Command.requireSet(settings.passedOn(), System.getenv());
  }
}
