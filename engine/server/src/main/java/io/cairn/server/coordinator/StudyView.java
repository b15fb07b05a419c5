package io.cairn.server.coordinator;

import io.cairn.core.halving.RungSummary;
import io.cairn.core.space.Configuration;
import io.cairn.core.study.Incumbent;
import io.cairn.core.study.Spending;
import io.cairn.core.study.StudyPhase;
import io.cairn.core.study.StudyState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a study stands at a moment; of fixed size whatever the number of trials.
 *
 * @param reason why it is paused, ending or ended; empty while it runs
 * @param best the best trial so far with its configuration
 * @param running evaluations that are out
 * @param waitingForRetry evaluations that somebody had and that wait to be leased again
 * @param queued evaluations that wait for a worker with the labels that they need
 * @param checkpointBytes what the checkpoints of all trials take, as far as workers told
 * @param elapsed how long it has run, over all sessions
 * @param model how its model stands; empty if its method has none, or fits it as it decides
 * @param startsWithoutModel trials started because no model had a say; empty if its method asks
 *     none
 * @param leaseExpiries leases that ran out because nothing was heard of their worker, counted since
 *     this process took the study up; they are among the lost ones of {@code spending}
 */
public record StudyView(
    StudyPhase phase,
    String reason,
    Optional<Best> best,
    Spending spending,
    int running,
    int waitingForRetry,
    int queued,
    long checkpointBytes,
    List<RungSummary> rungs,
    Duration elapsed,
    Optional<ModelView> model,
    OptionalInt startsWithoutModel,
    long leaseExpiries) {

  /** The best trial. */
  public record Best(Incumbent incumbent, Configuration configuration) {}

  public StudyView {
    rungs = List.copyOf(rungs);
  }

  /** The view of {@code state} at {@code now}. */
  public static StudyView of(
      StudyState state, Instant now, Optional<ModelView> model, long leaseExpiries) {
    return new StudyView(
        state.phase(),
        state.reason(),
        state.incumbent().map(i -> new Best(i, state.configuration(i.trial()))),
        state.spending(),
        state.running(),
        state.waitingForRetry(),
        state.queued(),
        state.checkpointBytes(),
        state.rungs(),
        state.elapsed(state.phase() == StudyPhase.ENDED ? state.lastEvent() : now),
        model,
        state.startsWithoutModel(),
        leaseExpiries);
  }
}
