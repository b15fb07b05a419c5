package io.cairn.core.search;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.halving.Schedule;
import io.cairn.core.halving.Step;
import io.cairn.core.halving.Verdict;
import io.cairn.core.space.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sampler says which configuration a new trial gets; a schedule says when one starts and which
 * goes on.
 */
public final class HalvingMethod implements Method {
  private final Sampler sampler;
  private final Schedule schedule;

  /**
   * Configurations of the trials that may still report, by trial number; references to what the
   * study holds anyway.
   */
  private final List<@Nullable Configuration> live = new ArrayList<>();

  /**
   * The answer of the sampler since the last fact. Not state: it follows from the facts, and is
   * costly for a model.
   */
  private @Nullable Optional<Proposal> answer;

  /** A method of two parts, which it owns from now on. */
  public HalvingMethod(Sampler sampler, Schedule schedule) {
    this.sampler = Objects.requireNonNull(sampler, "sampler");
    this.schedule = Objects.requireNonNull(schedule, "schedule");
  }

  @Override
  public Action next(boolean mayStart) {
    Step step = schedule.next(mayStart);
    if (step instanceof Step.Finished && mayStart && proposal().isEmpty()) {
      return new Action.Finished(sampler.exhaustion()); // why the schedule got no more
    }
    if (!(step instanceof Step.StartTrial start)) {
      return Action.withoutStart(step);
    }
    Optional<Proposal> proposal = proposal();
    if (proposal.isPresent()) {
      Proposal found = proposal.get();
      return new Action.StartTrial(
          found.configuration(), start.bracket(), start.rung(), found.origin());
    }
    return withoutProposal(schedule.next(false));
  }

  private Optional<Proposal> proposal() {
    Optional<Proposal> known = answer;
    if (known == null) {
      known = sampler.propose(live.size());
      answer = known;
    }
    return known;
  }

  /** What the schedule does when there is nothing left to start, with the true reason. */
  private Action withoutProposal(Step step) {
    if (step instanceof Step.Wait) {
      return new Action.Wait(sampler.exhaustion() + "; " + schedule.running() + " running");
    }
    if (step instanceof Step.Finished) {
      return new Action.Finished(sampler.exhaustion());
    }
    return Action.withoutStart(step);
  }

  @Override
  public void started(int trial, Configuration configuration, int bracket, int rung) {
    Objects.requireNonNull(configuration, "configuration");
    schedule.started(trial, bracket, rung);
    while (live.size() <= trial) {
      live.add(null);
    }
    live.set(trial, configuration);
    sampler.started(trial, configuration);
    answer = null;
  }

  @Override
  public void promoted(int trial, int rung) {
    schedule.promoted(trial, rung);
    answer = null;
  }

  @Override
  public void reported(int trial, int rung, double loss, double seconds) {
    schedule.reported(trial, rung, loss);
    sampler.reported(trial, configuration(trial), rung, loss);
    forgetIfOver(trial);
    answer = null;
  }

  @Override
  public void stopped(int trial, int rung) {
    schedule.stopped(trial, rung);
    Configuration configuration = live.get(trial);
    if (configuration != null) {
      sampler.stopped(trial, configuration);
    }
    forgetIfOver(trial);
    answer = null;
  }

  @Override
  public void failed(int trial, int rung) {
    schedule.failed(trial, rung);
    sampler.failed(trial, configuration(trial));
    forgetIfOver(trial);
    answer = null;
  }

  private Configuration configuration(int trial) {
    Configuration configuration = live.get(trial);
    if (configuration == null) {
      throw new IllegalStateException(
          "trial " + trial + " is over; nothing more can be told of it");
    }
    return configuration;
  }

  private void forgetIfOver(int trial) {
    if (schedule.isOver(trial)) {
      live.set(trial, null);
    }
  }

  @Override
  public Verdict verdict(int trial, int rung) {
    return schedule.verdict(trial, rung);
  }

  @Override
  public boolean isOver(int trial) {
    return schedule.isOver(trial);
  }

  @Override
  public boolean runsThrough() {
    return schedule.runsThrough();
  }

  @Override
  public List<RungSummary> rungs() {
    return schedule.rungs();
  }
}
