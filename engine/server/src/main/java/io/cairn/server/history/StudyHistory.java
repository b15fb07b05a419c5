package io.cairn.server.history;

import io.cairn.core.landscape.Landscape;
import io.cairn.core.landscape.LandscapeBuilder;
import io.cairn.core.landscape.Measure;
import io.cairn.core.landscape.Provenance;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.Objective.Direction;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudySpec;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A study as its events tell it: what was tried, what came of it, and why. Read in one pass into
 * columns; what it gives is made when asked for. Holds O(trials + results + evaluations), some
 * hundred bytes for a trial with one result, and, within {@link HistoryLimits}, learning curves and
 * logs.
 *
 * <p>A study that goes on, or whose events break off, is read like any other: what was out then is
 * {@linkplain EvaluationOutcome#RUNNING running}. Does not change, unless it is that of a {@link
 * LiveHistory}.
 */
public final class StudyHistory {

  private final StudySpec spec;
  private final String studyId;
  private final HistoryBuilder read;
  private final Spending spending;

  StudyHistory(String studyId, HistoryBuilder read) {
    this.spec = read.spec;
    this.studyId = studyId;
    this.read = read;
    this.spending = read.tally.spending(read.trials.size());
  }

  /** {@link #of(StudySpec, String, Stream, HistoryLimits)} within the default limits. */
  public static StudyHistory of(StudySpec spec, String studyId, Stream<StudyEvent> events) {
    return of(spec, studyId, events, HistoryLimits.DEFAULT);
  }

  /**
   * Reads a study.
   *
   * @param studyId id of the study
   * @param events all its events from the first on, in their order; may break off anywhere; closed
   *     when read
   * @throws IllegalStateException if an event cannot follow on those before it: something is
   *     missing in between, or they are of several studies
   */
  public static StudyHistory of(
      StudySpec spec, String studyId, Stream<StudyEvent> events, HistoryLimits limits) {
    HistoryBuilder builder = new HistoryBuilder(spec, limits);
    try (events) {
      events.forEachOrdered(builder::apply);
    }
    builder.closeSession();
    return new StudyHistory(studyId, builder);
  }

  /** What the study is. */
  public StudySpec spec() {
    return spec;
  }

  /** Its id. */
  public String studyId() {
    return studyId;
  }

  /** Phase of its life. */
  public StudyPhase phase() {
    return read.phase;
  }

  /** Why it is paused, ending or ended; empty while it runs. */
  public String reason() {
    return read.reason;
  }

  /** What it spent; of evaluations that ended. */
  public Spending spending() {
    return spending;
  }

  /** The trials by number. */
  public List<TrialHistory> trials() {
    return listed(read.trials.size(), number -> new TrialHistory(read.trials, number));
  }

  /** Every evaluation handed out, oldest first. */
  public List<EvaluationHistory> evaluations() {
    EvaluationColumns columns = read.evaluations.all();
    return listed(columns.size(), row -> new EvaluationHistory(columns, row));
  }

  /** Those that somebody wants to see. */
  public TrialPage trials(TrialQuery query) {
    return new TrialSearch(read.trials, query).page();
  }

  /** Results in the order in which they were accepted. */
  public List<RungResult> results() {
    return listed(read.trials.results.size(), read.trials.results::get);
  }

  /** Rows as a list; each is made when asked for. */
  private static <T> List<T> listed(int size, IntFunction<T> row) {
    return new RowList<>(size, row);
  }

  private static final class RowList<T> extends AbstractList<T> implements RandomAccess {
    private final int size;
    private final IntFunction<T> row;

    RowList(int size, IntFunction<T> row) {
      this.size = size;
      this.row = row;
    }

    @Override
    public T get(int index) {
      return row.apply(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
      return size;
    }
  }

  /** Evaluations that are out. */
  public int running() {
    return read.evaluations.running();
  }

  /** Evaluations that failed and wait to be handed out again. */
  public int waitingForRetry() {
    return read.evaluations.waiting();
  }

  /** Evaluations that were decided and that no worker had yet. */
  public int queued() {
    return read.evaluations.queued();
  }

  /** What its checkpoints take. */
  public CheckpointTally checkpoints() {
    return read.checkpoints;
  }

  /** Every decision on a trial after its start, oldest first. */
  public List<TrialDecision> decisions() {
    DecisionColumns columns = read.trials.decisions;
    return listed(columns.size(), columns::get);
  }

  /** How the best trial changed, oldest first; the last step is the best of all. */
  public List<IncumbentStep> incumbents() {
    return read.incumbents.steps();
  }

