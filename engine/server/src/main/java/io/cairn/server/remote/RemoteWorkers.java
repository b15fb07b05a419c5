package io.cairn.server.remote;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Report;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Left;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.Pulse;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What remote workers may ask of a cluster; each coordinator answers for all of them. Nothing
 * blocks.
 *
 * <p>Messages are within their {@link RequestRules}. An answer fails with a {@link
 * RemoteRefusedException} if the worker's session is over, with a {@link NotNowException} or a
 * {@link java.util.concurrent.TimeoutException} if the request may be sent again.
 */
public interface RemoteWorkers {

  /** Evaluations and what else there is to tell, when there is, at the latest after the wait. */
  CompletionStage<Orders> lease(LeaseRequest request);

  /** Keeps leases alive. */
  CompletionStage<Orders> pulse(Pulse pulse);

  /** A worker leaves. */
  CompletionStage<Left> leave(Leave leave);

  /** Metrics on the way; answered when they are durable. */
  CompletionStage<Acknowledgement> report(String worker, Report report);

  /** An evaluation is complete; answered when that is durable. */
  CompletionStage<Acknowledgement> complete(String worker, Complete complete);

  /** An evaluation failed; answered when that is durable. */
  CompletionStage<Acknowledgement> fail(String worker, Fail fail);

  /** Whether an evaluation's lease is out now. */
  CompletionStage<Boolean> holds(HeldTrial held);

  /** Where checkpoints are kept for workers that have no place for them; empty if nowhere. */
  Optional<RemoteCheckpoints> checkpoints();

  /**
   * A lease of a trial's evaluation.
   *
   * @param study id of the study
   * @param trial number of the trial
   * @param evaluation id of the evaluation
   * @param token of the lease
   */
  record HeldTrial(String study, int trial, String evaluation, long token) {}
}
