package io.cairn.server.cluster;

import io.cairn.server.metrics.NodeMeters;
import io.cairn.server.remote.RemoteWorkers;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;

/** What an HTTP door opens to: a coordinator of a cluster, or one study of this machine. */
public interface Premises {

  /** Its actor system. */
  ActorSystem<?> system();

  /** Threads for those who look at studies. */
  Executor watching();

  /** What can be asked of studies and workers. */
  StudyService studies();

  /** What workers over HTTP can ask. */
  RemoteWorkers remote();

  /** The landscapes that are kept. */
  ClusterArchive archive();

  /** What it tells of itself and its studies. */
  NodeMeters meters();
}