  /** The processes that ran it, oldest first. */
  public List<SessionHistory> sessions() {
    return Collections.unmodifiableList(read.sessions);
  }

  /** Names of all metrics reported at rungs, the objective first. */
  public List<String> metricNames() {
    return read.metricNames.all();
  }

  /** Time of the last event; the epoch if there was none. */
  public Instant lastEvent() {
    return read.lastEvent;
  }

  /** How long it ran up to its last event, without pauses and the time between sessions. */
  public double elapsedSeconds() {
    return read.elapsed(read.lastEvent).toMillis() / 1000.0;
  }

  /** The best trial: that of the last {@linkplain #incumbents incumbent}. */
  public Optional<Incumbent> best() {
    return read.incumbents.best();
  }

  /**
   * The best trials, best first, each by its best result in the order of {@link IncumbentStep}: a
   * higher rung first, then less loss, then the older trial.
   *
   * @param count at most so many
   */
  public List<Incumbent> best(int count) {
    if (count <= 0) {
      return List.of();
    }
    PriorityQueue<RungResult> queue = new PriorityQueue<>(read.incumbents.order().reversed());
    for (TrialHistory trial : trials()) {
      Optional<RungResult> result =
          trial.results().stream().filter(RungResult::finite).min(read.incumbents.order());
      if (result.isPresent()) {
        queue.add(result.get());
        if (queue.size() > count) {
          queue.remove();
        }
      }
    }
    List<RungResult> ranked = new ArrayList<>(queue);
    ranked.sort(read.incumbents.order());
    return ranked.stream().map(IncumbentCurve::incumbent).toList();
  }

  /** What became of a trial at the rung of one of its results. */
  public RungFate fate(RungResult result) {
    if (read.trials.dueRung(result.trial()) > result.rung()) {
      return RungFate.PROMOTED;
    }
    if (result.rung() == spec.ladder().top()) {
      return RungFate.COMPLETED;
    }
    return switch (read.trials.status(result.trial())) {
      case PAUSED -> RungFate.PAUSED;
      case STOPPED -> RungFate.STOPPED;
      case RUNNING, COMPLETED, FAILED, CANCELLED -> RungFate.OPEN;
    };
  }

  /** The study's landscape, as made by its method. */
  public Landscape landscape() {
    return landscape(
        Provenance.of(
            studyId,
            spec.name(),
            read.lastEvent,
            "study " + spec.name() + ", method " + spec.method().name()));
  }

  /**
   * The study's landscape for the archive: every result with the seconds that it took from scratch,
   * summed over the trial's evaluations where they go on from one another. An evaluation that cost
   * exactly 0 is taken as not known: nobody measured it.
   */
  public Landscape landscape(Provenance provenance) {
    return landscape(provenance, trial -> true);
  }

  /** The same of some trials only. */
  public Landscape landscape(Provenance provenance, Predicate<TrialHistory> included) {
    double[] levels = new double[spec.ladder().size()];
    for (int rung = 0; rung < levels.length; rung++) {
      levels[rung] = spec.ladder().level(rung);
    }
    Measure measure =
        new Measure(
            spec.objective().metric(),
            spec.objective().direction() == Direction.MAXIMIZE,
            spec.resourceName());
    LandscapeBuilder builder = new LandscapeBuilder(spec.space(), measure, levels);
    for (TrialHistory trial : trials()) {
      if (!included.test(trial)) {
        continue;
      }
      List<RungResult> results = trial.results();
      double[] costs = fromScratch(results);
      for (int i = 0; i < costs.length; i++) {
        RungResult result = results.get(i);
        builder.add(trial.configuration(), result.level(), result.value(), costs[i]);
      }
    }
    return builder.build(provenance);
  }

  /** Without checkpoints, or because the trial's was gone. */
  private boolean startsFromScratch(RungResult result) {
    // Tokens count the evaluations of a study from 1.
    return read.evaluations.all().from((int) result.token() - 1) == 0;
  }

  /** Seconds from scratch to each result of a trial; NaN from where a part is not known. */
  private double[] fromScratch(List<RungResult> results) {
    double[] costs = new double[results.size()];
    double sum = 0;
    for (int i = 0; i < costs.length; i++) {
      RungResult result = results.get(i);
      boolean begins = i == 0 || result.token() != results.get(i - 1).token();
      if (begins && startsFromScratch(result)) {
        sum = 0;
      }
      // Several rungs that one report covers have one cost, that of the first.
      sum += begins && result.costSeconds() == 0 ? Double.NaN : result.costSeconds();
      costs[i] = sum;
    }
    return costs;
  }
}
