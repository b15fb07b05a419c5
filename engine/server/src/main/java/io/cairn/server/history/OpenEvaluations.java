package io.cairn.server.history;

import io.cairn.core.study.StudyEvent.EvaluationLeased;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The evaluations that are out at a moment, and those that wait to be handed out again. */
final class OpenEvaluations {

  /** What a failed evaluation was charged; taken back if its worker turns out to be alive. */
  record Charge(OpenEvaluation evaluation, double costSeconds, double units, double wasted) {}

  private final EvaluationColumns all = new EvaluationColumns();
  private final Map<Long, OpenEvaluation> running = new HashMap<>(); // looked up, never walked
  private final Map<Long, Charge> waiting = new LinkedHashMap<>();
  private final Set<Integer> queued = new LinkedHashSet<>();
  private final Map<String, BitSet> slots = new HashMap<>(); // looked up, never walked

  /** A trial's next evaluation waits for a worker that may run it. */
  void queue(int trial) {
    queued.add(trial);
  }

  /**
   * @param again units that the trial had run before, and whose checkpoint was gone
   */
  void lease(EvaluationLeased e, double again) {
    queued.remove(e.trial());
    if (e.attempt() > 1) {
      waiting.values().removeIf(charge -> charge.evaluation().trial() == e.trial());
    }
    all.add(e, takeSlot(e.worker()));
    running.put(e.token(), new OpenEvaluation(all, all.size() - 1, again));
  }

  OpenEvaluation require(long token) {
    OpenEvaluation evaluation = running.get(token);
    if (evaluation == null) {
      throw new IllegalStateException(
          "evaluation e"
              + token
              + " is not running at this place: the events are not those of one study in their order");
    }
    return evaluation;
  }

  void end(OpenEvaluation evaluation) {
    running.remove(evaluation.token());
    busy(evaluation.worker()).clear(evaluation.slot());
  }

  void waits(Charge charge) {
    waiting.put(charge.evaluation().token(), charge);
  }

  /** A worker that was only slow goes on; what its evaluation was charged is charged at its end. */
  Charge restore(long token) {
    Charge charge = waiting.remove(token);
    if (charge == null) {
      throw new IllegalStateException(
          "evaluation e"
              + token
              + " was not lost at this place: the events are not those of one study in their order");
    }
    OpenEvaluation evaluation = charge.evaluation();
    evaluation.reopen(takeSlot(evaluation.worker()));
    running.put(token, evaluation);
    return charge;
  }

  /** Trials whose evaluation waits for a worker. */
  List<Integer> waitingTrials() {
    List<Integer> trials = new ArrayList<>(queued);
    waiting.values().forEach(charge -> trials.add(charge.evaluation().trial()));
    return trials;
  }

  void forgetWaiting() {
    waiting.clear();
    queued.clear();
  }

  int running() {
    return running.size();
  }

  int waiting() {
    return waiting.size();
  }

  int queued() {
    return queued.size();
  }

  EvaluationColumns all() {
    return all;
  }

  private int takeSlot(String worker) {
    BitSet busy = busy(worker);
    int slot = busy.nextClearBit(0);
    busy.set(slot);
    return slot;
  }

  private BitSet busy(String worker) {
    return slots.computeIfAbsent(worker, name -> new BitSet());
  }
}
