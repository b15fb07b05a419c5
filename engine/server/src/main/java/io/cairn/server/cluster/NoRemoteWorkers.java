package io.cairn.server.cluster;

import io.cairn.proto.Acknowledgement;
import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Report;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Left;
import io.cairn.proto.remote.Orders;
import io.cairn.proto.remote.Pulse;
import io.cairn.server.remote.RemoteCheckpoints;
import io.cairn.server.remote.RemoteWorkers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where a study runs in the slots of its own process. */
final class NoRemoteWorkers implements RemoteWorkers {

  private static <T> CompletionStage<T> refused() {
    return CompletableFuture.failedFuture(
        new NotHereException(
            "this is a page of `cairn run`, whose evaluations run in its own process; remote workers"
                + " are for a `cairn server`"));
  }

  @Override
  public CompletionStage<Orders> lease(LeaseRequest request) {
    return refused();
  }

  @Override
  public CompletionStage<Orders> pulse(Pulse pulse) {
    return refused();
  }

  @Override
  public CompletionStage<Left> leave(Leave leave) {
    return refused();
  }

  @Override
  public CompletionStage<Acknowledgement> report(String worker, Report report) {
    return refused();
  }

  @Override
  public CompletionStage<Acknowledgement> complete(String worker, Complete complete) {
    return refused();
  }

  @Override
  public CompletionStage<Acknowledgement> fail(String worker, Fail fail) {
    return refused();
  }

  @Override
  public CompletionStage<Boolean> holds(HeldTrial held) {
    return refused();
  }

  @Override
  public Optional<RemoteCheckpoints> checkpoints() {
    return Optional.empty();
  }
}
