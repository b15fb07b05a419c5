package io.cairn.workers.process;

import io.cairn.workers.spi.Evaluation;
import io.cairn.workers.spi.Outcome;
import io.cairn.workers.spi.Outcome.Failed;
import io.cairn.workers.spi.Outcome.Kind;
import io.cairn.workers.spi.Progress;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The results of one run of a command: passes them on, and knows how far it has come. */
final class Reports {

  /** Commands print levels with rounding; closer to the end than this is the end. */
  private static final double RELATIVE_ROUNDING = 1e-6;

  private final Evaluation evaluation;
  private final ProcessSettings settings;
  private final Progress progress;
  private final LogValve log;
  private final ResultParser parser;
  private final Set<String> noted = new HashSet<>();
  private double last;
  private boolean startsAtZero;
  private boolean metricWithoutLevel;
  private Map<String, Double> only = Map.of();
  private OptionalDouble cost = OptionalDouble.empty();

  Reports(Evaluation evaluation, ProcessSettings settings, Progress progress, LogValve log) {
    this.evaluation = evaluation;
    this.settings = settings;
    this.progress = progress;
    this.log = log;
    this.parser =
        new ResultParser(settings.metric(), settings.resource().map(Evaluation.Resource::name));
  }

  /**
   * Takes a line of output.
   *
   * @return why the command has to be stopped, if it has to
   */
  Optional<Ending> take(String line, long cutBytes) {
    ResultParser.Line parsed = parser.parse(line, cutBytes);
    if (parsed instanceof ResultParser.Result result) {
      cost = result.cost().isPresent() ? result.cost() : cost;
      return settings.resource().isPresent() ? takeLevel(result) : takeOnly(result);
    }
    log.line(line, cutBytes);
    if (parsed instanceof ResultParser.Unusable unusable) {
      return Optional.of(new Ending.Unusable(unusable.problem()));
    }
    metricWithoutLevel |= parsed instanceof ResultParser.Log plain && plain.metricWithoutLevel();
    return Optional.empty();
  }

  private Optional<Ending> takeOnly(ResultParser.Result result) {
    only = result.metrics();
    return Optional.empty();
  }

  private Optional<Ending> takeLevel(ResultParser.Result result) {
    double level = snap(result.level());
    if (level == 0) {
      startsAtZero = true;
      note("a report at %s 0 is ignored: levels count what has been spent", resource());
    } else if (evaluation.resource().integral() && level != Math.rint(level)) {
      note("a report between whole levels of %s is ignored", resource());
    } else if (level <= last) {
      note("a report at or below the last one's %s is ignored", resource());
    } else if (isReached()) {
      return Optional.of(new Ending.Overran());
    } else {
      last = level;
      if (!progress.report(level, result.metrics())) {
        return Optional.of(new Ending.Refused());
      }
    }
    return Optional.empty();
  }

  private double snap(double level) {
    double to = evaluation.to();
    return Math.abs(level - to) <= RELATIVE_ROUNDING * to ? to : level;
  }

  private void note(String form, String word) {
    if (noted.add(form)) {
      log.line("[" + form.formatted(word) + "]", 0);
    }
  }

  private String resource() {
    return evaluation.resource().name();
  }

  /** Whether the level that was asked for has been reported. */
  boolean isReached() {
    return last >= evaluation.to();
  }

  /** The outcome of an evaluation that is over: its last level carries. */
  Outcome completed() {
    return settings.resource().isPresent()
        ? new Outcome.Completed(last, Map.of(), cost)
        : new Outcome.Completed(evaluation.to(), only, cost);
  }

  /** The outcome of a command that ended with exit code 0. */
  Outcome atExit() {
    boolean complete = settings.resource().isPresent() ? isReached() : !only.isEmpty();
    return complete ? completed() : new Failed(Kind.BAD_RESULT, whatIsMissing());
  }

  /** Where the command has come, for the end of a sentence. */
  String reached() {
    return last == 0
        ? "nothing was reported"
        : "the last report was at " + resource() + " " + Texts.level(last);
  }

  private String whatIsMissing() {
    String where = settings.resultsInFile() ? "the results file" : "standard output";
    String to = Texts.level(evaluation.to());
    if (settings.resource().isEmpty()) {
      return "the command ended with exit code 0, but printed no result; it must write a line like"
          + " {\"%s\": 0.5} to %s".formatted(settings.metric(), where);
    }
    if (last == 0 && !startsAtZero) {
      return "the command ended with exit code 0, but reported no %s; it must write lines like"
              .formatted(resource())
          + " {\"%s\": %s, \"%s\": 0.5} to %s".formatted(resource(), to, settings.metric(), where)
          + (metricWithoutLevel
              ? "; a line has \"%s\" but lacks \"%s\"".formatted(settings.metric(), resource())
              : "");
    }
    return "the command ended with exit code 0, but its last report was at %s %s; it must go on to %s"
            .formatted(resource(), Texts.level(last), to)
        + (startsAtZero ? ", counting from 1: level 1 is what the first one has given" : "");
  }
}
