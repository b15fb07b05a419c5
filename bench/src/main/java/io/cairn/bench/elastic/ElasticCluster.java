package io.cairn.bench.elastic;

import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyEvent.FailureKind;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyReply;
import io.cairn.server.dispatch.FairShare;
import io.cairn.server.dispatch.Match;
import io.cairn.server.dispatch.Offer;
import io.cairn.server.dispatch.Preemption;
import io.cairn.server.dispatch.SharingRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Many studies on nodes that come and go, in virtual time. What a server does over the network
 * happens here by calls that take virtual time: a free slot is matched, the study decides, the
 * answer is durable, the evaluation runs, the result is decided, and only then is the slot free.
 */
final class ElasticCluster {
  /** Every study looks at its leases so often. */
  private static final double TICK_SECONDS = 10;

  /** From when an evaluation is told to leave until it has. */
  private static final double LEAVING_SECONDS = 2;

  private static final TreeSet<String> TYPES = new TreeSet<>(List.of("process"));

  private final VirtualTime time = new VirtualTime();
  private final FairShare share = new FairShare(SharingRules.DEFAULT);
  private final DecisionQueue decisions;
  private final Usage usage = new Usage();
  private final Durations matching = new Durations();
  private final Map<String, ElasticStudy> studies = new LinkedHashMap<>();
  private final Map<String, ElasticNode> nodes = new LinkedHashMap<>();
  private final Consumer<ElasticStudy> ended;
  private long preempted;

  /**
   * An empty cluster.
   *
   * @param ended is told of each study that ended, after it was checked
   */
  ElasticCluster(Costs costs, Consumer<ElasticStudy> ended) {
    this.decisions = new DecisionQueue(time, costs);
    this.ended = ended;
  }

  // ---- studies and nodes -----------------------------------------------------------------------

  /** A study begins. */
  void submit(ElasticStudy study) {
    studies.put(study.id, study);
    decisions.ask(
        study,
        new StudyCommand.OpenSession("run"),
        reply -> {
          share.claim(study.id, study.claim);
          tick(study);
          match();
        });
  }

  /** A node with all its slots free. */
  void join(String id, int slots) {
    nodes.put(id, new ElasticNode(id, slots));
    usage.change(time.seconds(), slots, 0);
    share.offer(id, new Offer(slots, slots, new TreeSet<>(), TYPES, false));
    match();
  }

  /** A node takes nothing more, and gives back what it has not done after a while. */
  void drain(String id, double graceSeconds) {
    ElasticNode node = nodes.get(id);
    if (node != null && !node.draining) {
      node.draining = true;
      share.offer(id, new Offer(node.slots, 0, new TreeSet<>(), TYPES, true));
      time.in(graceSeconds, () -> shutDown(node));
    }
  }

  private void shutDown(ElasticNode node) {
    if (node.alive) {
      node.alive = false;
      List.copyOf(node.running).forEach(this::giveBack);
      usage.change(time.seconds(), -node.slots, 0);
      forget(node);
    }
  }

  /**
   * A node vanishes without a word.
   *
   * @param noticedSeconds until that is known
   * @param returnsSeconds until it tells what it has done meanwhile; empty: never
   */
  void vanish(String id, double noticedSeconds, OptionalDouble returnsSeconds) {
    ElasticNode node = nodes.get(id);
    if (node == null || !node.alive) {
      return;
    }
    node.alive = false;
    usage.change(time.seconds(), -node.slots, -node.running.size());
    for (Evaluation evaluation : node.running) {
      evaluation.over = true;
      evaluation.study.ended(evaluation);
      returnsSeconds.ifPresent(
          seconds -> time.in(Math.max(seconds, evaluation.seconds), () -> late(evaluation)));
    }
    time.in(noticedSeconds, () -> forget(node));
  }

  /** Its lease may have expired, and another may have the evaluation, or have done it. */
  private void late(Evaluation evaluation) {
    ElasticStudy study = evaluation.study;
    if (studies.containsKey(study.id)) {
      decisions.ask(study, study.completion(evaluation), reply -> changed(study));
    }
  }

  private void forget(ElasticNode node) {
    nodes.remove(node.id);
    share.leave(node.id);
    match();
  }

  // ---- what goes on ----------------------------------------------------------------------------

