package io.cairn.server.cluster;

import io.cairn.proto.LogText;
import io.cairn.proto.cluster.Control;
import io.cairn.proto.cluster.Controlled;
import io.cairn.proto.cluster.Drained;
import io.cairn.proto.cluster.Nodes;
import io.cairn.proto.cluster.StudyDescription;
import io.cairn.server.history.TrustCourse;
import io.cairn.server.monitor.WatchedStudy;
import io.cairn.server.store.StudyIndex;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What people and programs can ask of studies and workers. Nothing blocks but where it says so.
 * What a place cannot do fails with a {@link NotHereException}.
 */
public interface StudyService {

  /** For whoever can wait: a study may be on its way from a node that was lost to another. */
  Duration PATIENCE = Duration.ofSeconds(25);

  /** For a worker, which may be gone. */
  Duration WORKER_PATIENCE = Duration.ofSeconds(5);

  /**
   * Takes a sweep in and starts it; the same token again is the same study.
   *
   * @return fails with a {@link RefusedSweepException} if the sweep has mistakes
   */
  CompletionStage<StudyIndex.Submission> submit(Submission submission);

  /** Studies, newest first. */
  CompletionStage<List<StudyIndex.Row>> list(int limit, Optional<String> before);

  /** A study as the list has it. */
  CompletionStage<Optional<StudyIndex.Row>> find(String study);

  /** The report of a study as it stands now, an HTML page; empty if there is no such study. */
  CompletionStage<Optional<String>> report(String study);

  /** What a study believed of its priors over time; empty if there is no such study. Blocks. */
  Optional<TrustCourse> trust(String study);

  /** The sweep of a study as it was handed in; empty if there is no such study. */
  CompletionStage<Optional<Submission>> sweep(String study);

  /**
   * Removes a study that has ended, with all that was written of it; what it taught stays in the
   * archive.
   *
   * @return false if there is no such study, or it has not ended
   */
  CompletionStage<Boolean> remove(String study);

  /**
   * A study to look at: its journal is followed from now on, until nobody has asked for a while.
   *
   * @return empty if there is no such study
   */
  CompletionStage<Optional<WatchedStudy>> watch(String study);

  /** How a study stands, from its coordinator. */
  CompletionStage<StudyDescription> describe(String study);

  /** Pauses, resumes or stops a study, or gives it another share; answered when it is durable. */
  CompletionStage<Controlled> control(String study, Control control);

  /**
   * Worker nodes in the order of their names.
   *
   * @return fails with a {@link java.util.concurrent.TimeoutException} if the dispatcher does not
   *     answer in time
   */
  CompletionStage<Nodes> workers(String after, Duration patience);

  /** The same for who can wait. */
  default CompletionStage<Nodes> workers(String after) {
    return workers(after, PATIENCE);
  }

  /**
   * The end of what an evaluation has printed, from the worker that runs it.
   *
   * @param token of its lease
   * @return fails with a {@link java.util.concurrent.TimeoutException} if the worker does not
   *     answer in time
   */
  CompletionStage<LogText> log(String worker, String study, long token);

  /** Has a worker node take no more leases and leave. */
  CompletionStage<Drained> drain(String node, Duration grace);
}
