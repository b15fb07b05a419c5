package io.cairn.core.study;

import java.time.Instant;

/**
 * Decides the life of a study: commands in, events and a reply out. No clock, no randomness of its
 * own, no I/O: the same commands at the same times on the same state decide alike.
 *
 * <p>An event is applied to the state as soon as it is decided, because the steps of one command
 * build on each other (the verdict on a trial needs the rung table with its result in it), and
 * because many commands are decided before the journal confirms the first (group commit). The
 * caller must make the events durable before it sends the reply, and must throw the state away if
 * it cannot: then nothing that anybody was told is lost.
 *
 * <p>Who decides what: {@link HandOut} what a free slot gets, {@link Intake} what workers say of
 * their leases, {@link LeaseEnds} what the end of a lease means, {@link Expiry} what passes with
 * time, {@link Course} whether the study runs, pauses or ends, {@link Preemption} which lease is
 * given up, {@link CheckpointClearance} which checkpoint.
 */
public final class StudyDecider {

  /** Mode of a session whose evaluations an outside loop runs. */
  public static final String ASK_TELL = "ask-tell";

  /**
   * Carries out {@code command}.
   *
   * @param state changed in place
   * @param now the coordinator's time
   */
  public Decision decide(StudyState state, StudyCommand command, Instant now) {
    state.clock(now);
    Deliberation deliberation = new Deliberation(state, now);
    StudyReply reply = carryOut(deliberation, command);
    if (!deliberation.events().isEmpty()) {
      new CheckpointClearance(deliberation).settle();
    }
    return new Decision(deliberation.events(), reply);
  }

  private static StudyReply carryOut(Deliberation on, StudyCommand command) {
    Course course = new Course(on);
    LeaseEnds ends = new LeaseEnds(on, course);
    if (command instanceof StudyCommand.RequestLease c) {
      return new HandOut(on, course, c).answer();
    } else if (command instanceof StudyCommand.Report c) {
      return new Intake(on, course, ends).report(c);
    } else if (command instanceof StudyCommand.Complete c) {
      return new Intake(on, course, ends).complete(c);
    } else if (command instanceof StudyCommand.Fail c) {
      return new Intake(on, course, ends).fail(c);
    } else if (command instanceof StudyCommand.Alive c) {
      return new Intake(on, course, ends).alive(c);
    } else if (command instanceof StudyCommand.Tick) {
      return new Expiry(on, course, ends).tick();
    } else if (command instanceof StudyCommand.ReleaseLeases c) {
      return new Expiry(on, course, ends).release(c.reason());
    } else if (command instanceof StudyCommand.Preempt c) {
      return Preemption.choose(on.state, c.count(), c.workers());
    } else if (command instanceof StudyCommand.CheckpointGone c) {
      return new CheckpointClearance(on).gone(c.trial());
    } else if (command instanceof StudyCommand.Pause c) {
      return course.pause(c.reason());
    } else if (command instanceof StudyCommand.ChangeShare c) {
      return course.changeShare(c.share());
    } else if (command instanceof StudyCommand.Resume) {
      return course.resume();
    } else if (command instanceof StudyCommand.Stop c) {
      return course.stop(c.reason());
    } else if (command instanceof StudyCommand.OpenSession c) {
      return course.open(c.mode());
    }
    throw new IllegalArgumentException("unknown command " + command);
  }
}
