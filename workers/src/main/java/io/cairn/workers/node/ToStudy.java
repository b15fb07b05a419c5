package io.cairn.workers.node;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Heartbeat;
import io.cairn.proto.Report;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What a worker node tells a study. Each message is answered by an {@link Acknowledgement} once its
 * effect is durable; heartbeats only for leases that are no more.
 */
public sealed interface ToStudy {

  /** Where the answer goes. */
  ActorRef<Acknowledgement> replyTo();

  /** Id of the study that it is for. */
  String study();

  /** Metrics on the way. */
  record Reported(Report report, ActorRef<Acknowledgement> replyTo) implements ToStudy {
    @Override
    public String study() {
      return report.getStudy();
    }
  }

  /** An evaluation is complete. */
  record Completed(Complete complete, ActorRef<Acknowledgement> replyTo) implements ToStudy {
    @Override
    public String study() {
      return complete.getStudy();
    }
  }

  /** An evaluation failed. */
  record Failed(Fail fail, ActorRef<Acknowledgement> replyTo) implements ToStudy {
    @Override
    public String study() {
      return fail.getStudy();
    }
  }

  /** The node is alive. */
  record Alive(Heartbeat heartbeat, ActorRef<Acknowledgement> replyTo) implements ToStudy {
    @Override
    public String study() {
      return heartbeat.getStudy();
    }
  }
}
