package io.cairn.server.cluster;

import io.cairn.core.study.StudyPhase;
import io.cairn.proto.cluster.Claim;
import io.cairn.server.coordinator.StudyJson;
import io.cairn.server.coordinator.StudyListener;
import io.cairn.server.coordinator.StudyView;
import io.cairn.server.coordinator.Terms;
import io.cairn.server.dispatch.Dispatcher;
import io.cairn.server.metrics.StudyMeters;
import io.cairn.server.remote.RemoteCheckpoints;
import io.cairn.server.store.StudyIndex.StatusUpdate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Tells the cluster of a study what its coordinator tells its listener.
 *
 * @param checkpoints what this node keeps for remote workers
 * @param meters shows how it stands
 * @param closing told that the study is over
 * @param retire takes the coordinator out of memory
 */
record StudyNotices(
    String study,
    ActorRef<Dispatcher.Command> dispatcher,
    Optional<RemoteCheckpoints> checkpoints,
    ActorRef<StatusBoard.Command> board,
    StudyMeters meters,
    Runnable closing,
    Runnable retire)
    implements StudyListener {

  @Override
  public void claims(Claim claim) {
    dispatcher.tell(new Dispatcher.Claimed(claim));
  }

  @Override
  public void workAvailable() {
    dispatcher.tell(new Dispatcher.WorkAvailable(study));
  }

  @Override
  public void checkpointsDropped(List<Integer> trials) {
    checkpoints.ifPresent(kept -> kept.drop(study, trials));
    dispatcher.tell(new Dispatcher.DropCheckpoints(study, trials));
  }

  @Override
  public void checkpointsKept(List<Integer> trials) {
    checkpoints.ifPresent(kept -> kept.clear(study, trials));
    dispatcher.tell(new Dispatcher.ClearCheckpoints(study, trials));
  }

  @Override
  public void ending() {
    dispatcher.tell(new Dispatcher.StudyEnding(study));
  }

  @Override
  public void ended() {
    dispatcher.tell(new Dispatcher.StudyEnding(study));
    closing.run();
  }

  @Override
  public void stands(long version, Terms terms, StudyView view) {
    meters.stands(study, terms.spec(), view);
    // Not ended before everything that follows is done: until then the keeper wakes it.
    StudyPhase phase = view.phase() == StudyPhase.ENDED ? StudyPhase.ENDING : view.phase();
    board.tell(
        new StatusBoard.Stands(
            new StatusUpdate(
                study,
                version,
                phase.name().toLowerCase(Locale.ROOT),
                StudyJson.of(study, terms.spec(), view))));
  }

  @Override
  public void retired() {
    retire.run();
  }

  @Override
  public void stopped() {
    meters.stopped(study);
  }
}
