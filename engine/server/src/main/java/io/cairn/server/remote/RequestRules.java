package io.cairn.server.remote;

import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Metric;
import io.cairn.proto.Report;
import io.cairn.proto.remote.HeldEvaluation;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Pulse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What remote workers may send. Each check answers with every mistake, one sentence each that names
 * the field, the value and the rule. Text that is for people alone is cut instead of refused.
 */
public final class RequestRules {

  /** Slots of one worker at most. */
  public static final int MOST_SLOTS = 1_000;

  /** Evaluations in hand at most: of slots that were more, and of answers that got lost. */
  public static final int MOST_HELD = 2_000;

  /** Longest wait of a request for leases, in milliseconds. */
  public static final int LONGEST_WAIT = 60_000;

  /**
   * Of log tails in one message, so that it fits into a frame between nodes; further ones are left
   * out.
   */
  static final int MOST_LOG_BYTES = 150_000;

  private static final int MOST_WORDS = 64;
  private static final int MOST_METRICS = 256;
  private static final int LONGEST_METRIC = 200;
  private static final int LONGEST_PLACE = 500;
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int LONGEST_TAIL = 16_000;

  /** Characters of one evaluation's log on the way. */
  private static final int LONGEST_HELD_TAIL = 8_000;

  private static final int SHOWN = 60;

