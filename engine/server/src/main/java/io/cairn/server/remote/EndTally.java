package io.cairn.server.remote;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Fail;
import io.cairn.proto.FailureKind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts the evaluations that ended on a remote worker, each once however often its end is sent:
 * when its study took it.
 */
final class EndTally {

  /** Ends on their way at most; the oldest are not counted. */
  private static final int MOST = 1_000;

  private static final int LONGEST_FAILURE = 200;

  private record Lease(String study, long token) {}

  /**
   * An end on its way.
   *
   * @param failed whether it counts as a failure; of one that was cancelled neither counts
   */
  private record End(boolean completed, boolean failed, String message) {}

  private final Map<Lease, End> told = new LinkedHashMap<>();
  private long completed;
  private long failed;
  private String lastFailure = "";

  void completes(String study, long token) {
    put(new Lease(study, token), new End(true, false, ""));
  }

  void fails(Fail fail) {
    put(
        new Lease(fail.getStudy(), fail.getToken()),
        new End(
            false,
            fail.getKind() != FailureKind.FAILURE_KIND_CANCELLED,
            shortened(fail.getMessage())));
  }

  private void put(Lease lease, End end) {
    told.put(lease, end);
    if (told.size() > MOST) {
      told.remove(told.keySet().iterator().next());
    }
  }

  private static String shortened(String message) {
    return message.length() > LONGEST_FAILURE
        ? message.substring(0, LONGEST_FAILURE) + " ..."
        : message;
  }

  /** A study answered. */
  void answered(Acknowledgement answer) {
    if (!answer.getEnds()) {
      return;
    }
    End end = told.remove(new Lease(answer.getStudy(), answer.getToken()));
    if (end != null && answer.getAccepted()) {
      completed += end.completed() ? 1 : 0;
      failed += end.failed() ? 1 : 0;
      lastFailure = end.failed() ? end.message() : lastFailure;
    }
  }

  long completed() {
    return completed;
  }

  long failed() {
    return failed;
  }

  /** Why the last one failed; empty without one. */
  String lastFailure() {
    return lastFailure;
  }
}
