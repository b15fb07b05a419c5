package io.cairn.bench.elastic;

import io.cairn.core.search.Refit;
import io.cairn.core.study.StudyCommand;
import io.cairn.core.study.StudyReply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One thread that decides for all studies, a command at a time, and one beside it for each study
 * that fits its model. Both take time, so decisions that come too fast wait for each other.
 */
final class DecisionQueue {
  private final VirtualTime time;
  private final Costs costs;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final Durations leases = new Durations();
  private final Durations results = new Durations();
  private final Durations fits = new Durations();
  private boolean busy;
  private int longest;

  DecisionQueue(VirtualTime time, Costs costs) {
    this.time = time;
    this.costs = costs;
  }

  /** Asks a study; the answer comes when it is decided and durable. */
  void ask(ElasticStudy study, StudyCommand command, Consumer<StudyReply> answer) {
    waiting.add(() -> decide(study, command, answer));
    longest = Math.max(longest, waiting.size());
    if (!busy) {
      next();
    }
  }

  private void next() {
    Runnable first = waiting.poll();
    busy = first != null;
    if (first != null) {
      first.run();
    }
  }

  private void decide(ElasticStudy study, StudyCommand command, Consumer<StudyReply> answer) {
    long began = System.nanoTime();
    StudyReply reply = study.decide(command, time.seconds());
    long took = System.nanoTime() - began;
    (command instanceof StudyCommand.RequestLease ? leases : results).add(took);
    double seconds = costs.decision(took);
    time.in(seconds + costs.durableSeconds(), () -> answer.accept(reply));
    if (!(command instanceof StudyCommand.RequestLease)) {
      fit(study);
    }
    time.in(seconds, this::next);
  }

  /** Decisions go on with the old model while the new one is fitted. */
  private void fit(ElasticStudy study) {
    Optional<Refit> due = study.state().refit();
    if (due.isPresent()) {
      long began = System.nanoTime();
      Refit.Ready ready = due.get().run();
      long took = System.nanoTime() - began;
      fits.add(took);
      time.in(
          costs.fit(took),
          () -> {
            ready.install();
            fit(study);
          });
    }
  }

  /** Real times of decisions on leases. */
  Durations leases() {
    return leases;
  }

  /** Real times of decisions on results and of all other commands. */
  Durations results() {
    return results;
  }

  /** Real times of fits. */
  Durations fits() {
    return fits;
  }

  /** Most commands that waited at once. */
  int longest() {
    return longest;
  }
}
