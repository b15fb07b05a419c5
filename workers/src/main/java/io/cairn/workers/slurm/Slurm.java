package io.cairn.workers.slurm;

import io.cairn.workers.process.Programs;
import io.cairn.workers.process.Tool;
import io.cairn.workers.process.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Slurm's command line tools on this machine.
 *
 * <p>Sources: <a href="https://slurm.schedmd.com/sbatch.html">sbatch(1)</a> ({@code --parsable}:
 * the job's number, and the cluster's name after a semicolon if there are several), <a
 * href="https://slurm.schedmd.com/squeue.html">squeue(1)</a>, <a
 * href="https://slurm.schedmd.com/sacct.html">sacct(1)</a> ({@code --parsable2}: fields between
 * bars), <a href="https://slurm.schedmd.com/scancel.html">scancel(1)</a>.
 *
 * @param submit file of {@code sbatch}
 * @param queue file of {@code squeue}
 * @param accounting file of {@code sacct}; absent where there is none
 * @param cancel file of {@code scancel}
 */
record Slurm(Path submit, Path queue, Optional<Path> accounting, Path cancel) {

  private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Pattern SUBMITTED = Pattern.compile("(\\d+)(;\\S+)?");

  /**
   * The tools of this machine.
   *
   * @param folder where they are; absent: on PATH
   * @param directory against which a relative folder is resolved
   * @throws UnavailableException if this machine lacks any
   */
  static Slurm find(Optional<String> folder, Path directory) throws UnavailableException {
    String start = folder.map(name -> name + "/").orElse("");
    return new Slurm(
        tool(start + "sbatch", directory),
        tool(start + "squeue", directory),
        Programs.find(start + "sacct", Map.of(), directory),
        tool(start + "scancel", directory));
  }

  private static Path tool(String name, Path directory) throws UnavailableException {
    return Programs.find(name, Map.of(), directory)
        .orElseThrow(
            () ->
                new UnavailableException(
                    "the job cannot be submitted: Slurm's "
                        + Programs.notFound(name, Map.of(), directory)
                        + "; run workers of type slurm where Slurm's tools are, on a login node for"
                        + " example, or name their folder under worker.tools"));
  }

  /**
   * Submits a job.
   *
   * @param options with script and arguments
   * @param variables further variables of the environment, which the job inherits
   * @return its number
   * @throws UnavailableException if Slurm does not take it, with a sentence
   */
  String submit(List<String> options, Map<String, String> variables) throws UnavailableException {
    List<String> words = new ArrayList<>();
    words.add(submit.toString());
    words.addAll(options);
    try {
      Tool.Result result = Tool.run(words, variables, "", SUBMIT_PATIENCE);
      Matcher matcher = SUBMITTED.matcher(lastLine(result.out()));
      if (result.succeeded() && matcher.matches()) {
        return matcher.group(1);
      }
      throw new UnavailableException("Slurm did not take the job: " + result.lastWords());
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnavailableException("the job cannot be submitted: " + e.getMessage());
    }
  }

  private static String lastLine(String text) {
    String stripped = text.strip();
    return stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
  }

  /**
   * How a job stands. The queue knows it while it waits and runs and some minutes longer; the
   * accounting, where there is one, knows ends and exit codes for good.
   *
   * @return empty if Slurm does not know the job
   * @throws IOException if Slurm does not answer
   */
  Optional<JobState> state(String job) throws IOException {
    Tool.Result result =
        Tool.run(
            List.of(
                queue.toString(), "--noheader", "--states=all", "--jobs=" + job, "--format=%T|%r"),
            Map.of(),
            "",
            PATIENCE);
    String line = lastLine(result.out());
    if (!result.succeeded() && !result.err().toLowerCase(Locale.ROOT).contains("invalid job id")) {
      throw new IOException("squeue: " + result.lastWords());
    }
    Optional<JobState> queued = line.isEmpty() ? Optional.empty() : Optional.of(parse(line, ""));
    if (queued.isPresent() && !queued.get().hasEnded()) {
      return queued;
    }
    // A job that the accounting still takes for running has just ended; the queue knows better.
    Optional<JobState> accounted = accounted(job).filter(JobState::hasEnded);
    return accounted.isPresent() ? accounted : queued;
  }

  private Optional<JobState> accounted(String job) throws IOException {
    if (accounting.isEmpty()) {
      return Optional.empty();
    }
    Tool.Result result =
        Tool.run(
            List.of(
                accounting.get().toString(),
                "--noheader",
                "--parsable2",
                "--allocations",
                "--jobs=" + job,
                "--format=State,ExitCode"),
            Map.of(),
            "",
            PATIENCE);
    // It fails where accounting is switched off.
    String line = result.succeeded() ? lastLine(result.out()) : "";
    int bar = line.indexOf('|');
    return bar < 0
        ? Optional.empty()
        : Optional.of(JobState.of(line.substring(0, bar), "", line.substring(bar + 1)));
  }

  private static JobState parse(String line, String exitCode) {
    String[] fields = line.split("\\|", 2);
    return JobState.of(fields[0], fields.length > 1 ? fields[1] : "", exitCode);
  }

  /** How to end this user's jobs of a name; without any it is no mistake. */
  List<String> cancellation(String name) {
    return List.of(
        cancel.toString(), "--user=" + System.getProperty("user.name"), "--name=" + name);
  }

  /** Ends what is left of earlier attempts. */
  void cancelNamed(String name) throws IOException {
    Tool.Result result = Tool.run(cancellation(name), Map.of(), "", PATIENCE);
    if (!result.succeeded()) {
      throw new IOException("scancel: " + result.lastWords());
    }
  }

  /** Asks Slurm to end a job; answers whether it will. */
  boolean cancel(String job) throws IOException {
    Tool.Result result = Tool.run(List.of(cancel.toString(), job), Map.of(), "", PATIENCE);
    return result.succeeded()
        || result.err().toLowerCase(Locale.ROOT).contains("invalid job id")
        || result.err().toLowerCase(Locale.ROOT).contains("already completed");
  }
}
