package io.cairn.workers.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** A command's outputs, each with where its lines go. */
final class Outputs {

  private final Output results;
  private final Optional<Output> plain;
  private final Output errors;
  private final LineSplitter.Sink resultLines;
  private final Predicate<String> advice;
  private final LogValve log;
  private String lastError = "";

  /**
   * @param resultsFile the file with the results; absent where they are on standard output
   * @param resultLines takes the lines among which the results are
   * @param log takes all others
   */
  Outputs(Job job, Optional<Path> resultsFile, LineSplitter.Sink resultLines, LogValve log) {
    Output out = new PipeOutput(job.stdout());
    this.results = resultsFile.<Output>map(FileOutput::new).orElse(out);
    this.plain = resultsFile.map(file -> out);
    this.errors = new PipeOutput(job.stderr());
    this.advice = job::isAdvice;
    this.resultLines = resultLines;
    this.log = log;
  }

  /** Takes a bounded piece of everything that is there; answers whether anything was. */
  boolean read() throws IOException {
    // Standard error last: what explains an end is then at the end of the log.
    boolean any = results.read(resultLines);
    if (plain.isPresent()) {
      any |= plain.get().read(log::line);
    }
    any |= errors.read(this::error);
    log.tick();
    return any;
  }

  /** Takes last lines that have no end. */
  void end() {
    results.end(resultLines);
    plain.ifPresent(output -> output.end(log::line));
    errors.end(this::error);
    log.flush();
  }

  private void error(String line, long cutBytes) {
    log.line(line, cutBytes);
    if (!advice.test(line)) {
      lastError = log.last();
    }
  }

  /** The last line of standard error, or else of the log; empty if there was none. */
  String lastWords() {
    return lastError.isEmpty() ? log.last() : lastError;
  }
}