  private void match() {
    while (true) {
      long began = System.nanoTime();
      Optional<Match> next = share.next(time.instant());
      if (next.isEmpty()) {
        break;
      }
      matching.add(System.nanoTime() - began);
      Match match = next.get();
      ElasticStudy study = Objects.requireNonNull(studies.get(match.study()));
      decisions.ask(
          study,
          new StudyCommand.RequestLease(match.node(), false),
          reply -> answered(study, match, reply));
    }
    share.preemptions(time.instant()).forEach(this::preempt);
  }

  private void answered(ElasticStudy study, Match match, StudyReply reply) {
    if (reply instanceof StudyReply.Granted granted) {
      if (share.granted(match, time.instant())) {
        start(study, granted, Objects.requireNonNull(nodes.get(match.node())));
      } else {
        fail(study, granted.token(), () -> {});
      }
    } else if (reply instanceof StudyReply.Done) {
      share.over(match);
      over(study);
    } else {
      share.nothing(match);
    }
    match();
  }

  private void start(ElasticStudy study, StudyReply.Granted granted, ElasticNode node) {
    if (node.alive) {
      Evaluation evaluation = study.started(granted, node);
      node.running.add(evaluation);
      usage.change(time.seconds(), 0, 1);
      time.in(evaluation.seconds, () -> done(evaluation));
    }
  }

  private void done(Evaluation evaluation) {
    if (!evaluation.over) {
      stop(evaluation);
      ElasticStudy study = evaluation.study;
      decisions.ask(
          study,
          study.completion(evaluation),
          reply -> {
            share.ended(study.id, evaluation.node.id, 1);
            changed(study);
          });
    }
  }

  private void stop(Evaluation evaluation) {
    evaluation.over = true;
    evaluation.study.ended(evaluation);
    evaluation.node.running.remove(evaluation);
    usage.change(time.seconds(), 0, -1);
  }

  private void giveBack(Evaluation evaluation) {
    stop(evaluation);
    String node = evaluation.node.id;
    ElasticStudy study = evaluation.study;
    fail(study, evaluation.granted.token(), () -> share.ended(study.id, node, 1));
  }

  private void fail(ElasticStudy study, long token, Runnable also) {
    decisions.ask(
        study,
        new StudyCommand.Fail(
            token, FailureKind.CANCELLED, "given back", "", OptionalDouble.empty()),
        reply -> {
          also.run();
          changed(study);
        });
  }

  private void preempt(Preemption preemption) {
    ElasticStudy study = Objects.requireNonNull(studies.get(preemption.study()));
    decisions.ask(
        study,
        new StudyCommand.Preempt(preemption.evaluations(), preemption.forStudy()),
        reply -> {
          if (reply instanceof StudyReply.Preempted chosen) {
            chosen.leases().forEach(lease -> study.running(lease.token()).ifPresent(this::evict));
          }
        });
  }

  private void evict(Evaluation evaluation) {
    preempted++;
    time.in(
        LEAVING_SECONDS,
        () -> {
          if (!evaluation.over) {
            giveBack(evaluation);
          }
        });
  }

  private void changed(ElasticStudy study) {
    share.wake(study.id);
    match();
  }

  private void tick(ElasticStudy study) {
    time.in(
        TICK_SECONDS,
        () -> {
          if (studies.containsKey(study.id)) {
            decisions.ask(study, new StudyCommand.Tick(), reply -> ticked(study));
            tick(study);
          }
        });
  }

  private void ticked(ElasticStudy study) {
    if (study.takeNews()) {
      changed(study);
    }
  }

  private void over(ElasticStudy study) {
    if (study.state().phase() == StudyPhase.ENDED && studies.remove(study.id) != null) {
      study.check();
      ended.accept(study);
    }
  }

  // ---- running it ------------------------------------------------------------------------------

  /** Lets time pass until so many seconds from the beginning, or until nothing is left to do. */
  void run(double untilSeconds) {
    while (time.step(untilSeconds)) {
      // All happens in the steps.
    }
  }

  /** Plans something from outside, such as a node that joins. */
  void in(double seconds, Runnable what) {
    time.in(seconds, what);
  }

  double seconds() {
    return time.seconds();
  }

  FairShare share() {
    return share;
  }

  DecisionQueue decisions() {
    return decisions;
  }

  /** Real times of finding the next match. */
  Durations matching() {
    return matching;
  }

  Usage usage() {
    return usage;
  }

  /** The studies that have not ended. */
  List<ElasticStudy> studies() {
    return new ArrayList<>(studies.values());
  }

  List<String> nodes() {
    return new ArrayList<>(nodes.keySet());
  }

  /** Evaluations that were told to leave for a higher priority. */
  long preempted() {
    return preempted;
  }
}
