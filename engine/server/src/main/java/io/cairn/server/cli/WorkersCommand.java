package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cairn workers}. */
@Command(
    name = "workers",
    description = "List the workers of a cluster with their slots and what they run.",
    mixinStandardHelpOptions = true)
final class WorkersCommand implements Callable<Integer> {

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private GlobalOptions global;

  @Mixin
  @SuppressWarnings("NullAway.Init")
  private RemoteOptions remote;

  @Override
  public Integer call() {
    List<JsonNode> workers = new ArrayList<>();
    RemoteWorkers.of(remote.cluster()).path("workers").forEach(workers::add);
    if (global.json()) {
      System.out.println("{\"workers\":" + workers + "}");
      return ExitCode.OK;
    }
    if (workers.isEmpty()) {
      System.out.println("No workers; start some with `cairn worker --join HOST:PORT`.");
      return ExitCode.OK;
    }
    TextTable table =
        new TextTable(
            List.of("worker", "slots", "free", "done", "failed", "state", "labels", "running"));
    for (JsonNode worker : workers) {
      List<String> running = new ArrayList<>();
      worker
          .path("running")
          .fields()
          .forEachRemaining(of -> running.add(of.getKey() + " " + of.getValue().asText()));
      List<String> labels = new ArrayList<>();
      worker.path("labels").forEach(label -> labels.add(label.asText()));
      table.row(
          List.of(
              worker.path("worker").asText(),
              worker.path("slots").asText(),
              worker.path("free").asText(),
              worker.path("completed").asText(),
              worker.path("failed").asText(),
              worker.path("draining").asBoolean() ? "draining" : "ready",
              String.join(" ", labels),
              String.join(", ", running)));
    }
    table.lines().forEach(System.out::println);
    return ExitCode.OK;
  }
}
