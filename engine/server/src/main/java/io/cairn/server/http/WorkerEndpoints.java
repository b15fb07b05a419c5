package io.cairn.server.http;

import static io.cairn.server.http.Answers.json;
import static org.apache.pekko.http.javadsl.model.StatusCodes.ACCEPTED;
import static org.apache.pekko.http.javadsl.model.StatusCodes.NOT_FOUND;
import static org.apache.pekko.http.javadsl.model.StatusCodes.OK;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.proto.Offer;
import io.cairn.proto.cluster.NodeStatus;
import io.cairn.server.cluster.StudyService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Worker nodes. */
final class WorkerEndpoints {

  private static final Duration DRAIN_GRACE = Duration.ofMinutes(5);

  private final StudyService cluster;

  WorkerEndpoints(StudyService cluster) {
    this.cluster = cluster;
  }

  List<Operation> all() {
    return List.of(
        Operation.get("/workers", AccessRole.VIEW, this::list),
        Operation.post("/workers/{worker}/drain", AccessRole.ADMIN, this::drain));
  }

  private CompletionStage<HttpResponse> list(Call call) {
    return cluster
        .workers(call.parameters().text("after"))
        .thenApply(
            nodes -> {
              ObjectNode answer = StudyListing.JSON.createObjectNode();
              ArrayNode workers = answer.putArray("workers");
              nodes.getNodesList().forEach(node -> workers.add(worker(node)));
              answer.put("total", nodes.getTotal());
              answer.put("slots", nodes.getSlots());
              answer.put("demandedSlots", nodes.getDemandedSlots());
              answer.put("more", nodes.getMore());
              return json(OK, answer);
            });
  }

  private static ObjectNode worker(NodeStatus node) {
    Offer offer = node.getOffer();
    ObjectNode worker = StudyListing.JSON.createObjectNode();
    worker.put("worker", offer.getNode());
    worker.put("address", node.getAddress());
    worker.put("slots", offer.getSlots());
    worker.put("free", offer.getFree());
    worker.put("draining", offer.getDraining());
    worker.put("version", offer.getVersion());
    worker.put("completed", offer.getCompleted());
    worker.put("failed", offer.getFailed());
    worker.put("lastFailure", offer.getLastFailure());
    ArrayNode labels = worker.putArray("labels");
    offer.getLabelsList().forEach(labels::add);
    ArrayNode types = worker.putArray("types");
    offer.getTypesList().forEach(types::add);
    ObjectNode running = worker.putObject("running");
    offer.getRunningList().forEach(of -> running.put(of.getStudy(), of.getLeases()));
    return worker;
  }

  private CompletionStage<HttpResponse> drain(Call call) {
    String name = call.of("worker");
    Duration grace =
        Duration.ofSeconds(
            call.parameters()
                .number("grace-seconds", 0, Integer.MAX_VALUE, (int) DRAIN_GRACE.toSeconds()));
    return cluster
        .drain(name, grace)
        .thenApply(
            drained -> {
              if (!drained.getAccepted()) {
                return Problem.response(NOT_FOUND, drained.getReason());
              }
              ObjectNode answer = StudyListing.JSON.createObjectNode();
              answer.put("worker", name);
              answer.put("result", "it takes no more evaluations and leaves");
              return json(ACCEPTED, answer);
            });
  }
}
