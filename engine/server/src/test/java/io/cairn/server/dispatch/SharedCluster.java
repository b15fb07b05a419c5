package io.cairn.server.dispatch;

import static io.cairn.server.dispatch.Shares.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Studies with batches of work on nodes, in virtual time: a batch is open when the one before it is
 * done, as a rung is. What {@link FairShare} must never do is checked on the way.
 */
final class SharedCluster {

  /** One study of the model. */
  static final class Job {
    final String id;
    final Claim claim;
    final List<Integer> batches;
    final String label;

    /** Evaluations of the current batch that nobody runs. */
    int ready;

    int running;
    int grants;
    int preempted;
    int preemptedFor;
    double idleSince;
    double longestWait;

    Job(String id, Claim claim, List<Integer> batches, String label) {
      this.id = id;
      this.claim = claim;
      this.batches = new ArrayList<>(batches);
      this.label = label;
      this.ready = this.batches.remove(0);
    }

    boolean fits(Offer offer) {
      return label.isEmpty() || offer.labels().contains(label);
    }

    boolean hasMore() {
      return ready > 0 && running < claim.maxInFlight().orElse(Integer.MAX_VALUE);
    }
  }

  private record Event(double at, long number, Runnable what) {}

  private record Evaluation(Job job, String node) {}

  final FairShare share = new FairShare(SharingRules.DEFAULT);
  final SortedMap<String, Job> jobs = new TreeMap<>();
  private final Map<String, Offer> nodes = new TreeMap<>();
  private final List<Evaluation> running = new ArrayList<>();
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingDouble(Event::at).thenComparingLong(Event::number));
  private final Random random;
  private final double longest;
  private long number;
  double now;

  SharedCluster(long seed, double longestEvaluation) {
    this.random = new Random(seed);
    this.longest = longestEvaluation;
  }

  void in(double seconds, Runnable what) {
    events.add(new Event(now + seconds, ++number, what));
  }

  void join(String node, Offer offer) {
    nodes.put(node, offer);
    share.offer(node, offer);
  }

  void leave(String node) {
    nodes.remove(node);
    share.leave(node);
    for (Evaluation evaluation : List.copyOf(running)) {
      if (evaluation.node.equals(node)) {
        running.remove(evaluation);
        back(evaluation.job);
      }
    }
  }

  void submit(Job job) {
    jobs.put(job.id, job);
    job.idleSince = now;
    share.claim(job.id, job.claim);
  }

  /** Runs until nothing happens any more, or until the time given. */
  void run(double until) {
    pump();
    while (!events.isEmpty() && events.peek().at <= until) {
      Event event = events.poll();
      now = event.at;
      event.what.run();
      pump();
    }
    now = Math.max(now, until);
  }

  private void pump() {
    for (Optional<Match> next = share.next(at(now)); next.isPresent(); next = share.next(at(now))) {
      answer(next.get());
    }
    for (Preemption preemption : share.preemptions(at(now))) {
      preempt(preemption);
    }
    nothingIdles();
  }

  private void answer(Match match) {
    Job job = jobs.get(match.study());
    if (job == null || job.ready == 0 && job.running == 0 && job.batches.isEmpty()) {
      share.over(match);
    } else if (!job.hasMore() || !job.fits(nodes.get(match.node()))) {
      share.nothing(match);
    } else {
      assertThat(share.granted(match, at(now))).isTrue();
      if (job.running == 0) {
        job.longestWait = Math.max(job.longestWait, now - job.idleSince);
      }
      job.ready--;
      job.running++;
      job.grants++;
      Evaluation evaluation = new Evaluation(job, match.node());
      running.add(evaluation);
      in(1 + (longest - 1) * random.nextDouble(), () -> done(evaluation));
    }
  }

  private void done(Evaluation evaluation) {
    if (!removed(evaluation)) {
      return;
    }
    Job job = evaluation.job;
    job.running--;
    share.ended(job.id, evaluation.node, 1);
    if (job.running == 0 && job.ready == 0 && !job.batches.isEmpty()) {
      job.ready = job.batches.remove(0);
    }
    if (job.running == 0) {
      job.idleSince = now;
    }
    share.wake(job.id);
  }

  /** Two evaluations of a study on a node look alike; either will do. */
  private boolean removed(Evaluation evaluation) {
    for (int i = 0; i < running.size(); i++) {
      if (running.get(i) == evaluation) {
        running.remove(i);
        return true;
      }
    }
    return false;
  }

  private void back(Job job) {
    job.running--;
    job.ready++;
    if (job.running == 0) {
      job.idleSince = now;
    }
    share.wake(job.id);
  }

  private void preempt(Preemption preemption) {
    Job victim = jobs.get(preemption.study());
    Job beneficiary = jobs.get(preemption.forStudy());
    assertThat(victim.claim.priority()).isLessThan(beneficiary.claim.priority());
    victim.preempted += preemption.evaluations();
    beneficiary.preemptedFor += preemption.evaluations();
    for (int i = 0; i < preemption.evaluations(); i++) {
      in(1 + 2 * random.nextDouble(), () -> leaveOne(victim, preemption));
    }
  }

  private void leaveOne(Job victim, Preemption preemption) {
    for (Evaluation evaluation : running) {
      if (evaluation.job == victim
          && preemption.kinds().contains(nodes.get(evaluation.node).kind())) {
        removed(evaluation);
        share.ended(victim.id, evaluation.node, 1);
        back(victim);
        return;
      }
    }
  }

  /** The liveness of the whole: a free slot and work for it do not stay beside each other. */
  private void nothingIdles() {
    for (NodeShare node : share.nodes()) {
      if (node.offer().free() > 0 && !node.offer().draining()) {
        for (Job job : jobs.values()) {
          assertThat(job.hasMore() && job.fits(node.offer()))
              .as("at %s s %s is free beside work of %s", now, node, job.id)
              .isFalse();
        }
      }
    }
  }
}
