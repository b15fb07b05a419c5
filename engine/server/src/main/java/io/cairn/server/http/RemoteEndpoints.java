package io.cairn.server.http;

import static org.apache.pekko.http.javadsl.model.StatusCodes.SERVICE_UNAVAILABLE;

import io.cairn.proto.Complete;
import io.cairn.proto.Fail;
import io.cairn.proto.Report;
import io.cairn.proto.remote.LeaseRequest;
import io.cairn.proto.remote.Leave;
import io.cairn.proto.remote.Pulse;
import io.cairn.server.http.Operation.Traffic;
import io.cairn.server.remote.RemoteWorkers;
import io.cairn.server.remote.RequestRules;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What remote workers ask; docs/worker-protocol.md. */
final class RemoteEndpoints {

  private final RemoteWorkers workers;

  /** A request that waits longer would be cut off as an idle connection. */
  private final Duration longestWait;

  /** Requests that wait, to be answered at once when the server leaves. */
  private final Set<CompletableFuture<HttpResponse>> waiting = ConcurrentHashMap.newKeySet();

  private volatile boolean leaving;

  RemoteEndpoints(RemoteWorkers workers, ActorSystem<?> system, DoorLimits limits) {
    this.workers = workers;
    this.longestWait = limits.idleTimeout().multipliedBy(3).dividedBy(4);
    CoordinatedShutdown.get(system)
        .addTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind(), "answer-polls", () -> answerPolls());
  }

  List<Operation> all() {
    return List.of(
        Operation.post("/remote/lease", AccessRole.WORK, this::lease).with(Traffic.WAITS),
        Operation.post("/remote/pulse", AccessRole.WORK, this::pulse),
        Operation.post("/remote/report", AccessRole.WORK, this::report),
        Operation.post("/remote/complete", AccessRole.WORK, this::complete),
        Operation.post("/remote/fail", AccessRole.WORK, this::fail),
        Operation.post("/remote/leave", AccessRole.WORK, this::leave));
  }

  private CompletionStage<Done> answerPolls() {
    leaving = true;
    waiting.forEach(poll -> poll.complete(elsewhere()));
    return CompletableFuture.completedFuture(Done.getInstance());
  }

  private static HttpResponse elsewhere() {
    return Problem.later(
        SERVICE_UNAVAILABLE,
        "this coordinator leaves the cluster; ask another, or again in a moment");
  }

  private CompletionStage<HttpResponse> lease(Call call) {
    LeaseRequest.Builder request = LeaseRequest.newBuilder();
    RemoteMessages.read(call, request);
    RemoteMessages.require(RequestRules.of(request.build()));
    request.setWaitMillis((int) Math.min(request.getWaitMillis(), longestWait.toMillis()));
    CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    waiting.add(answer);
    answer.whenComplete((done, failure) -> waiting.remove(answer));
    if (leaving) {
      answer.complete(elsewhere());
      return answer;
    }
    workers
        .lease(RequestRules.cut(request.build()))
        .thenApply(orders -> RemoteMessages.answer(call, orders))
        .whenComplete(
            (done, failure) -> {
              if (failure == null) {
                answer.complete(done);
              } else {
                answer.completeExceptionally(failure);
              }
            });
    return answer;
  }

  private CompletionStage<HttpResponse> pulse(Call call) {
    Pulse.Builder pulse = Pulse.newBuilder();
    RemoteMessages.read(call, pulse);
    RemoteMessages.require(RequestRules.of(pulse.build()));
    return workers
        .pulse(RequestRules.cut(pulse.build()))
        .thenApply(orders -> RemoteMessages.answer(call, orders));
  }

  private CompletionStage<HttpResponse> leave(Call call) {
    Leave.Builder leave = Leave.newBuilder();
    RemoteMessages.read(call, leave);
    RemoteMessages.require(RequestRules.of(leave.build()));
    return workers.leave(leave.build()).thenApply(left -> RemoteMessages.answer(call, left));
  }

  private CompletionStage<HttpResponse> report(Call call) {
    Report.Builder report = Report.newBuilder();
    RemoteMessages.read(call, report);
    String worker = call.parameters().text("worker");
    RemoteMessages.require(RequestRules.of(worker, report.build()));
    return workers
        .report(worker, report.build())
        .thenApply(answer -> RemoteMessages.answer(call, answer));
  }

  private CompletionStage<HttpResponse> complete(Call call) {
    Complete.Builder complete = Complete.newBuilder();
    RemoteMessages.read(call, complete);
    String worker = call.parameters().text("worker");
    RemoteMessages.require(RequestRules.of(worker, complete.build()));
    return workers
        .complete(worker, RequestRules.cut(complete.build()))
        .thenApply(answer -> RemoteMessages.answer(call, answer));
  }

  private CompletionStage<HttpResponse> fail(Call call) {
    Fail.Builder fail = Fail.newBuilder();
    RemoteMessages.read(call, fail);
    String worker = call.parameters().text("worker");
    RemoteMessages.require(RequestRules.of(worker, fail.build()));
    return workers
        .fail(worker, RequestRules.cut(fail.build()))
        .thenApply(answer -> RemoteMessages.answer(call, answer));
  }
}
