package io.cairn.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Studies of a cluster. */
final class RemoteList {

  private static final int PAGE = 500;

  private RemoteList() {}

  /** Prints them, newest first. */
  static int of(RemoteCluster cluster, boolean json) {
    JsonNode page = cluster.get("api/v1/studies?limit=" + PAGE);
    if (json) {
      System.out.println(page);
      return ExitCode.OK;
    }
    if (page.path("studies").isEmpty()) {
      System.out.println("No studies; hand one in with `cairn submit SWEEP`.");
      return ExitCode.OK;
    }
    TextTable table =
        new TextTable(
            List.of("study", "state", "method", "trials", "evaluations", "running", "ended"));
    for (JsonNode study : page.path("studies")) {
      table.row(
          List.of(
              study.path("study").asText(),
              study.path("state").asText(),
              study.path("method").asText(),
              study.path("trials").asText(),
              study.path("evaluations").asText(),
              study.path("running").asText(),
              study.path("ended").isTextual() ? study.path("ended").asText() : ""));
    }
    table.lines().forEach(System.out::println);
    if (page.path("studies").size() == PAGE) {
      System.out.println("... the newest " + PAGE);
    }
    return ExitCode.OK;
  }
}
