package io.cairn.server.history;

import com.carrotsearch.hppc.ByteArrayList;
import com.carrotsearch.hppc.DoubleArrayList;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.LongArrayList;
import io.cairn.core.study.StudyEvent.EvaluationLeased;
import java.time.Instant;
import java.util.Optional;

/** Evaluations by token, which counts from 1. */
final class EvaluationColumns {

  private static final EvaluationOutcome[] OUTCOMES = EvaluationOutcome.values();
  private static final long OUT = Long.MIN_VALUE;

  private final IntArrayList trial = new IntArrayList();
  private final IntArrayList rung = new IntArrayList();
  private final IntArrayList attempt = new IntArrayList();
  private final DoubleArrayList from = new DoubleArrayList();
  private final DoubleArrayList to = new DoubleArrayList();
  private final IntArrayList worker = new IntArrayList();
  private final IntArrayList slot = new IntArrayList();
  private final LongArrayList start = new LongArrayList();
  private final LongArrayList end = new LongArrayList();
  private final ByteArrayList outcome = new ByteArrayList();
  private final DoubleArrayList cost = new DoubleArrayList();
  private final DoubleArrayList units = new DoubleArrayList();
  private final Words workers = new Words();

  void add(EvaluationLeased lease, int inSlot) {
    if (lease.token() != size() + 1L) {
      throw new IllegalStateException(
          "evaluation e"
              + lease.token()
              + " was handed out where e"
              + (size() + 1)
              + " is next: the events are not those of one study in their order");
    }
    trial.add(lease.trial());
    rung.add(lease.rung());
    attempt.add(lease.attempt());
    from.add(lease.from());
    to.add(lease.to());
    worker.add(workers.number(lease.worker()));
    slot.add(inSlot);
    start.add(Micros.of(lease.at()));
    end.add(OUT);
    outcome.add((byte) EvaluationOutcome.RUNNING.ordinal());
    cost.add(0);
    units.add(0);
  }

  int size() {
    return trial.size();
  }

  // ---- changed while it is out -----------------------------------------------------------------

  void spent(int row, double seconds, double unitsRun) {
    cost.set(row, seconds);
    units.set(row, unitsRun);
  }

  void close(int row, EvaluationOutcome how, Instant at) {
    outcome.set(row, (byte) how.ordinal());
    end.set(row, Micros.of(at));
  }

  void reopen(int row, int inSlot) {
    outcome.set(row, (byte) EvaluationOutcome.RUNNING.ordinal());
    end.set(row, OUT);
    slot.set(row, inSlot);
  }

  // ---- read ------------------------------------------------------------------------------------

  int trial(int row) {
    return trial.get(row);
  }

  int rung(int row) {
    return rung.get(row);
  }

  int attempt(int row) {
    return attempt.get(row);
  }

  double from(int row) {
    return from.get(row);
  }

  double to(int row) {
    return to.get(row);
  }

  String worker(int row) {
    return workers.word(worker.get(row));
  }

  int slot(int row) {
    return slot.get(row);
  }

  Instant start(int row) {
    return Micros.instant(start.get(row));
  }

  Optional<Instant> end(int row) {
    return end.get(row) == OUT ? Optional.empty() : Optional.of(Micros.instant(end.get(row)));
  }

  EvaluationOutcome outcome(int row) {
    return OUTCOMES[outcome.get(row)];
  }

  double cost(int row) {
    return cost.get(row);
  }

  double units(int row) {
    return units.get(row);
  }
}
