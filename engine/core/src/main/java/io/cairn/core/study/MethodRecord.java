package io.cairn.core.study;

import io.cairn.core.search.Method;
import io.cairn.core.space.Configuration;
import java.util.Arrays;

/**
 * The method of a study with the record of every call that shaped it.
 *
 * <p>A method's state is a function of these calls in their order, whatever the method. So the
 * record, up to 20 bytes a call, is all that a snapshot needs to keep: restoring calls the same
 * methods again, without the journal's texts and times, and every present and future method can be
 * snapshotted without a line of its own.
 */
final class MethodRecord {

  private static final int STARTED = 0;
  private static final int PROMOTED = 1;
  private static final int REPORTED = 2;
  private static final int STOPPED = 3;
  private static final int FAILED = 4;

  private static final int RUNG_BITS = 8;
  private static final int KIND_BITS = 8;

  private final Method method;
  private final TrialTable trials;
  private long[] calls = new long[32];
  private double[] losses = new double[16];
  private float[] seconds = new float[16];
  private int callCount;
  private int results;

  MethodRecord(Method method, TrialTable trials) {
    this.method = method;
    this.trials = trials;
  }

  Method method() {
    return method;
  }

  /** The trial must already be in the table. */
  void started(int trial, int rung) {
    append(STARTED, trial, rung);
    Configuration configuration = trials.configuration(trial);
    method.started(trial, configuration, trials.bracket(trial), rung);
  }

  void promoted(int trial, int rung) {
    append(PROMOTED, trial, rung);
    method.promoted(trial, rung);
  }

  void reported(int trial, int rung, double loss, double cost) {
    append(REPORTED, trial, rung);
    trials.loss(trial, loss);
    if (results == losses.length) {
      losses = Arrays.copyOf(losses, results + (results >> 1));
      seconds = Arrays.copyOf(seconds, losses.length);
    }
    losses[results] = loss;
    seconds[results++] = (float) cost;
    // The rounded figure, so that a method restored from the record is the same.
    method.reported(trial, rung, loss, (float) cost);
  }

  void stopped(int trial, int rung) {
    append(STOPPED, trial, rung);
    method.stopped(trial, rung);
  }

  void failed(int trial, int rung) {
    append(FAILED, trial, rung);
    method.failed(trial, rung);
  }

  private void append(int kind, int trial, int rung) {
    if (callCount == calls.length) {
      calls = Arrays.copyOf(calls, callCount + (callCount >> 1));
    }
    calls[callCount++] =
        ((long) trial << (RUNG_BITS + KIND_BITS)) | ((long) rung << KIND_BITS) | kind;
  }

  /** Hands the record on, oldest call first. */
  void copyTo(SnapshotSink sink) {
    int result = 0;
    for (int i = 0; i < callCount; i++) {
      if ((calls[i] & 0xff) == REPORTED) {
        sink.methodCall(calls[i], losses[result], seconds[result]);
        result++;
      } else {
        sink.methodCall(calls[i], 0, 0);
      }
    }
  }

  /** Sees results, oldest first. */
  interface Results {
    void reported(int trial, int rung, double loss);
  }

  void results(Results sink) {
    int loss = 0;
    for (int i = 0; i < callCount; i++) {
      if ((calls[i] & 0xff) == REPORTED) {
        int trial = (int) (calls[i] >>> (RUNG_BITS + KIND_BITS));
        sink.reported(trial, (int) (calls[i] >>> KIND_BITS) & 0xff, losses[loss++]);
      }
    }
  }

  /** Makes a recorded call again; trials must be in the table already. */
  void replay(long call, double loss, double cost) {
    int trial = (int) (call >>> (RUNG_BITS + KIND_BITS));
    int rung = (int) (call >>> KIND_BITS) & 0xff;
    int kind = (int) call & 0xff;
    switch (kind) {
      case STARTED -> started(trial, rung);
      case PROMOTED -> promoted(trial, rung);
      case REPORTED -> reported(trial, rung, loss, cost);
      case STOPPED -> stopped(trial, rung);
      case FAILED -> failed(trial, rung);
      default ->
          throw new IllegalArgumentException(
              "unknown kind of method call " + kind + ": the snapshot is of a newer version");
    }
  }
}
