package io.cairn.server.history;

import com.carrotsearch.hppc.ByteArrayList;
import com.carrotsearch.hppc.DoubleArrayList;
import com.carrotsearch.hppc.IntArrayList;
import com.carrotsearch.hppc.IntObjectHashMap;
import com.carrotsearch.hppc.LongArrayList;
import io.cairn.core.space.Configuration;
import io.cairn.core.space.SearchSpace;
import io.cairn.core.study.StudyEvent.TrialStarted;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.TrialStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The trials of a study by number, with their results, decisions and failures. */
final class TrialColumns {

  private static final TrialStatus[] STATUSES = TrialStatus.values();

  final ResultColumns results;
  final Chain resultsOf = new Chain();
  final DecisionColumns decisions;
  final Chain decisionsOf = new Chain();

  private final SearchSpace space;
  private final int curvePoints;
  private final LongArrayList codes = new LongArrayList();
  private final IntArrayList bracket = new IntArrayList();
  private final IntArrayList origin = new IntArrayList();
  private final LongArrayList started = new LongArrayList();
  private final LongArrayList lastEvent = new LongArrayList();
  private final ByteArrayList status = new ByteArrayList();
  private final IntArrayList dueRung = new IntArrayList();
  private final IntArrayList evaluations = new IntArrayList();
  private final DoubleArrayList cost = new DoubleArrayList();
  private final DoubleArrayList units = new DoubleArrayList();
  private final DoubleArrayList wasted = new DoubleArrayList();
  private final List<LearningCurve> curves = new ArrayList<>();
  private final IntObjectHashMap<List<FailureHistory>> failures = new IntObjectHashMap<>();
  private final Words origins = new Words();

  TrialColumns(StudySpec spec, MetricNames names, int curvePoints) {
    this.space = spec.space();
    this.curvePoints = curvePoints;
    this.results = new ResultColumns(spec, names, resultsOf);
    this.decisions = new DecisionColumns(decisionsOf);
  }

  void add(TrialStarted start) {
    codes.add(start.configuration().codes());
    bracket.add(start.bracket());
    origin.add(origins.number(start.origin()));
    started.add(Micros.of(start.at()));
    lastEvent.add(Micros.of(start.at()));
    status.add((byte) TrialStatus.RUNNING.ordinal());
    dueRung.add(start.rung());
    evaluations.add(0);
    cost.add(0);
    units.add(0);
    wasted.add(0);
    if (curvePoints > 0) {
      curves.add(new LearningCurve(curvePoints));
    }
    resultsOf.addTrial();
    decisionsOf.addTrial();
  }

  int size() {
    return bracket.size();
  }

  // ---- filled while the events are read --------------------------------------------------------

  void status(int trial, TrialStatus now, Instant at) {
    status.set(trial, (byte) now.ordinal());
    lastEvent.set(trial, Micros.of(at));
  }

  void due(int trial, int rung) {
    dueRung.set(trial, rung);
  }

  void leased(int trial, Instant at) {
    evaluations.set(trial, evaluations.get(trial) + 1);
    status(trial, TrialStatus.RUNNING, at);
  }

  void reported(int trial, double resource, double value, Instant at) {
    if (curvePoints > 0) {
      curves.get(trial).add(resource, value);
    }
    lastEvent.set(trial, Micros.of(at));
  }

  void spent(int trial, double seconds, double unitsRun, double unitsWasted) {
    cost.set(trial, cost.get(trial) + seconds);
    units.set(trial, units.get(trial) + unitsRun);
    wasted.set(trial, wasted.get(trial) + unitsWasted);
  }

  void failed(FailureHistory failure) {
    List<FailureHistory> of = failures.get(failure.trial());
    if (of == null) {
      of = new ArrayList<>(1);
      failures.put(failure.trial(), of);
    }
    of.add(failure);
  }

  void restored(int trial, long token) {
    List<FailureHistory> of = failures(trial);
    for (int i = of.size() - 1; i >= 0; i--) {
      if (of.get(i).token() == token) {
        of.set(i, of.get(i).asRestored());
        return;
      }
    }
  }

  // ---- read ------------------------------------------------------------------------------------

  SearchSpace space() {
    return space;
  }

  /** The code of a parameter in the configuration of a trial. */
  long code(int trial, int parameter) {
    return codes.get(trial * space.dimensions() + parameter);
  }

  Configuration configuration(int trial) {
    long[] of = new long[space.dimensions()];
    System.arraycopy(codes.buffer, trial * of.length, of, 0, of.length);
    return Configuration.of(space, of);
  }

  int bracket(int trial) {
    return bracket.get(trial);
  }

  String origin(int trial) {
    return origins.word(origin.get(trial));
  }

  int originNumber(int trial) {
    return origin.get(trial);
  }

  /** Numbers of the origins that hold a text, which is in lower case. */
  BitSet originsHolding(String text) {
    return origins.holding(text);
  }

  Instant started(int trial) {
    return Micros.instant(started.get(trial));
  }

  Instant lastEvent(int trial) {
    return Micros.instant(lastEvent.get(trial));
  }

  TrialStatus status(int trial) {
    return STATUSES[status.get(trial)];
  }

  int dueRung(int trial) {
    return dueRung.get(trial);
  }

  int evaluations(int trial) {
    return evaluations.get(trial);
  }

  double cost(int trial) {
    return cost.get(trial);
  }

  double units(int trial) {
    return units.get(trial);
  }

  double wasted(int trial) {
    return wasted.get(trial);
  }

  LearningCurve curve(int trial) {
    return curvePoints > 0 ? curves.get(trial) : LearningCurve.NONE;
  }

  List<FailureHistory> failures(int trial) {
    List<FailureHistory> of = failures.get(trial);
    return of == null ? List.of() : of;
  }
}