  private static final Pattern WORKER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern KIND = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  private static final Pattern STUDY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,79}");
  private static final Pattern EVALUATION = Pattern.compile("[A-Za-z0-9._-]{1,40}");

  private final List<String> problems = new ArrayList<>();

  private RequestRules() {}

  /** What is wrong with a request for leases. */
  public static List<String> of(LeaseRequest request) {
    RequestRules rules = new RequestRules();
    rules.worker(request.getWorker());
    rules.session(request.getSession());
    rules.require(
        request.getSlots() >= 1 && request.getSlots() <= MOST_SLOTS,
        "slots",
        Integer.toUnsignedString(request.getSlots()),
        "a whole number from 1 to " + MOST_SLOTS);
    rules.require(
        request.getWaitMillis() >= 0 && request.getWaitMillis() <= LONGEST_WAIT,
        "waitMillis",
        Integer.toUnsignedString(request.getWaitMillis()),
        "a whole number from 0 to " + LONGEST_WAIT);
    rules.words("labels", request.getLabelsList(), LABEL, "1 to 63 lower-case letters, digits");
    rules.words("kinds", request.getKindsList(), KIND, "1 to 63 letters, digits");
    String place = request.getCheckpoints();
    rules.require(
        place.length() <= LONGEST_PLACE && place.chars().noneMatch(Character::isISOControl),
        "checkpoints",
        place,
        "at most " + LONGEST_PLACE + " characters without line ends");
    rules.held(request.getHeldList());
    return rules.problems;
  }

  /** What is wrong with a pulse. */
  public static List<String> of(Pulse pulse) {
    RequestRules rules = new RequestRules();
    rules.worker(pulse.getWorker());
    rules.session(pulse.getSession());
    rules.held(pulse.getHeldList());
    return rules.problems;
  }

  /** What is wrong with a leave. */
  public static List<String> of(Leave leave) {
    RequestRules rules = new RequestRules();
    rules.worker(leave.getWorker());
    rules.session(leave.getSession());
    return rules.problems;
  }

  /**
   * What is wrong with a report.
   *
   * @param worker name of who sends it
   */
  public static List<String> of(String worker, Report report) {
    RequestRules rules = new RequestRules();
    rules.worker(worker);
    rules.lease("", report.getStudy(), report.getEvaluation(), report.getToken());
    rules.require(
        report.getSequence() >= 1,
        "sequence",
        Long.toUnsignedString(report.getSequence()),
        "a whole number from 1 on, one more with each report of the lease");
    rules.metrics(report.getMetricsList());
    rules.cost(report.getCostSeconds());
    return rules.problems;
  }

  /**
   * What is wrong with an end.
   *
   * @param worker name of who sends it
   */
  public static List<String> of(String worker, Complete complete) {
    RequestRules rules = new RequestRules();
    rules.worker(worker);
    rules.lease("", complete.getStudy(), complete.getEvaluation(), complete.getToken());
    rules.metrics(complete.getMetricsList());
    rules.cost(complete.getCostSeconds());
    rules.require(
        complete.getCheckpointBytes() >= 0,
        "checkpointBytes",
        Long.toUnsignedString(complete.getCheckpointBytes()),
        "a size in bytes");
    return rules.problems;
  }

  /**
   * What is wrong with a failure.
   *
   * @param worker name of who sends it
   */
  public static List<String> of(String worker, Fail fail) {
    RequestRules rules = new RequestRules();
    rules.worker(worker);
    rules.lease("", fail.getStudy(), fail.getEvaluation(), fail.getToken());
    rules.cost(fail.getCostSeconds());
    boolean known =
        switch (fail.getKind()) {
          case FAILURE_KIND_ERROR,
              FAILURE_KIND_TIME_LIMIT,
              FAILURE_KIND_BAD_RESULT,
              FAILURE_KIND_CANCELLED,
              FAILURE_KIND_UNAVAILABLE ->
              true;
          default -> false;
        };
    rules.require(
        known,
        "kind",
        fail.getKind().toString(),
        "FAILURE_KIND_ERROR, FAILURE_KIND_TIME_LIMIT, FAILURE_KIND_BAD_RESULT, FAILURE_KIND_CANCELLED or"
            + " FAILURE_KIND_UNAVAILABLE");
    return rules.problems;
  }

  /** What is wrong with the lease that a checkpoint is asked for. */
  public static List<String> of(RemoteWorkers.HeldTrial held) {
    RequestRules rules = new RequestRules();
    rules.lease("", held.study(), held.evaluation(), held.token());
    return rules.problems;
  }

  /** With no more text than is kept. */
  public static LeaseRequest cut(LeaseRequest request) {
    return request.toBuilder().clearHeld().addAllHeld(cut(request.getHeldList())).build();
  }

  /** With no more text than is kept. */
  public static Pulse cut(Pulse pulse) {
    return pulse.toBuilder().clearHeld().addAllHeld(cut(pulse.getHeldList())).build();
  }

  private static List<HeldEvaluation> cut(List<HeldEvaluation> held) {
    List<HeldEvaluation> all = new ArrayList<>();
    int bytes = 0;
    for (HeldEvaluation of : held) {
      String tail = end(of.getLogTail(), LONGEST_HELD_TAIL);
      bytes += 3 * tail.length();
      all.add(of.toBuilder().setLogTail(bytes > MOST_LOG_BYTES ? "" : tail).build());
    }
    return all;
  }

  /** With no more text than is kept. */
  public static Complete cut(Complete complete) {
    return complete.toBuilder().setLogTail(end(complete.getLogTail(), LONGEST_TAIL)).build();
  }

  /** With no more text than is kept. */
  public static Fail cut(Fail fail) {
    String message = fail.getMessage();
    return fail.toBuilder()
        .setMessage(
            message.length() > LONGEST_MESSAGE
                ? message.substring(0, LONGEST_MESSAGE) + " ..."
                : message)
        .setLogTail(end(fail.getLogTail(), LONGEST_TAIL))
        .build();
  }

  private static String end(String text, int longest) {
    return text.length() > longest ? text.substring(text.length() - longest) : text;
  }

  private void worker(String name) {
    require(
        WORKER.matcher(name).matches(),
        "worker",
        name,
        "1 to 100 letters, digits, dots, dashes or underscores, the first a letter or digit");
  }

  private void session(String session) {
    require(
        SESSION.matcher(session).matches(),
        "session",
        session,
        "1 to 64 letters, digits, dots, dashes or underscores");
  }

  private void words(String field, List<String> words, Pattern pattern, String rule) {
    if (words.size() > MOST_WORDS) {
      problems.add(field + " has " + words.size() + " words; " + MOST_WORDS + " are the most");
      return;
    }
    each(
        field,
        words,
        word -> pattern.matcher(word).matches(),
        rule + ", dots, dashes or underscores, the first a letter or digit");
  }

  private void each(String field, List<String> words, Predicate<String> good, String rule) {
    for (int i = 0; i < words.size(); i++) {
      require(good.test(words.get(i)), field + "[" + i + "]", words.get(i), rule);
    }
  }

  private void held(List<HeldEvaluation> held) {
    if (held.size() > MOST_HELD) {
      problems.add("held has " + held.size() + " evaluations; " + MOST_HELD + " are the most");
      return;
    }
    for (int i = 0; i < held.size() && problems.size() < MOST_WORDS; i++) {
      HeldEvaluation of = held.get(i);
      lease("held[" + i + "].", of.getStudy(), of.getEvaluation(), of.getToken());
    }
  }

  private void lease(String path, String study, String evaluation, long token) {
    require(
        STUDY.matcher(study).matches(),
        path + "study",
        study,
        "the id of a study, as the lease has it");
    require(
        EVALUATION.matcher(evaluation).matches(),
        path + "evaluation",
        evaluation,
        "the id of an evaluation, as the lease has it");
    require(
        token >= 1,
        path + "token",
        Long.toUnsignedString(token),
        "a whole number, as the lease has it");
  }

  private void metrics(List<Metric> metrics) {
    if (metrics.size() > MOST_METRICS) {
      problems.add(
          "metrics has "
              + metrics.size()
              + " entries; "
              + MOST_METRICS
              + " are the most, so report the objective and what you compare by");
      return;
    }
    for (int i = 0; i < metrics.size(); i++) {
      String name = metrics.get(i).getName();
      require(
          !name.isEmpty() && name.length() <= LONGEST_METRIC,
          "metrics[" + i + "].name",
          name,
          "1 to " + LONGEST_METRIC + " characters");
    }
  }

  private void cost(double seconds) {
    require(
        seconds >= 0 && !Double.isInfinite(seconds),
        "costSeconds",
        Double.toString(seconds),
        "a finite number of 0 or more");
  }

  private void require(boolean good, String field, String value, String rule) {
    if (!good) {
      String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + " ..." : value;
      problems.add(field + " = " + (shown.isEmpty() ? "\"\"" : shown) + " must be " + rule);
    }
  }
}
