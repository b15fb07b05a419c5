package io.cairn.bench.elastic;

import io.cairn.core.simulate.SimulatedStudy;
import io.cairn.core.simulate.Workload;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyDecider;
import io.cairn.core.study.StudyEvent;
import io.cairn.core.study.StudyReply;
import io.cairn.core.study.StudySpec;
import io.cairn.core.study.StudyState;
import io.cairn.server.dispatch.Claim;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A study with what it has in flight. */
final class ElasticStudy {
  final String id;
  final Claim claim;
  private final SimulatedStudy study;
  private final ResultLedger ledger;

  private final Map<Long, Evaluation> running = new HashMap<>(); // found by token, never walked

  private boolean news;
  private long byModel;
  private long promotions;

  ElasticStudy(String id, Claim claim, StudySpec spec, Workload workload) {
    this.id = id;
    this.claim = claim;
    this.ledger = new ResultLedger(id, spec.ladder().size());
    this.study = new SimulatedStudy(spec, workload, this::happened, new StudyDecider()::decide);
    study.state().refitInBackground();
  }

  private void happened(StudyEvent event) {
    news = true;
    ledger.accept(event);
    if (event instanceof StudyEvent.TrialStarted started) {
      // The landscape method says so of what its model chose.
      boolean chosen =
          started.origin().startsWith("model:") || started.origin().startsWith("variation:");
      byModel += chosen ? 1 : 0;
    } else if (event instanceof StudyEvent.TrialPromoted) {
      promotions++;
    }
  }

  /** Whether anything happened since this was asked last. */
  boolean takeNews() {
    boolean was = news;
    news = false;
    return was;
  }

  /** Trials that a model chose. */
  long byModel() {
    return byModel;
  }

  /** Evaluations that took a trial on from a rung. */
  long promotions() {
    return promotions;
  }

  StudyState state() {
    return study.state();
  }

  StudyReply decide(StudyCommand command, double seconds) {
    return study.decide(command, seconds);
  }

  Evaluation started(StudyReply.Granted granted, ElasticNode node) {
    Evaluation evaluation = new Evaluation(this, granted, node, study.run(granted).seconds());
    running.put(granted.token(), evaluation);
    return evaluation;
  }

  StudyCommand.Complete completion(Evaluation evaluation) {
    return study.completion(evaluation.granted);
  }

  void ended(Evaluation evaluation) {
    running.remove(evaluation.granted.token());
  }

  /** The evaluation with a token, if it runs. */
  Optional<Evaluation> running(long token) {
    return Optional.ofNullable(running.get(token));
  }

  /**
   * Holds what the study says against what came in.
   *
   * @throws IllegalStateException if they differ
   */
  void check() {
    ledger.check(study.state());
  }
}
